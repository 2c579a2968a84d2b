// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.yubico.internal.util.JacksonCodecs;
import java.io.IOException;
import java.util.Base64;

/**
 * Why the library could not read an answer: it throws at flags of BS without BE (WebAuthn L3 §6.1.3), which a reason of
 * its own tells. Looked at after it refused only.
 */
final class UnreadableFlags {
    private static final int FLAGS_AT = 32;
    private static final int BE = 0x08;
    private static final int BS = 0x10;
    private static final ObjectMapper JSON = new ObjectMapper();

    private UnreadableFlags() {}

    /** Whether a response says that its credential is backed up but cannot be. */
    static boolean backedUpOnly(String response) {
        try {
            JsonNode told = JSON.readTree(response).path("response");
            byte[] data = told.has("attestationObject")
                    ? JacksonCodecs.cbor()
                            .readTree(bytes(told.path("attestationObject")))
                            .path("authData")
                            .binaryValue()
                    : bytes(told.path("authenticatorData"));
            return data != null && data.length > FLAGS_AT && (data[FLAGS_AT] & (BE | BS)) == BS;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static byte[] bytes(JsonNode text) {
        return Base64.getUrlDecoder().decode(text.asText());
    }
}
