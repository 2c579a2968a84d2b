// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.w3c.dom.Element;

/**
 * Opens an {@code EncryptedAssertion} (SAML 2.0 Core, §2.3.4; XML Encryption 1.1): AES in GCM or CBC, its key by RSA-OAEP. Key
 * transport by PKCS #1 v1.5 is refused. Whatever is wrong is told in one sentence, which is that of a wrong signature, so
 * that nobody learns by trying what a changed ciphertext opens to.
 */
final class SamlEncryption {
    private static final String XENC11 = "http://www.w3.org/2009/xmlenc11#";
    private static final Map<String, Integer> GCM_KEY_BYTES =
            Map.of(XENC11 + "aes128-gcm", 16, XENC11 + "aes192-gcm", 24, XENC11 + "aes256-gcm", 32);
    private static final Map<String, Integer> CBC_KEY_BYTES = Map.of(
            SamlNames.ENCRYPTION + "aes128-cbc", 16,
            SamlNames.ENCRYPTION + "aes192-cbc", 24,
            SamlNames.ENCRYPTION + "aes256-cbc", 32);
    private static final Map<String, String> DIGESTS = Map.of(
            SamlNames.SIGNATURE + "sha1",
            "SHA-1",
            SamlNames.ENCRYPTION + "sha256",
            "SHA-256",
            "http://www.w3.org/2001/04/xmldsig-more#sha384",
            "SHA-384",
            SamlNames.ENCRYPTION + "sha512",
            "SHA-512");
    private static final Map<String, MGF1ParameterSpec> MASKS = Map.of(
            XENC11 + "mgf1sha1", MGF1ParameterSpec.SHA1,
            XENC11 + "mgf1sha256", MGF1ParameterSpec.SHA256,
            XENC11 + "mgf1sha384", MGF1ParameterSpec.SHA384,
            XENC11 + "mgf1sha512", MGF1ParameterSpec.SHA512);

    private static final int GCM_IV = 12;
    private static final int BLOCK = 16;

    private final AssertionEncryption mode;
    private final List<SamlPrivateKey> keys;

    SamlEncryption(AssertionEncryption mode, List<SamlPrivateKey> keys) {
        this.mode = mode;
        this.keys = List.copyOf(keys);
    }

    /** The text of the assertion inside; empty for one in the clear, if the provider may send such. */
    Optional<byte[]> open(Element assertion) {
        if (SafeXml.is(assertion, SamlNames.ASSERTION, "Assertion")) {
            if (mode == AssertionEncryption.REQUIRED) {
                throw SamlRefused.invalid("The provider's assertions must be encrypted");
            }
            return Optional.empty();
        }
        Element data = only(assertion, "EncryptedData");
        List<Element> wrapped = SafeXml.elements(assertion, SamlNames.ENCRYPTION, "EncryptedKey")
                .toList();
        return Optional.of(keys.stream()
                .flatMap(key -> wrapped.stream().flatMap(one -> opened(data, one, key).stream()))
                .findFirst()
                .orElseThrow(SamlRefused::signature));
    }

    private static Optional<byte[]> opened(Element data, Element wrapped, SamlPrivateKey key) {
        try {
            return Optional.of(decrypt(data, unwrap(wrapped, key)));
        } catch (GeneralSecurityException | IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    private static byte[] unwrap(Element wrapped, SamlPrivateKey key) throws GeneralSecurityException {
        PrivateKey rsa = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key.reveal()));
        Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
        cipher.init(Cipher.DECRYPT_MODE, rsa, padding(only(wrapped, "EncryptionMethod")));
        return cipher.doFinal(cipherValue(wrapped));
    }

    /** XML Encryption 1.1, §5.5.2: the older name fixes SHA-1 for the mask, and SHA-1 is the default of all. */
    private static OAEPParameterSpec padding(Element method) throws GeneralSecurityException {
        String algorithm = method.getAttribute("Algorithm");
        boolean older = algorithm.equals(SamlNames.ENCRYPTION + "rsa-oaep-mgf1p");
        if (!older && !algorithm.equals(XENC11 + "rsa-oaep")) {
            throw new GeneralSecurityException("another key transport");
        }
        String digest = algorithmOf(method, SamlNames.SIGNATURE, "DigestMethod").orElse(SamlNames.SIGNATURE + "sha1");
        String mask = algorithmOf(method, XENC11, "MGF").orElse(XENC11 + "mgf1sha1");
        boolean known = DIGESTS.containsKey(digest)
                && MASKS.containsKey(mask)
                && SafeXml.children(method, SamlNames.ENCRYPTION, "OAEPparams").isEmpty();
        if (!known) {
            throw new GeneralSecurityException("another padding");
        }
        MGF1ParameterSpec masking = older ? MGF1ParameterSpec.SHA1 : MASKS.get(mask);
        return new OAEPParameterSpec(DIGESTS.get(digest), "MGF1", masking, PSource.PSpecified.DEFAULT);
    }

    private static byte[] decrypt(Element data, byte[] key) throws GeneralSecurityException {
        String algorithm = only(data, "EncryptionMethod").getAttribute("Algorithm");
        byte[] sealed = cipherValue(data);
        SecretKeySpec aes = new SecretKeySpec(key, "AES");
        if (GCM_KEY_BYTES.getOrDefault(algorithm, 0) == key.length && sealed.length > GCM_IV) {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, aes, new GCMParameterSpec(128, sealed, 0, GCM_IV));
            return cipher.doFinal(sealed, GCM_IV, sealed.length - GCM_IV);
        }
        if (CBC_KEY_BYTES.getOrDefault(algorithm, 0) == key.length && sealed.length > BLOCK) {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, aes, new IvParameterSpec(sealed, 0, BLOCK));
            return unpadded(cipher.doFinal(sealed, BLOCK, sealed.length - BLOCK));
        }
        throw new GeneralSecurityException("another cipher");
    }

    /** The last byte tells how many to leave off; the others of the padding are whatever they are (§5.2). */
    private static byte[] unpadded(byte[] padded) throws GeneralSecurityException {
        int padding = padded.length == 0 ? 0 : padded[padded.length - 1];
        if (padding < 1 || padding > BLOCK) {
            throw new GeneralSecurityException("no padding");
        }
        return Arrays.copyOf(padded, padded.length - padding);
    }

    private static byte[] cipherValue(Element encrypted) {
        Element value = only(only(encrypted, "CipherData"), "CipherValue");
        return Base64.getMimeDecoder().decode(SafeXml.text(value).getBytes(StandardCharsets.US_ASCII));
    }

    private static Optional<String> algorithmOf(Element method, String namespace, String name) {
        return SafeXml.children(method, namespace, name).stream()
                .map(child -> child.getAttribute("Algorithm"))
                .findFirst();
    }

    private static Element only(Element parent, String name) {
        List<Element> found = SafeXml.children(parent, SamlNames.ENCRYPTION, name);
        if (found.size() != 1) {
            throw SamlRefused.signature();
        }
        return found.get(0);
    }
}
