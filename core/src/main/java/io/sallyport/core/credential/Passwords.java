// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.security.SecureRandom;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Hashes, checks and makes passwords. Each hash takes 19 MiB while it runs, so only a bounded number run at once; the
 * others wait their turn, up to a bound: beyond it {@code
 * SERVICE_UNAVAILABLE} is thrown. Thread-safe.
 */
public final class Passwords {
    private static final int MOST_WAITING = 100;
    private static final int SALT_BYTES = 16;
    private static final int GENERATED_LENGTH = 20;
    // Without the letters and digits that people confuse.
    private static final String[] CLASSES = {
        "ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnopqrstuvwxyz", "23456789", "!@#$%^&*()_+-=[]{}|'"
    };

    private final SecureRandom random;
    private final Semaphore atOnce;
    private final PasswordHash nobodys;

    /** @param atOnce how many hashes may run at once, 1 or more */
    public Passwords(SecureRandom random, int atOnce) {
        this.random = random;
        this.atOnce = new Semaphore(atOnce);
        this.nobodys = hash(generate());
    }

    public PasswordHash hash(Password password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        awaitTurn();
        try {
            return PasswordHash.of(password, salt, PasswordHash.Cost.STANDARD);
        } finally {
            atOnce.release();
        }
    }

    /**
     * Whether the password is the one that was hashed.
     *
     * @param hash null where there is no such user or no password: takes the same time and is false
     */
    public boolean matches(@Nullable PasswordHash hash, Password password) {
        awaitTurn();
        try {
            boolean same = (hash == null ? nobodys : hash).matches(password);
            return same && hash != null;
        } finally {
            atOnce.release();
        }
    }

    /** Whoever waits holds a thread: beyond a few seconds' worth of them, the next is told to come back. */
    private void awaitTurn() {
        if (atOnce.getQueueLength() >= MOST_WAITING) {
            throw new IamException(
                    Kind.SERVICE_UNAVAILABLE, "Too many passwords are being checked: try again in a few seconds.");
        }
        atOnce.acquireUninterruptibly();
    }

    /** A password of 20 characters with all four classes in it, about 120 bits. */
    public Password generate() {
        while (true) {
            StringBuilder text = new StringBuilder();
            String all = String.join("", CLASSES);
            for (int i = 0; i < GENERATED_LENGTH; i++) {
                text.append(all.charAt(random.nextInt(all.length())));
            }
            if (CharacterClass.missingIn(text.toString()).isEmpty()) {
                return Password.of(text.toString());
            }
        }
    }
}
