// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A key keeps its credentials when it gets newer software: the recorded memory is never to be recorded anew. */
class EarlierMemoryTest {
    private static final RelyingParty RP = new RelyingParty("example.org", Optional.of("Example"));
    private static final byte[] DATA = "signed".getBytes(StandardCharsets.UTF_8);
    /** SubjectPublicKeyInfo up to the key (RFC 8410 §4). */
    private static final String ED25519_INFO = "302a300506032b6570032100";

    private final Properties recorded = new Properties();
    private final SeededRandom random = new SeededRandom(1);
    private Credentials credentials = powerUp(Storage.inMemory());

    private Credentials powerUp(Storage storage) {
        Environment environment = new Environment(new ManualClock(), random, Presence.eager(), storage);
        return new Credentials(new Chip(environment, Products.EVERYTHING, Faults.none()));
    }

    @BeforeEach
    void remember() throws IOException {
        try (InputStream in = EarlierMemoryTest.class.getResourceAsStream("memory-of-format-1.properties")) {
            recorded.load(Objects.requireNonNull(in));
        }
        Storage storage = Storage.inMemory();
        recorded.stringPropertyNames().stream()
                .filter(name -> name.startsWith("memory."))
                .forEach(name -> storage.write(
                        name.substring("memory.".length()), recorded(name).toArray()));
        credentials = powerUp(storage);
    }

    private Bytes recorded(String name) {
        return Bytes.ofHex(recorded.getProperty(name));
    }

    private static PublicKey publicKey(Bytes cose, PrivateKey counterpart) throws GeneralSecurityException {
        CBORObject key = CBORObject.DecodeFromBytes(cose.toArray());
        byte[] first = key.get(CBORObject.FromObject(-2)).GetByteString();
        if (counterpart instanceof ECPrivateKey ec) {
            BigInteger y = new BigInteger(1, key.get(CBORObject.FromObject(-3)).GetByteString());
            ECPoint point = new ECPoint(new BigInteger(1, first), y);
            return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, ec.getParams()));
        }
        if (counterpart.getAlgorithm().equals("RSA")) {
            BigInteger modulus =
                    new BigInteger(1, key.get(CBORObject.FromObject(-1)).GetByteString());
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, new BigInteger(1, first)));
        }
        byte[] info = HexFormat.of().parseHex(ED25519_INFO + HexFormat.of().formatHex(first));
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info));
    }

    private void assertSignsFor(Credential credential, Bytes cose) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(
                switch (credential.algorithm()) {
                    case ES256 -> "SHA256withECDSA";
                    case ES384 -> "SHA384withECDSA";
                    case EDDSA -> "Ed25519";
                    case RS256 -> "SHA256withRSA";
                });
        verifier.initVerify(publicKey(cose, credential.key()));
        verifier.update(DATA);
        assertThat(verifier.verify(credential.algorithm().sign(credential.key(), random, DATA)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void knowsItsDiscoverableCredentials(KeyAlgorithm algorithm) throws GeneralSecurityException {
        int number = List.of(KeyAlgorithm.values()).indexOf(algorithm) + 1;
        Credential credential = credentials.discoverable(RP.idHash()).stream()
                .filter(c -> c.algorithm() == algorithm)
                .findFirst()
                .orElseThrow();
        assertThat(credential.rp()).contains(RP);
        assertThat(credential.user())
                .contains(
                        new User(Bytes.of((byte) number), Optional.of("user" + number), Optional.of("User " + number)));
        assertThat(credential.protection()).isEqualTo(Protection.OPTIONAL_WITH_LIST);
        assertThat(credential.credBlob()).contains(Bytes.of((byte) 7));
        assertThat(credential.largeBlobKey()).isPresent();
        assertSignsFor(credential, credential.publicKey().orElseThrow());
    }

    @ParameterizedTest
    @EnumSource
    void knowsWhatItGaveToRelyingParties(KeyAlgorithm algorithm) throws GeneralSecurityException {
        Credential credential =
                credentials.find(RP.idHash(), recorded("other." + algorithm)).orElseThrow();
        assertSignsFor(credential, recorded("publicKey." + algorithm));
        assertThat(credential.credRandom(true).map(Bytes::of)).contains(recorded("withUv." + algorithm));
    }
}
