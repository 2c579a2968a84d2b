// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.yubico.yubikit.fido.webauthn.PublicKeyCredential;
import com.yubico.yubikit.fido.webauthn.SerializationType;
import java.util.Map;
import java.util.function.Function;

/** Between WebAuthn's JSON and the maps that yubikit makes its objects from. */
final class WebAuthnJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private WebAuthnJson() {}

    /** @throws IllegalArgumentException if it is not a JSON object */
    static Map<String, Object> read(String json) {
        try {
            Map<String, Object> members = JSON.readValue(json, MAP);
            if (members != null) {
                return members;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("these are not WebAuthn options", e);
        }
        throw new IllegalArgumentException("these are not WebAuthn options");
    }

    /** @throws IllegalArgumentException for whatever {@code reader} does not take */
    static <T> T read(Map<String, Object> members, Function<Map<String, Object>, T> reader) {
        try {
            return reader.apply(members);
        } catch (RuntimeException e) {
            // Yubikit's readers cast and unbox whatever the map holds.
            throw new IllegalArgumentException("these are not WebAuthn options", e);
        }
    }

    static String write(PublicKeyCredential credential) {
        return write(credential.toMap(SerializationType.JSON));
    }

    static String write(Map<String, ?> members) {
        try {
            return JSON.writeValueAsString(members);
        } catch (JsonProcessingException e) {
            throw new AssertionError("maps of strings, numbers and lists can be written", e);
        }
    }
}
