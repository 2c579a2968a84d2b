// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * What a browser posts is taken or refused in words, and nothing altered is taken. An ordinary build runs this on the seeds;
 * {@code ./check --fuzz} lets Jazzer look for more.
 */
class AnswersFuzzTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Owner OWNER = new Owner(Bytes.ofHex("01"), "somebody");
    private static final Vector VECTOR = Vector.of("§16.3");
    private static final List<String> SIGNED = List.of("authenticatorData", "clientDataJSON", "signature");

    private static final WebAuthnSecurityKeys KEYS = new WebAuthnSecurityKeys(
            Vector.RP_ID,
            "Example",
            Set.of(Vector.ORIGIN),
            new ScriptedRandom(VECTOR.registrationChallenge(), VECTOR.assertionChallenge()));
    private static final String REGISTRATION =
            KEYS.startRegistration(OWNER, List.of()).request();
    private static final KeyCredential CREDENTIAL = KEYS.finishRegistration(REGISTRATION, VECTOR.registration());
    private static final String ASSERTION =
            KEYS.startAssertion(OWNER, List.of(CREDENTIAL)).request();

    private static void authenticate(String response) {
        KEYS.finishAssertion(ASSERTION, response, OWNER, List.of(CREDENTIAL));
    }

    @FuzzTest
    void anyTextIsTakenOrRefusedInWords(byte[] input) {
        String response = new String(input, StandardCharsets.UTF_8);
        try {
            KEYS.finishRegistration(REGISTRATION, response);
        } catch (IamException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
        try {
            authenticate(response);
        } catch (IamException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    /** Three bytes each: which of the signed members, where, and what is to be there. */
    @FuzzTest
    void nothingAlteredIsTaken(byte[] edits) throws JsonProcessingException {
        ObjectNode answer = (ObjectNode) JSON.readTree(VECTOR.assertion());
        ObjectNode members = (ObjectNode) answer.get("response");
        for (int at = 0; at + 3 <= edits.length; at += 3) {
            String member = SIGNED.get(Math.floorMod(edits[at], SIGNED.size()));
            byte[] bytes = Base64.getUrlDecoder().decode(members.get(member).asText());
            bytes[Math.floorMod(edits[at + 1], bytes.length)] = edits[at + 2];
            members.put(member, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        }
        if (answer.equals(JSON.readTree(VECTOR.assertion()))) {
            authenticate(answer.toString());
        } else {
            assertThatThrownBy(() -> authenticate(answer.toString())).isInstanceOf(IamException.class);
        }
    }
}
