// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.ctap.AttachedKey;
import io.sallyport.hardware.ctap.HidTransport;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.web.kiosk.Progress.State;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One key's way: plugged in, registered, proven. Run by a thread of its own; the page asks from others. */
final class Enrolment implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** CTAP 2.1 §8.2. */
    private static final int PIN_INVALID = 0x31;

    private static final int PIN_POLICY_VIOLATION = 0x37;

    private final Reader reader;
    private final String registration;
    private final KeyCeremony ceremony;
    private final NewKeys keys;
    private final Page page;
    private final Holder holder;
    private volatile @Nullable SecurityKey open;

    /**
     * @param registration its id
     * @param ceremony as the server told it
     * @param keys which noted what was attached before
     */
    Enrolment(Reader reader, String registration, KeyCeremony ceremony, NewKeys keys) {
        this.reader = reader;
        this.registration = registration;
        this.ceremony = ceremony;
        this.keys = keys;
        this.page = new Page(reader.clock(), reader.pause());
        this.holder = new Holder(page);
    }

    Page page() {
        return page;
    }

    /** Ends it, from any thread. */
    void cancel() {
        page.cancel();
        SecurityKey key = open;
        if (key != null) {
            key.cancel();
        }
    }

    @Override
    public void run() {
        try {
            AttachedKey attached = page.until(this::plugged);
            try (SecurityKey key = SecurityKey.open(transport(attached), reader.clock(), holder)) {
                open = key;
                if (page.isCancelled()) {
                    return;
                }
                enrol(key);
            }
        } catch (KioskRefusal refused) {
            page.show(Progress.at(State.REFUSED, refused.words()));
        } catch (DeviceException refused) {
            page.show(Progress.at(State.REFUSED, refused.getMessage()));
        } catch (IOException | RuntimeException unexpected) {
            LOG.error("an enrolment ended", unexpected);
            page.show(Progress.at(State.REFUSED, "something went wrong at the key reader: begin again"));
        } finally {
            open = null;
            holder.forget();
        }
    }

    private Optional<AttachedKey> plugged() {
        Optional<AttachedKey> key = keys.look();
        page.show(Progress.at(
                State.WAITING_FOR_KEY,
                keys.hasOld() ? "A key is plugged in already: pull it out, and plug it in again." : null));
        return key;
    }

    /** Linux gives a new node to its user a moment after it appears. */
    private HidTransport transport(AttachedKey attached) {
        Instant patience = reader.clock().instant().plusSeconds(3);
        return page.until(() -> {
            try {
                return Optional.of(attached.open());
            } catch (DeviceException.NotPermitted | DeviceException.Busy early) {
                if (reader.clock().instant().isBefore(patience)) {
                    return Optional.empty();
                }
                throw early;
            }
        });
    }

    private void enrol(SecurityKey key) {
        String options = ceremony.registration(reader.site());
        if (ceremony.wantsVerification()) {
            choosePin(key);
        }
        String origin = reader.site().origin().toString();
        String credential = askingForThePin(State.TOUCH, () -> key.register(options, origin));
        page.show(new Progress(State.REGISTERED, null, null, credential, null));
        String proof = page.until(page::proof);
        String asked = reader.ceremonies().fetch(proof).proof(reader.site(), registration, id(credential));
        String assertion = askingForThePin(State.TOUCH_AGAIN, () -> key.authenticate(asked, origin));
        page.show(new Progress(State.PROVEN, null, null, null, assertion));
    }

    /** A key that is to verify its holder and has no means yet gets a PIN. */
    private void choosePin(SecurityKey key) {
        var has = key.info().options();
        if (!Boolean.FALSE.equals(has.get("clientPin")) || Boolean.TRUE.equals(has.get("uv"))) {
            return;
        }
        @Nullable String words = null;
        while (true) {
            char[] chosen = holder.newPin(words);
            try {
                key.pin().set(chosen);
                return;
            } catch (DeviceException.Unsuitable unsound) {
                words = unsound.getMessage();
            } catch (DeviceException.CtapRefused refused) {
                if (refused.status() != PIN_POLICY_VIOLATION) {
                    throw refused;
                }
                words = refused.getMessage();
            }
            holder.forget();
        }
    }

    /** Again with another PIN where it was wrong: each is typed by its holder. */
    private String askingForThePin(State touch, Supplier<String> operation) {
        holder.at(touch);
        while (true) {
            try {
                return operation.get();
            } catch (DeviceException.CtapRefused refused) {
                if (refused.status() != PIN_INVALID) {
                    throw refused;
                }
                holder.wrong(refused.getMessage());
            }
        }
    }

    private static String id(String credential) {
        try {
            return JSON.readTree(credential).path("id").asText();
        } catch (JsonProcessingException impossible) {
            throw new AssertionError("the key's answer was just written", impossible);
        }
    }
}
