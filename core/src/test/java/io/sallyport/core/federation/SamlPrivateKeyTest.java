// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.core.IamException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.junit.jupiter.api.Test;

final class SamlPrivateKeyTest {
    private static final String UNKNOWN = "Invalid private key: Key format is not recognized.";

    private static byte[] newKey(String algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        return generator.generateKeyPair().getPrivate().getEncoded();
    }

    private static String pem(String type, String headers, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + headers
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }

    @Test
    void readsBothFormsOfAnRsaKeyAndHidesThem() throws GeneralSecurityException, IOException {
        byte[] pkcs8 = newKey("RSA");
        byte[] pkcs1 = PrivateKeyInfo.getInstance(pkcs8)
                .parsePrivateKey()
                .toASN1Primitive()
                .getEncoded();

        assertThat(SamlPrivateKey.parse(pem("PRIVATE KEY", "", pkcs8)).reveal()).isEqualTo(pkcs8);
        SamlPrivateKey key = SamlPrivateKey.parse("Comment\n" + pem("RSA PRIVATE KEY", "", pkcs1));
        assertThat(key.reveal()).isEqualTo(pkcs8);
        assertThat(key).hasToString("SamlPrivateKey[hidden]");
    }

    @Test
    void whatIsNoReadableRsaKeyIsRefusedWithoutRepeatingIt() throws GeneralSecurityException {
        byte[] rsa = newKey("RSA");
        Map.of(
                        "open sesame",
                        UNKNOWN,
                        pem("PRIVATE KEY", "", newKey("EC")),
                        UNKNOWN,
                        pem("CERTIFICATE", "", rsa),
                        UNKNOWN,
                        pem("RSA PRIVATE KEY", "", new byte[] {1, 2, 3}),
                        UNKNOWN,
                        pem("PRIVATE KEY", "", rsa).replace("-----END", "----END"),
                        UNKNOWN,
                        pem("PRIVATE KEY", "", rsa).replace("\nM", "\n*"),
                        UNKNOWN,
                        pem("ENCRYPTED PRIVATE KEY", "", rsa),
                        "Invalid private key: Key is encrypted.",
                        pem("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\n\n", rsa),
                        "Invalid private key: Key is encrypted.")
                .forEach((text, message) -> assertThatExceptionOfType(IamException.class)
                        .as(text.lines().findFirst().orElse(""))
                        .isThrownBy(() -> SamlPrivateKey.parse(text))
                        .withMessage(message)
                        .withNoCause());
    }
}
