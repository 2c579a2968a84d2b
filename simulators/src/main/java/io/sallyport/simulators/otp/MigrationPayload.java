// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.hardware.otp.OtpAuthUri;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What Google Authenticator's "transfer accounts" puts into a QR code: {@code otpauth-migration://offline?data=}, a
 * protocol buffer in base64. Its field 1 is an account: 1 secret, 2 name, 3 issuer, 4 hash, 5 digits, 6 type, 7 counter.
 */
final class MigrationPayload {
    private static final String PREFIX = "otpauth-migration://offline?data=";
    private static final Hash[] HASHES = {Hash.SHA1, Hash.SHA1, Hash.SHA256, Hash.SHA512};
    private static final int[] DIGITS = {6, 6, 8};

    private MigrationPayload() {}

    /** @throws IllegalArgumentException if it is none; the message quotes nothing */
    static List<OtpAuthUri> parse(String uri) {
        if (!uri.startsWith(PREFIX)) {
            throw refused("it does not begin with " + PREFIX);
        }
        List<OtpAuthUri> accounts = new ArrayList<>();
        ProtocolBuffer payload = new ProtocolBuffer(data(uri.substring(PREFIX.length())));
        while (payload.next()) {
            if (payload.field() == 1) {
                accounts.add(account(new ProtocolBuffer(payload.bytes())));
            }
        }
        if (accounts.isEmpty()) {
            throw refused("it holds no account");
        }
        return accounts;
    }

    private static byte[] data(String escaped) {
        try {
            // A bare + is base64's here, not a form's blank.
            return Base64.getDecoder().decode(URLDecoder.decode(escaped.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            throw refused("its data is not base64");
        }
    }

    private static OtpAuthUri account(ProtocolBuffer fields) {
        byte[] secret = {};
        String name = "";
        String issuer = "";
        int hash = 0;
        int digits = 0;
        long type = 0;
        long counter = 0;
        while (fields.next()) {
            switch (fields.field()) {
                case 1 -> secret = fields.bytes();
                case 2 -> name = new String(fields.bytes(), StandardCharsets.UTF_8);
                case 3 -> issuer = new String(fields.bytes(), StandardCharsets.UTF_8);
                case 4 -> hash = within(fields.number(), HASHES.length, "a hash that is no SHA");
                case 5 -> digits = within(fields.number(), DIGITS.length, "another number of digits than 6 or 8");
                case 6 -> type = fields.number();
                case 7 -> counter = fields.number();
                default -> {
                    // Newer fields, such as an id.
                }
            }
        }
        boolean hotp = type == 1;
        // The name is as it stood in the QR code's label, often with the issuer before it.
        String account = name.substring(name.indexOf(':') + 1).strip();
        return new OtpAuthUri(
                Optional.of(issuer.strip()).filter(text -> !text.isEmpty()),
                account,
                OtpSeed.of(secret),
                new OtpParameters(
                        hotp ? Algorithm.HOTP : Algorithm.TOTP,
                        HASHES[hash],
                        DIGITS[digits],
                        OtpParameters.STANDARD.period()),
                hotp ? counter : 0);
    }

    private static int within(long value, int length, String what) {
        if (value < 0 || value >= length) {
            throw refused("an account has " + what);
        }
        return (int) value;
    }

    static IllegalArgumentException refused(String complaint) {
        return new IllegalArgumentException("not a usable otpauth-migration URI: " + complaint);
    }
}
