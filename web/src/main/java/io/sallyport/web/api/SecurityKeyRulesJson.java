// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.IamException;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.mfa.KeyRules;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@link KeyRules} as the API shows and reads them; enumerations as WebAuthn spells them, models sorted. */
record SecurityKeyRulesJson(
        String userVerification,
        String attestation,
        boolean attestedOnly,
        List<String> allowedModels,
        List<String> deniedModels,
        boolean refuseSynced,
        boolean suspendRevoked) {
    static final String[] MEMBERS = {
        "userVerification",
        "attestation",
        "attestedOnly",
        "allowedModels",
        "deniedModels",
        "refuseSynced",
        "suspendRevoked"
    };

    static SecurityKeyRulesJson of(KeyRules rules) {
        return new SecurityKeyRulesJson(
                spelled(rules.userVerification()),
                spelled(rules.attestation()),
                rules.attestedOnly(),
                sorted(rules.allowedModels()),
                sorted(rules.deniedModels()),
                rules.refuseSynced(),
                rules.suspendRevoked());
    }

    /** @throws IamException {@code INVALID_INPUT} for a member that is missing or cannot be read */
    static KeyRules read(JsonBody body) {
        return new KeyRules(
                one(body, MEMBERS[0], KeyRules.UserVerification.values()),
                one(body, MEMBERS[1], KeyRules.Conveyance.values()),
                body.requiredBoolean(MEMBERS[2]),
                models(body, MEMBERS[3]),
                models(body, MEMBERS[4]),
                body.requiredBoolean(MEMBERS[5]),
                body.requiredBoolean(MEMBERS[6]));
    }

    /** As the event log tells them. */
    ObjectNode told() {
        ObjectNode json = EventRecord.json()
                .put(MEMBERS[0], userVerification)
                .put(MEMBERS[1], attestation)
                .put(MEMBERS[2], attestedOnly);
        ArrayNode allowed = json.putArray(MEMBERS[3]);
        allowedModels.forEach(allowed::add);
        ArrayNode denied = json.putArray(MEMBERS[4]);
        deniedModels.forEach(denied::add);
        return json.put(MEMBERS[5], refuseSynced).put(MEMBERS[6], suspendRevoked);
    }

    private static <E extends Enum<E>> E one(JsonBody body, String member, E[] values) {
        String value = body.required(member);
        return Arrays.stream(values)
                .filter(one -> spelled(one).equals(value))
                .findFirst()
                .orElseThrow(() -> JsonBody.bad("'" + member + "' is one of "
                        + Arrays.stream(values)
                                .map(SecurityKeyRulesJson::spelled)
                                .collect(Collectors.joining(", "))));
    }

    private static Set<UUID> models(JsonBody body, String member) {
        return body.strings(member).stream().map(text -> model(text, member)).collect(Collectors.toUnmodifiableSet());
    }

    private static UUID model(String text, String member) {
        try {
            UUID model = UUID.fromString(text);
            // fromString takes 1-1-1-1-1 too.
            if (model.toString().equalsIgnoreCase(text)) {
                return model;
            }
        } catch (IllegalArgumentException noUuid) {
            throw noModel(member, noUuid);
        }
        throw noModel(member, null);
    }

    private static IamException noModel(String member, @Nullable Throwable cause) {
        IamException bad =
                JsonBody.bad("'" + member + "' holds AAGUIDs of models, such as 2fc0579f-8113-47ea-b116-bb5a8db9202a");
        if (cause != null) {
            bad.initCause(cause);
        }
        return bad;
    }

    private static String spelled(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> sorted(Set<UUID> models) {
        return models.stream().map(UUID::toString).sorted().toList();
    }
}
