// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.yubico.yubikit.fido.ctap.Ctap1Session;
import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys.Assertion;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.webauthn.U2fRegistration;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.hardware.webauthn.WebSite;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.junit.SeededRandom;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Credentials that yubikit registered by U2F's own messages, before there was WebAuthn. */
class U2fCredentialsTest {
    private static final String ORIGIN = "https://example.org";
    private static final String APP_ID = "https://example.org/app-id.json";
    private static final Owner TYLER = new Owner(Bytes.ofHex("01020304"), "tyler");
    private static final byte[] CHALLENGE = DigestUtils.sha256("client data of long ago");

    private final WebAuthnSecurityKeys relyingParty = new WebAuthnSecurityKeys(
            new WebSite("example.org", "Example", Set.of(ORIGIN), Optional.of(APP_ID)),
            AttestationTrust.none(),
            new SeededRandom(3));
    private final PluggedKey key = new PluggedKey(Products.YUBIKEY_4);
    private Ctap1Session session;
    private byte[] registration;

    @BeforeEach
    void registerAsLongAgo() throws Exception {
        session = new Ctap1Session(key.connect());
        var made = session.register(CHALLENGE, DigestUtils.sha256(APP_ID));
        registration = made.getData();
    }

    private KeyCredential credential() {
        return U2fRegistration.verify(Bytes.of(registration), Bytes.of(CHALLENGE), APP_ID);
    }

    /** As a browser that knows the extension answers. */
    private String answer(Ceremony ceremony, KeyCredential credential, boolean appId) throws Exception {
        JsonNode asked = new ObjectMapper().readTree(ceremony.publicKey());
        assertThat(asked.at("/extensions/appid").asText()).isEqualTo(APP_ID);
        byte[] clientData = ("{\"type\":\"webauthn.get\",\"challenge\":\""
                        + asked.path("challenge").asText() + "\",\"origin\":\"" + ORIGIN + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] application = DigestUtils.sha256(APP_ID);
        byte[] handle = credential.credentialId().toArray();
        byte[] signed = session.authenticate(DigestUtils.sha256(clientData), application, handle, false)
                .getData();
        byte[] data = ByteBuffer.allocate(37).put(application).put(signed, 0, 5).array();
        return "{\"id\":\"%1$s\",\"rawId\":\"%1$s\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"%2$s\","
                        .formatted(url(handle), url(clientData))
                + "\"authenticatorData\":\"%s\",\"signature\":\"%s\"},\"clientExtensionResults\":{\"appid\":%s}}"
                        .formatted(url(data), url(Arrays.copyOfRange(signed, 5, signed.length)), appId);
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Assertion signIn(KeyCredential credential, boolean appId) throws Exception {
        Ceremony ceremony = relyingParty.startAssertion(TYLER, List.of(credential));
        return relyingParty.finishAssertion(
                ceremony.request(), answer(ceremony, credential, appId), TYLER, List.of(credential));
    }

    @Test
    void signInByTheirAppId() throws Exception {
        KeyCredential credential = credential();
        Assertion first = signIn(credential, true);
        assertThat(first.credential().signatureCount()).isPositive();
        assertThat(signIn(first.credential(), true).credential().signatureCount())
                .isGreaterThan(first.credential().signatureCount());
    }

    @Test
    void signInOnlyWhereTheClientSaysSo() {
        KeyCredential credential = credential();
        assertThatThrownBy(() -> signIn(credential, false)).hasFieldOrPropertyWithValue("detail", "rp-id");
    }

    /** A client refuses the extension where no credential is named (WebAuthn L3 §10.1.1). */
    @Test
    void theirAppIdIsNotAskedOfPasskeys() throws Exception {
        assertThat(new ObjectMapper()
                        .readTree(relyingParty.startPasskey(List.of()).publicKey())
                        .at("/extensions/appid")
                        .isMissingNode())
                .isTrue();
    }

    static Stream<Arguments> changed() {
        return Stream.of(arguments(0, "malformed"), arguments(10, "signature"), arguments(70, "signature"));
    }

    @ParameterizedTest
    @MethodSource("changed")
    void areNotTakenWithAByteChanged(int at, String reason) {
        registration[at] ^= 1;
        assertThatThrownBy(this::credential).hasFieldOrPropertyWithValue("detail", reason);
    }

    @Test
    void areNotTakenForAnotherAppId() {
        assertThatThrownBy(() -> U2fRegistration.verify(Bytes.of(registration), Bytes.of(CHALLENGE), ORIGIN))
                .hasFieldOrPropertyWithValue("detail", "signature");
    }

    @Test
    void areNotTakenCutShort() {
        assertThatThrownBy(() ->
                        U2fRegistration.verify(Bytes.of(Arrays.copyOf(registration, 100)), Bytes.of(CHALLENGE), APP_ID))
                .hasFieldOrPropertyWithValue("detail", "malformed");
    }
}
