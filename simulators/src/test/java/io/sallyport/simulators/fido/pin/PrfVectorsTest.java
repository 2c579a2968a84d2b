// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.credential.HmacSha256;
import io.sallyport.simulators.fido.message.Parameters;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Key agreement, encryption and HMAC with what W3C published; private key and IVs are SHA-256 of its seed and a number. */
@DisplayName("WebAuthn L3 §16.17.1 hmac-secret for the extension prf")
class PrfVectorsTest {
    private static final String AUTHENTICATOR_PRIVATE =
            "a184532a52717c1719ed7f8a5c0bdbc0489a79fc2076b9a0b020ecda0ea585b5";
    private static final String AUTHENTICATOR_X = "a30522c2de402b561965c3cf949a1cab020c6f6ea36fcf7e911ac1a0f1515300";
    private static final String AUTHENTICATOR_Y = "9961a929abdb2f42e6566771887d41484d889e735e3248518a53112d2b915f00";
    /** Of the published platform_key_agreement_private_key 0x0971bc7f… */
    private static final String PLATFORM_X = "a6ad249c9c2558e03e4ffbef60255d942b0166f5446cef916ab5f4ec4335a1c5";

    private static final String PLATFORM_Y = "67315207e09ce082c31b052c7e2bcb700e79f1c53bd3bb4e3bb6fef89d227bc1";
    private static final String CRED_RANDOM = "437e065e723a98b2f08f39d8baf7c53ecb3c363c5e5104bdaaf5d5ca2e028154";
    private static final String SALT1 = "527413ebb48293772df30f031c5ac4650c7de14bf9498671ae163447b6a772b3";
    private static final String SALT2 = "d68ac03329a10ee5e0ec834492bb9a96a0e547baf563bf78ccbe8789b22e776b";
    private static final String OUTPUT1 = "3c33e07d202c3b029cc21f1722767021bf27d595933b3d2b6a1b9d5dddc77fae";
    private static final String OUTPUT2 = "a62a8773b19cda90d7ed4ef72a80a804320dbd3997e2f663805ad1fd3293d50b";

    private static byte[] hex(String hex) {
        return Bytes.ofHex(hex).toArray();
    }

    private static BigInteger number(String hex) {
        return new BigInteger(hex, 16);
    }

    private static KeyPair authenticator() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec p256 = parameters.getParameterSpec(ECParameterSpec.class);
        KeyFactory factory = KeyFactory.getInstance("EC");
        PublicKey publicKey = factory.generatePublic(
                new ECPublicKeySpec(new ECPoint(number(AUTHENTICATOR_X), number(AUTHENTICATOR_Y)), p256));
        PrivateKey privateKey = factory.generatePrivate(new ECPrivateKeySpec(number(AUTHENTICATOR_PRIVATE), p256));
        return new KeyPair(publicKey, privateKey);
    }

    private static CBORObject cose(String x, String y) {
        return CBORObject.NewMap()
                .Add(1, 2)
                .Add(3, -25)
                .Add(-1, 1)
                .Add(-2, hex(x))
                .Add(-3, hex(y));
    }

    /** Draws the IV that was published. */
    private static SecureRandom drawing(String iv) {
        return new SecureRandom() {
            @Override
            public void nextBytes(byte[] bytes) {
                System.arraycopy(hex(iv), 0, bytes, 0, bytes.length);
            }
        };
    }

    @ParameterizedTest(name = "protocol {0}, IVs {3}")
    @CsvSource({
        "TWO,23dde5e3462daf36559b85c4ac5f9656aa9bfd81c1dc2bf8533c8b9f3882854786b4f500e25b4e3d81f7fc7c74236229,"
                + "3bfaa48f7952330d63e35ff8cd5bca48d2a12823828915749287256ab146272f9fb437bf65691243c3f504bd7ea6d5e6,"
                + "3bfaa48f7952330d63e35ff8cd5bca48,1",
        "TWO,d9f4236403e0fe843a8e4e5be764d120904c198ad6e77b089876a3391961f183b0008b4ca66b91cd72aa35b6151ff981f6e5649f3c"
                + "040e6615ad7dd8ae96ef23b229a5c97c3f0dcd8605eee166ce163a,"
                + "90ee52f739043bc17b3488a74306d7801debb5b61f18662c648a25b5b5678ede482cdaff99a537a44f064fcb10ce6e04dfd27619"
                + "dc96a0daff8507e499296b1eecf0981f7c8518b277a7a3018f5ec6fb,90ee52f739043bc17b3488a74306d780,2",
        "ONE,ab8c878bb05d04700f077ed91845ec9c503c925cb12b327ddbeb4243c397f913,"
                + "15d4e4f3f04109b492b575c1b38c28585b6719cf8d61304215108d939f37ccfb,00,1"
    })
    void comesToTheSame(PinProtocol protocol, String saltEnc, String outputEnc, String iv, int salts) throws Exception {
        AgreementKey key = new AgreementKey(protocol, drawing(iv), authenticator());
        assertThat(key.publicKey()).isEqualTo(cose(AUTHENTICATOR_X, AUTHENTICATOR_Y));
        SharedSecret secret = key.decapsulate(Parameters.of(cose(PLATFORM_X, PLATFORM_Y)));
        Optional<byte[]> decrypted = secret.decrypt(Bytes.ofHex(saltEnc));
        assertThat(decrypted).hasValue(hex(salts == 1 ? SALT1 : SALT1 + SALT2));
        byte[] outputs = hex(salts == 1 ? OUTPUT1 : OUTPUT1 + OUTPUT2);
        for (int at = 0; at < outputs.length; at += 32) {
            assertThat(HmacSha256.of(hex(CRED_RANDOM), Arrays.copyOfRange(decrypted.orElseThrow(), at, at + 32)))
                    .isEqualTo(Arrays.copyOfRange(outputs, at, at + 32));
        }
        assertThat(Bytes.of(secret.encrypt(outputs))).isEqualTo(Bytes.ofHex(outputEnc));
    }
}
