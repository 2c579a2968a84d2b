// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.message.Parameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.KeyAgreement;
import org.bouncycastle.util.BigIntegers;

/** This key's half of a key agreement (§6.5.6): ECDH with P-256, with a key pair that lasts until the next wrong PIN. */
final class AgreementKey {
    private final PinProtocol protocol;
    private final SecureRandom random;
    private KeyPair pair;

    AgreementKey(PinProtocol protocol, SecureRandom random) {
        this(protocol, random, generate(random));
    }

    AgreementKey(PinProtocol protocol, SecureRandom random, KeyPair pair) {
        this.protocol = protocol;
        this.random = random;
        this.pair = pair;
    }

    void regenerate() {
        pair = generate(random);
    }

    /** As a COSE_Key. */
    CBORObject publicKey() {
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        return CBORObject.NewMap()
                .Add(1, 2)
                .Add(3, -25)
                .Add(-1, 1)
                .Add(-2, BigIntegers.asUnsignedByteArray(32, key.getW().getAffineX()))
                .Add(-3, BigIntegers.asUnsignedByteArray(32, key.getW().getAffineY()));
    }

    SharedSecret decapsulate(Parameters platformKey) {
        ECPublicKey theirs = PlatformKey.parse(platformKey, ((ECPublicKey) pair.getPublic()).getParams());
        try {
            KeyAgreement ecdh = KeyAgreement.getInstance("ECDH");
            ecdh.init(pair.getPrivate(), random);
            ecdh.doPhase(theirs, true);
            return protocol.secret(ecdh.generateSecret(), random);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("both keys are of P-256", e);
        }
    }

    private static KeyPair generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("jdk.crypto.ec has P-256", e);
        }
    }
}
