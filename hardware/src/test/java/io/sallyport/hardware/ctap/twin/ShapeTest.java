// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void ecdsaSignaturesAreAlikeWhateverTheirLength() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(generator.generateKeyPair().getPrivate());
        for (int i = 0; i < 500; i++) {
            signer.update((byte) i);
            assertThat(Shape.bytes(signer.sign())).isEqualTo("an ECDSA signature");
        }
    }

    @Test
    void aTokenThatBeginsAsASequenceIsNoSignature() {
        byte[] token = new byte[32];
        token[0] = 0x30;
        token[1] = 30;
        assertThat(Shape.bytes(token)).isEqualTo("32 bytes");
        token[2] = 0x02;
        token[3] = 10;
        assertThat(Shape.bytes(token)).isEqualTo("32 bytes");
        assertThat(Shape.bytes((byte) 0x30, (byte) 1, (byte) 2)).isEqualTo("3 bytes");
    }
}
