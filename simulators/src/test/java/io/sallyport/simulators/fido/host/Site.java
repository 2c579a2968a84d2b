// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** The options of a site's pages, and what comes back. */
final class Site {
    static final String ORIGIN = "https://login.example.org";
    static final int FLAGS_AT = 32;
    static final int USER_VERIFIED = 0x04;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CHALLENGE = "AAECAwQFBgcICQoLDA0ODw";

    private Site() {}

    static ObjectNode creation(String user) {
        ObjectNode options = JSON.createObjectNode();
        options.putObject("rp").put("id", "example.org").put("name", "Example");
        options.putObject("user")
                .put(
                        "id",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .put("name", user)
                .put("displayName", user.toUpperCase(Locale.ROOT));
        options.put("challenge", CHALLENGE);
        options.putArray("pubKeyCredParams")
                .addObject()
                .put("type", "public-key")
                .put("alg", -7);
        options.putObject("authenticatorSelection")
                .put("residentKey", "discouraged")
                .put("userVerification", "discouraged");
        return options;
    }

    static ObjectNode discoverable(String user) {
        ObjectNode options = creation(user);
        options.withObject("/authenticatorSelection").put("residentKey", "required");
        return options;
    }

    static ObjectNode request(String... credentialIds) {
        ObjectNode options = JSON.createObjectNode();
        options.put("rpId", "example.org").put("challenge", CHALLENGE).put("userVerification", "discouraged");
        ArrayNode allowed = options.putArray("allowCredentials");
        for (String id : credentialIds) {
            allowed.addObject().put("type", "public-key").put("id", id);
        }
        return options;
    }

    static ObjectNode verifying(ObjectNode options, String wish) {
        if (options.has("authenticatorSelection")) {
            options.withObject("/authenticatorSelection").put("userVerification", wish);
        } else {
            options.put("userVerification", wish);
        }
        return options;
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static String id(String response) {
        return read(response).path("id").asText();
    }

    static byte[] authenticatorData(String assertion) {
        return Base64.getUrlDecoder()
                .decode(read(assertion).at("/response/authenticatorData").asText());
    }

    static boolean verified(String assertion) {
        return (authenticatorData(assertion)[FLAGS_AT] & USER_VERIFIED) != 0;
    }

    static String userHandle(String assertion) {
        return new String(
                Base64.getUrlDecoder()
                        .decode(read(assertion).at("/response/userHandle").asText()),
                StandardCharsets.UTF_8);
    }
}
