// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sallyport.core.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * One example of W3C WebAuthn Level 3 §16 Test Vectors, all in hexadecimal.
 *
 * @param section of the specification, such as {@code §16.2}
 */
record Vector(
        String section,
        String title,
        String credentialId,
        String aaguid,
        String registrationChallenge,
        String registrationClientData,
        String attestationObject,
        String assertionChallenge,
        String assertionClientData,
        String authenticatorData,
        String signature) {

    static final String RP_ID = "example.org";
    static final String ORIGIN = "https://example.org";

    private static final Published PUBLISHED = Published.read();

    /** @param attestationRoot of §16.1 */
    private record Published(String attestationRoot, List<Vector> vectors) {
        static Published read() {
            try (InputStream json = Vector.class.getResourceAsStream("published-vectors.json")) {
                return new ObjectMapper().readValue(Objects.requireNonNull(json), Published.class);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static List<Vector> all() {
        return PUBLISHED.vectors();
    }

    static Vector of(String section) {
        return all().stream()
                .filter(vector -> vector.section().equals(section))
                .findFirst()
                .orElseThrow();
    }

    /** The certificate of §16.1, which signs those of the attestations. */
    static Bytes attestationRoot() {
        return Bytes.ofHex(PUBLISHED.attestationRoot());
    }

    String registration() {
        return registration(attestationObject);
    }

    /** The registration with another attestation object, in hexadecimal. */
    String registration(String attestation) {
        return credential("\"attestationObject\":\"%s\",\"clientDataJSON\":\"%s\""
                .formatted(base64Url(attestation), base64Url(registrationClientData)));
    }

    String assertion() {
        return assertion(authenticatorData, assertionClientData, signature);
    }

    /** An assertion with other parts, all in hexadecimal. */
    String assertion(String data, String clientData, String signed) {
        return credential("\"authenticatorData\":\"%s\",\"clientDataJSON\":\"%s\",\"signature\":\"%s\""
                .formatted(base64Url(data), base64Url(clientData), base64Url(signed)));
    }

    @Override
    public String toString() {
        return section + " " + title;
    }

    private String credential(String response) {
        String id = base64Url(credentialId);
        return "{\"id\":\"%s\",\"rawId\":\"%s\",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":{%s}}"
                .formatted(id, id, response);
    }

    private static String base64Url(String hex) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Bytes.ofHex(hex).toArray());
    }
}
