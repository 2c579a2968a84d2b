// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package example;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A site that signs people in with a security key each, by WebAuthn as webauthn4j knows it. */
public final class Site {
    private static final String RP_ID = "shop.example";
    private static final Origin ORIGIN = new Origin("https://shop.example");
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager();
    private final SecureRandom random = new SecureRandom();
    private final Map<String, byte[]> challenges = new HashMap<>();
    private final Map<String, CredentialRecord> keys = new HashMap<>();

    /** What the page hands to {@code navigator.credentials.create}. */
    public String startRegistration(String user) {
        return """
                {"publicKey": {
                  "rp": {"id": "%s", "name": "Shop"},
                  "user": {"id": "%s", "name": "%s", "displayName": "%s"},
                  "challenge": "%s",
                  "pubKeyCredParams": [{"type": "public-key", "alg": -7}],
                  "timeout": 60000
                }}"""
                .formatted(RP_ID, BASE64.encodeToString(user.getBytes()), user, user, challenge(user));
    }

    /** @param response what the page got */
    public void finishRegistration(String user, String response) {
        RegistrationData data = webAuthn.verifyRegistrationResponseJSON(
                response,
                new RegistrationParameters(
                        expected(user),
                        List.of(new PublicKeyCredentialParameters(
                                PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.ES256)),
                        false));
        keys.put(
                user,
                new CredentialRecordImpl(
                        data.getAttestationObject(),
                        data.getCollectedClientData(),
                        data.getClientExtensions(),
                        data.getTransports()));
    }

    /** What the page hands to {@code navigator.credentials.get}. */
    public String startSignIn(String user) {
        return """
                {"publicKey": {
                  "rpId": "%s",
                  "challenge": "%s",
                  "allowCredentials": [{"type": "public-key", "id": "%s"}],
                  "userVerification": "discouraged",
                  "timeout": 60000
                }}"""
                .formatted(RP_ID, challenge(user), BASE64.encodeToString(id(user)));
    }

    /**
     * @param response what the page got
     * @throws com.webauthn4j.verifier.exception.VerificationException if it proves nothing
     */
    public void finishSignIn(String user, String response) {
        CredentialRecord key = keys.get(user);
        AuthenticationData data = webAuthn.verifyAuthenticationResponseJSON(
                response, new AuthenticationParameters(expected(user), key, List.of(id(user)), false));
        key.setCounter(data.getAuthenticatorData().getSignCount());
    }

    private byte[] id(String user) {
        return keys.get(user).getAttestedCredentialData().getCredentialId();
    }

    private String challenge(String user) {
        byte[] challenge = new byte[32];
        random.nextBytes(challenge);
        challenges.put(user, challenge);
        return BASE64.encodeToString(challenge);
    }

    /** A challenge is good for one answer. */
    private ServerProperty expected(String user) {
        return ServerProperty.builder()
                .origin(ORIGIN)
                .rpId(RP_ID)
                .challenge(new DefaultChallenge(challenges.remove(user)))
                .build();
    }
}
