// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.junit.SeededRandom;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyAlgorithmTest {
    private static final byte[] DATA = "signed".getBytes(StandardCharsets.UTF_8);

    private final SeededRandom random = new SeededRandom(6);

    private static boolean verifies(KeyAlgorithm algorithm, PublicKey key, byte[] signature)
            throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(
                switch (algorithm) {
                    case ES256 -> "SHA256withECDSA";
                    case ES384 -> "SHA384withECDSA";
                    case EDDSA -> "Ed25519";
                    case RS256 -> "SHA256withRSA";
                });
        verifier.initVerify(key);
        verifier.update(DATA);
        return verifier.verify(signature);
    }

    @ParameterizedTest
    @EnumSource
    void aRestoredKeySignsForTheFreshOnesPublicKey(KeyAlgorithm algorithm) throws GeneralSecurityException {
        FreshKey fresh = algorithm.generate(random);
        byte[] first = algorithm.sign(fresh.privateKey(), random, DATA);
        byte[] again = algorithm.sign(algorithm.restore(fresh.secret()), random, DATA);
        assertThat(verifies(algorithm, fresh.publicKey(), first)).isTrue();
        assertThat(verifies(algorithm, fresh.publicKey(), again)).isTrue();
        byte[] other = algorithm.sign(algorithm.generate(random).privateKey(), random, DATA);
        assertThat(verifies(algorithm, fresh.publicKey(), other)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ES256,2,5", "ES384,2,5", "EDDSA,1,4", "RS256,3,4"})
    void aCoseKeyNamesItsTypeAndAlgorithm(KeyAlgorithm algorithm, int type, int members) {
        CBORObject key = CtapCbor.decode(
                algorithm.coseKey(algorithm.generate(random).publicKey()).toArray());
        assertThat(key.get(CBORObject.FromObject(1)).AsInt32Value()).isEqualTo(type);
        assertThat(key.get(CBORObject.FromObject(3)).AsInt64Value()).isEqualTo(algorithm.cose());
        assertThat(key.size()).isEqualTo(members);
    }

    @Test
    void anRsaKeyHas2048BitsFromASeedThatFitsIntoAnId() {
        for (int i = 0; i < 5; i++) {
            FreshKey fresh = KeyAlgorithm.RS256.generate(random);
            assertThat(fresh.secret()).hasSize(36);
            RSAPublicKey key = (RSAPublicKey) fresh.publicKey();
            assertThat(key.getModulus().bitLength()).isEqualTo(2048);
            assertThat(key.getPublicExponent()).isEqualTo(BigInteger.valueOf(65_537));
        }
    }

    @ParameterizedTest
    @EnumSource
    void isKnownByItsNumbers(KeyAlgorithm algorithm) {
        assertThat(KeyAlgorithm.of(algorithm.cose())).contains(algorithm);
        assertThat(KeyAlgorithm.ofStored(algorithm.stored())).contains(algorithm);
    }
}
