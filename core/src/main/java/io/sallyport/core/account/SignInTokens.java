// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.name.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Unguessable names of sign-ins and browser sessions: the account id and 256 random bits in base64url. */
public final class SignInTokens {
    private static final Pattern FORM = Pattern.compile("(\\d{12})-[\\w-]{43}");
    private static final int RANDOM_BYTES = 32;

    private final SecureRandom random;

    public SignInTokens(SecureRandom random) {
        this.random = random;
    }

    String next(AccountId account) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return account + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The account a token claims to be of; empty if it is no token. */
    static Optional<AccountId> account(String token) {
        Matcher form = FORM.matcher(token);
        return form.matches() ? Optional.of(new AccountId(form.group(1))) : Optional.empty();
    }

    /** What the store keeps of a session's token: SHA-256 in hex. */
    static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java has SHA-256", impossible);
        }
    }
}
