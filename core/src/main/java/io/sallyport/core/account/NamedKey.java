// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.MfaDevice;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Which of somebody's keys an answer says it is from, unproven: for the log of a refusal only. */
final class NamedKey {
    private static final JsonMapper MAPPER = new JsonMapper();

    private NamedKey() {}

    /** @param response the {@code PublicKeyCredential} as JSON */
    static Optional<KeyDevice> in(List<MfaDevice> devices, String response) {
        return id(response).flatMap(id -> of(devices, id));
    }

    static Optional<KeyDevice> of(List<MfaDevice> devices, Bytes credentialId) {
        return devices.stream()
                .filter(KeyDevice.class::isInstance)
                .map(KeyDevice.class::cast)
                .filter(key -> key.credential().credentialId().equals(credentialId))
                .findFirst();
    }

    private static Optional<Bytes> id(String response) {
        try {
            String id = MAPPER.readTree(response).path("id").asText("");
            return Optional.of(Bytes.of(Base64.getUrlDecoder().decode(id)));
        } catch (JsonProcessingException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
