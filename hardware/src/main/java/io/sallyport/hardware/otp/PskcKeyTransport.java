// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.jspecify.annotations.Nullable;

/**
 * Encryption to a certificate (RFC 6030 section 6.3): RSA with the padding of PKCS #1 v1.5, which the RFC's own example
 * has, or OAEP (XML Encryption 1.1 section 5.5).
 */
final class PskcKeyTransport {
    private static final Map<String, String> DIGESTS =
            Map.of("sha1", "SHA-1", "sha224", "SHA-224", "sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");

    private final @Nullable AlgorithmParameterSpec oaep;

    private PskcKeyTransport(@Nullable AlgorithmParameterSpec oaep) {
        this.oaep = oaep;
    }

    /** Empty if the value is not encrypted to a certificate. */
    static Optional<PskcKeyTransport> of(PskcEncrypted encrypted) {
        return switch (PskcNames.fragment(encrypted.algorithm()).toLowerCase(Locale.ROOT)) {
            case "rsa-1_5", "rsa_1_5" -> Optional.of(new PskcKeyTransport(null));
            // The older name fixes SHA-1 for the mask.
            case "rsa-oaep-mgf1p" ->
                Optional.of(new PskcKeyTransport(new OAEPParameterSpec(
                        digest(encrypted.digest()), "MGF1", MGF1ParameterSpec.SHA1, label(encrypted))));
            case "rsa-oaep" ->
                Optional.of(new PskcKeyTransport(new OAEPParameterSpec(
                        digest(encrypted.digest()), "MGF1", mask(encrypted.mask()), label(encrypted))));
            default -> Optional.empty();
        };
    }

    /** @throws GeneralSecurityException if it does not open */
    byte[] open(byte[] sealed, PrivateKey key) throws GeneralSecurityException {
        if (oaep == null) {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.DECRYPT_MODE, key);
            return cipher.doFinal(sealed);
        }
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(Cipher.DECRYPT_MODE, key, oaep);
        return cipher.doFinal(sealed);
    }

    private static String digest(@Nullable String uri) {
        String name = uri == null ? "sha1" : PskcNames.fragment(uri).toLowerCase(Locale.ROOT);
        String digest = DIGESTS.get(name);
        if (digest == null) {
            throw new PskcRefusal("RSA-OAEP is over a hash that is not known here");
        }
        return digest;
    }

    private static MGF1ParameterSpec mask(@Nullable String uri) {
        String name = uri == null ? "mgf1sha1" : PskcNames.fragment(uri).toLowerCase(Locale.ROOT);
        if (!name.startsWith("mgf1")) {
            throw new PskcRefusal("RSA-OAEP has a mask function that is not known here");
        }
        return new MGF1ParameterSpec(digest(name.substring("mgf1".length())));
    }

    private static PSource label(PskcEncrypted encrypted) {
        return new PSource.PSpecified(encrypted.label().toArray());
    }
}
