// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells the keys apart that people keep in files; see {@link SeedKey#ofFile}. */
final class SeedKeyFile {
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final Pattern HEX = Pattern.compile("\\s*([0-9A-Fa-f]{2})+\\s*");
    private static final String KINDS =
            "a key file holds 16, 24 or 32 bytes, as they are or in hex, or an RSA private key in PEM (PKCS #8)";

    private SeedKeyFile() {}

    static SeedKey read(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        if (HEX.matcher(text).matches()) {
            return SeedKey.ofHex(text);
        }
        if (text.contains("-----BEGIN ")) {
            return privateKey(PEM.matcher(text));
        }
        if (file.length == 16 || file.length == 24 || file.length == 32) {
            return new SeedKey.PreShared(Bytes.of(file));
        }
        throw new IllegalArgumentException(KINDS);
    }

    /** The first, since openssl writes it before or after a certificate. */
    private static SeedKey privateKey(Matcher pem) {
        while (pem.find()) {
            switch (pem.group(1)) {
                case "PRIVATE KEY" -> {
                    return pkcs8(pem.group(2));
                }
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new IllegalArgumentException("the private key is encrypted: openssl pkcs8 opens it");
                case "RSA PRIVATE KEY" ->
                    throw new IllegalArgumentException(
                            "the private key is PKCS #1: openssl pkcs8 -topk8 -nocrypt makes PKCS #8 of it");
                default -> {
                    // A certificate beside it.
                }
            }
        }
        throw new IllegalArgumentException(KINDS);
    }

    private static SeedKey pkcs8(String base64) {
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            return new SeedKey.Recipient(
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            // With no cause, since a parser may quote what it read.
            throw new IllegalArgumentException(KINDS);
        }
    }
}
