// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.attestation.AttestationStyle;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.credential.KeyAlgorithm;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each algorithm and each style of attestation through yubikit's client, judged by java-webauthn-server. */
class AlgorithmsEndToEndTest {
    private static final String ORIGIN = "https://example.org";
    private static final Owner OWNER = new Owner(Bytes.ofHex("0a0b"), "somebody");

    private final ManualClock clock = new ManualClock();
    private final SeededRandom random = new SeededRandom(12);
    private final Storage storage = Storage.inMemory();
    private final SecurityKeys relyingParty =
            new WebAuthnSecurityKeys("example.org", "Example", Set.of(ORIGIN), random);

    static Stream<Arguments> algorithmsAndStyles() {
        return Arrays.stream(KeyAlgorithm.values())
                .flatMap(algorithm ->
                        Arrays.stream(AttestationStyle.values()).map(style -> Arguments.of(algorithm, style)));
    }

    private SecurityKey plugIn(AttestationStyle style) {
        Environment environment = new Environment(clock, random, Presence.eager(), storage);
        SimulatedSecurityKey key = SimulatedSecurityKey.builder(environment)
                .profile(Products.EVERYTHING)
                .attestation(style)
                .build();
        return SecurityKey.open(key.plugIn(), clock);
    }

    /** As a relying party would ask that wants nothing else. */
    private static String only(KeyAlgorithm algorithm, String json) {
        String one = "\"pubKeyCredParams\":[{\"alg\":" + algorithm.cose() + ",\"type\":\"public-key\"}]";
        String changed = json.replaceFirst("\"pubKeyCredParams\":\\[[^]]*]", one);
        assertThat(changed).isNotEqualTo(json);
        return changed;
    }

    @ParameterizedTest
    @MethodSource("algorithmsAndStyles")
    void registersAndSignsInAlsoAfterAPowerCycle(KeyAlgorithm algorithm, AttestationStyle style) throws IOException {
        KeyCredential known;
        try (SecurityKey key = plugIn(style)) {
            Ceremony begun = relyingParty.startRegistration(OWNER, List.of());
            String made = key.register(only(algorithm, begun.publicKey()), ORIGIN);
            known = relyingParty.finishRegistration(only(algorithm, begun.request()), made);
        }
        long cose = CBORObject.DecodeFromBytes(known.publicKey().toArray())
                .get(CBORObject.FromObject(3))
                .AsInt64Value();
        assertThat(cose).isEqualTo(algorithm.cose());
        try (SecurityKey key = plugIn(style)) {
            Ceremony asked = relyingParty.startAssertion(OWNER, List.of(known));
            String answer = key.authenticate(asked.publicKey(), ORIGIN);
            long count = relyingParty
                    .finishAssertion(asked.request(), answer, OWNER, List.of(known))
                    .credential()
                    .signatureCount();
            assertThat(count).isGreaterThan(known.signatureCount());
        }
    }
}
