// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.nio.charset.StandardCharsets;

/** Built-in user verification: fingers enrolled, and how often a wrong one may still be put on the sensor. */
public final class Fingerprints {
    /** As the products have it: three in a row, then the PIN. */
    public static final int MAX_RETRIES = 3;

    private static final String FINGER = "fido.finger.";
    private static final String RETRIES = "fido.uv-retries";

    private final Storage storage;
    private final boolean sensor;

    Fingerprints(Chip chip) {
        this.storage = chip.environment().storage();
        this.sensor = chip.profile().has(Feature.FINGERPRINT);
    }

    /** Whether there is a sensor at all. */
    public boolean isSupported() {
        return sensor;
    }

    public boolean isEnrolled() {
        return sensor && storage.names().stream().anyMatch(name -> name.startsWith(FINGER));
    }

    /** Of the person whose touches the environment answers for. */
    public void enroll(String name) {
        storage.write(FINGER + name, name.getBytes(StandardCharsets.UTF_8));
        unblock();
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
