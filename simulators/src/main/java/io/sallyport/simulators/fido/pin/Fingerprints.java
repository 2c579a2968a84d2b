// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Built-in user verification: fingers enrolled, and how often a wrong one may still be put on the sensor. Which finger it is
 * only the environment's presence knows; a template here is an id and a name.
 */
public final class Fingerprints {
    /** As the products have it: three in a row, then the PIN. */
    public static final int MAX_RETRIES = 3;
    /** As the products have it. */
    public static final int MAX_TEMPLATES = 5;
    /** In bytes of UTF-8 (maxTemplateFriendlyName). */
    public static final int MAX_NAME = 15;

    private static final String FINGER = "fido.finger.";
    private static final String RETRIES = "fido.uv-retries";
    private static final int ID = 2;

    private final Storage storage;
    private final SecureRandom random;
    private final boolean sensor;

    Fingerprints(Chip chip) {
        this.storage = chip.environment().storage();
        this.random = chip.environment().random();
        this.sensor = chip.profile().has(Feature.FINGERPRINT);
    }

    /** Whether there is a sensor at all. */
    public boolean isSupported() {
        return sensor;
    }

    public boolean isEnrolled() {
        return sensor && !templates().isEmpty();
    }

    /** Friendly names by template id; empty until somebody gives one. */
    public Map<Bytes, String> templates() {
        Map<Bytes, String> templates = new LinkedHashMap<>();
        for (String name : storage.names()) {
            if (name.startsWith(FINGER)) {
                storage.read(name)
                        .ifPresent(friendly -> templates.put(
                                Bytes.ofHex(name.substring(FINGER.length())),
                                new String(friendly, StandardCharsets.UTF_8)));
            }
        }
        return templates;
    }

    /** For a finger that is not enrolled yet. */
    public Bytes newTemplateId() {
        byte[] id = new byte[ID];
        do {
            random.nextBytes(id);
        } while (templates().containsKey(Bytes.of(id)));
        return Bytes.of(id);
    }

    /**
     * Enrolls a finger, or names it anew.
     *
     * @throws CtapException FP_DATABASE_FULL; INVALID_LENGTH for a name too long
     */
    public void enroll(Bytes templateId, String friendlyName) {
        byte[] name = friendlyName.getBytes(StandardCharsets.UTF_8);
        if (name.length > MAX_NAME) {
            throw new CtapException(CtapStatus.INVALID_LENGTH);
        }
        if (!templates().containsKey(templateId)) {
            requireRoom();
        }
        storage.write(FINGER + templateId.toHex(), name);
    }

    public void requireRoom() {
        if (templates().size() >= MAX_TEMPLATES) {
            throw new CtapException(CtapStatus.FP_DATABASE_FULL);
        }
    }

    public void remove(Bytes templateId) {
        storage.delete(FINGER + templateId.toHex());
    }

    public int retries() {
        return storage.read(RETRIES).map(r -> (int) r[0]).orElse(MAX_RETRIES);
    }

    /** @throws CtapException UV_BLOCKED if only the PIN helps now */
    public void requireTries() {
        if (retries() == 0) {
            throw new CtapException(CtapStatus.UV_BLOCKED);
        }
    }

    /** A wrong finger lay on the sensor. */
    public void mismatch() {
        storage.write(RETRIES, new byte[] {(byte) Math.max(0, retries() - 1)});
    }

    /** The right finger, or the PIN. */
    public void unblock() {
        storage.delete(RETRIES);
    }
}
