// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.util.Arrays;

/**
 * An Argon2id hash (RFC 9106) in the customary PHC string form, which carries its own parameters:
 * {@code $argon2id$v=19$m=KIB,t=PASSES,p=LANES$SALT$HASH}.
 */
public record PasswordHash(String encoded) {
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final int HASH_BYTES = 32;

    /** Memory in KiB, passes and lanes. */
    record Cost(int memory, int passes, int lanes) {
        /** OWASP's recommendation for Argon2id with little memory. */
        static final Cost STANDARD = new Cost(19_456, 2, 1);
    }

    public PasswordHash {
        if (!FORM.matcher(encoded).matches()) {
            throw new IllegalArgumentException("not an Argon2id hash of version 19");
        }
    }

    static PasswordHash of(Password password, byte[] salt, Cost cost) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return new PasswordHash("$argon2id$v=19$m=" + cost.memory() + ",t=" + cost.passes() + ",p=" + cost.lanes()
                + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(derive(password.normalUtf8(), salt, cost)));
    }

    boolean matches(Password password) {
        Matcher part = FORM.matcher(encoded);
        if (!part.matches()) {
            throw new AssertionError("the constructor has checked the form");
        }
        Cost cost = new Cost(
                Integer.parseInt(part.group(1)), Integer.parseInt(part.group(2)), Integer.parseInt(part.group(3)));
        byte[] salt = Base64.getDecoder().decode(part.group(4));
        byte[] expected = Base64.getDecoder().decode(part.group(5));
        byte[] normal = password.normalUtf8();
        byte[] typed = password.utf8();
        // How long it takes tells only what was typed.
        return Arrays.constantTimeAreEqual(expected, derive(normal, salt, cost))
                || (!Arrays.areEqual(normal, typed)
                        && Arrays.constantTimeAreEqual(expected, derive(typed, salt, cost)));
    }

    private static byte[] derive(byte[] password, byte[] salt, Cost cost) {
        Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
        argon2.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memory())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(salt)
                .build());
        byte[] hash = new byte[HASH_BYTES];
        argon2.generateBytes(password, hash);
        return hash;
    }

    @Override
    public String toString() {
        return "PasswordHash[hidden]";
    }
}
