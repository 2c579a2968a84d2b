// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedKeyFileTest {
    private static final String HEX = "00112233445566778899aAbBcCdDeEfF";

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, ascii("\n")).encodeToString(content)
                + "\n-----END " + kind + "-----\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {HEX, HEX + "\n", "\t" + HEX + "\r\n\r\n"})
    void hexDigitsAreAPreSharedKey(String text) {
        assertThat(SeedKey.ofFile(ascii(text))).isEqualTo(new SeedKey.PreShared(Bytes.ofHex(HEX)));
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32})
    void bytesOfAKeysLengthAreAPreSharedKey(int length) {
        byte[] key = new byte[length];
        key[0] = (byte) 0xff;
        assertThat(SeedKey.ofFile(key)).isEqualTo(new SeedKey.PreShared(Bytes.of(key)));
    }

    @Test
    void pemIsARecipientsKeyWhateverStandsAroundIt() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String file = "Bag Attributes\n" + pem("CERTIFICATE", new byte[100])
                + pem("PRIVATE KEY", pair.getPrivate().getEncoded());
        assertThat(SeedKey.ofFile(ascii(file))).isEqualTo(new SeedKey.Recipient(pair.getPrivate()));
    }

    @Test
    void otherPemIsSaidToBeSo() throws Exception {
        byte[] key = KeyPairGenerator.getInstance("EC")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        for (String kind : new String[] {"RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "CERTIFICATE", "PRIVATE KEY"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SeedKey.ofFile(ascii(pem(kind, key))))
                    .withMessageMatching("the private key is .*openssl pkcs8.*|a key file holds .*")
                    .withNoCause();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a password of people", HEX + "0", "-----BEGIN PRIVATE KEY-----"})
    void anythingElseIsNoKeyAndIsNotQuoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeedKey.ofFile(ascii(text)))
                .withMessageStartingWith("a key file holds ")
                .withNoCause();
    }

    @Test
    void noKeyShowsItselfByItself() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        assertThat(SeedKey.ofHex(HEX) + "" + new SeedKey.Password("hunter2") + new SeedKey.Recipient(pair.getPrivate()))
                .isEqualTo("PreShared[hidden]Password[hidden]Recipient[hidden]");
    }
}
