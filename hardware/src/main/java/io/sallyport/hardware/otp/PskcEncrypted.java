// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * {@code EncryptedDataType} of XML Encryption: a value and how it was encrypted.
 *
 * @param algorithm the name of the cipher
 * @param digest RSA-OAEP's hash, if named
 * @param mask RSA-OAEP's mask function, if named
 * @param label RSA-OAEP's parameters, mostly empty
 */
record PskcEncrypted(
        String algorithm, @Nullable String digest, @Nullable String mask, Bytes label, Bytes value) {
    /** Of RSA with 16384 bits in base64, or of a certificate. */
    static final int LONGEST = 8_192;

    /** Reads the element at whose start {@code xml} stands. */
    static PskcEncrypted read(SeedXml xml) throws IOException {
        Parts parts = new Parts();
        for (QName child = xml.child(); child != null; child = xml.child()) {
            switch (PskcNames.of(child)) {
                case "xenc:EncryptionMethod" -> parts.readMethod(xml);
                case "xenc:CipherData" -> parts.readData(xml);
                default -> xml.skip();
            }
        }
        return parts.whole();
    }

    static Bytes base64(String text) {
        byte[] bytes = text.replaceAll("\\s", "").getBytes(StandardCharsets.ISO_8859_1);
        try {
            return Bytes.of(Base64.getDecoder().decode(bytes));
        } catch (IllegalArgumentException notBase64) {
            throw new PskcRefusal("a value is not base64");
        }
    }

    private static final class Parts {
        private @Nullable String algorithm;
        private @Nullable String digest;
        private @Nullable String mask;
        private Bytes label = Bytes.empty();
        private @Nullable Bytes value;

        void readMethod(SeedXml xml) throws IOException {
            algorithm = xml.attribute("Algorithm");
            for (QName child = xml.child(); child != null; child = xml.child()) {
                switch (PskcNames.of(child)) {
                    case "ds:DigestMethod" -> {
                        digest = xml.attribute("Algorithm");
                        xml.skip();
                    }
                    case "xenc11:MGF" -> {
                        mask = xml.attribute("Algorithm");
                        xml.skip();
                    }
                    case "xenc:OAEPparams" -> label = base64(xml.text(LONGEST));
                    default -> xml.skip();
                }
            }
        }

        void readData(SeedXml xml) throws IOException {
            for (QName child = xml.child(); child != null; child = xml.child()) {
                if (!PskcNames.of(child).equals("xenc:CipherValue") || value != null) {
                    throw new PskcRefusal("CipherData holds one CipherValue and nothing else");
                }
                value = base64(xml.text(LONGEST));
            }
        }

        PskcEncrypted whole() {
            if (algorithm == null || value == null) {
                throw new PskcRefusal("an encrypted value has an EncryptionMethod and a CipherValue");
            }
            return new PskcEncrypted(algorithm, digest, mask, label, value);
        }
    }
}
