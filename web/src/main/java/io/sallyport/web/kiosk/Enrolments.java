// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import io.sallyport.hardware.DeviceException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one enrolment under way: the next replaces it. Thread-safe. */
final class Enrolments {
    private static final long LONGEST_END_MILLIS = 10_000;
    private static final int RANDOM_BYTES = 32;

    private final Reader reader;
    private final SecureRandom random;
    private @Nullable Current current;

    Enrolments(Reader reader, SecureRandom random) {
        this.reader = reader;
        this.random = random;
    }

    private record Current(String id, Enrolment enrolment, Thread thread) {}

    /**
     * Notes which keys are attached, and waits for another.
     *
     * @param registration the ceremony's id at the server
     * @return what only the page that began it can name it by
     * @throws KioskRefusal if the server does not know it, or not for this site
     */
    synchronized String begin(String registration) {
        end();
        KeyCeremony ceremony = reader.ceremonies().fetch(registration);
        ceremony.registration(reader.site());
        Enrolment enrolment = new Enrolment(reader, registration, ceremony, attached());
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Thread thread = new Thread(enrolment, "enrolment");
        thread.setDaemon(true);
        current = new Current(id, enrolment, thread);
        thread.start();
        return id;
    }

    private NewKeys attached() {
        try {
            return new NewKeys(reader.finder());
        } catch (DeviceException impossible) {
            throw new KioskRefusal(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    synchronized Optional<Enrolment> find(String id) {
        return Optional.ofNullable(current)
                .filter(now -> PairingCode.equal(now.id(), id))
                .map(Current::enrolment);
    }

    /** Ends what is under way, and waits until the key is let go. */
    synchronized void end() {
        Current before = current;
        if (before == null) {
            return;
        }
        current = null;
        before.enrolment().cancel();
        try {
            before.thread().join(LONGEST_END_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
