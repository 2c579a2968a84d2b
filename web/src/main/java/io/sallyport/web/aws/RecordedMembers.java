// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.account.EventRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * A request or an answer as CloudTrail records it: members in lower camel case, as far as they are set, and nothing that
 * is a secret.
 */
public final class RecordedMembers {
    /** What AWS's models mark as sensitive. */
    static final Set<String> SENSITIVE = Set.of(
            "AddPrivateKey",
            "Base32StringSeed",
            "NewPassword",
            "OldPassword",
            "Password",
            "PrivateKey",
            "QRCodePNG",
            "SAMLAssertion",
            "SecretAccessKey",
            "ServiceCredentialSecret",
            "ServicePassword",
            "TradeInToken",
            "WebIdentityToken");

    /** What they do not mark and is one nevertheless: it opens something, or once did. */
    static final Set<String> ALSO_SENSITIVE = Set.of(
            "AuthenticationCode1",
            "AuthenticationCode2",
            "ContextAssertion",
            "DecodedMessage",
            "EncodedMessage",
            "SessionToken",
            "TokenCode");

    /** As CloudTrail writes times within IAM's and STS's members: {@code Nov 24, 2026, 8:13:30 PM}. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM d, yyyy, h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private RecordedMembers() {}

    /** Null where nothing is left to tell. */
    public static @Nullable ObjectNode of(SdkPojo pojo) {
        ObjectNode members = object(pojo);
        return members.isEmpty() ? null : members;
    }

    private static ObjectNode object(SdkPojo pojo) {
        ObjectNode members = JsonNodeFactory.instance.objectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            String name = field.locationName();
            JsonNode value = isSensitive(name) ? null : json(field.getValueOrDefault(pojo));
            if (value != null) {
                members.set(lowerCamel(name), value);
            }
        }
        return members;
    }

    private static boolean isSensitive(String name) {
        return SENSITIVE.contains(name) || ALSO_SENSITIVE.contains(name);
    }

    /** Without regard for acronyms: {@code sSHPublicKeyId}, as CloudTrail does. */
    private static String lowerCamel(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static @Nullable JsonNode json(@Nullable Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value == null || value instanceof SdkBytes || isUnset(value)) {
            return null;
        }
        if (value instanceof SdkPojo pojo) {
            return object(pojo);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode();
            list.forEach(element -> array.add(json(element)));
            return array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            map.forEach((key, element) -> object.set(String.valueOf(key), json(element)));
            return object;
        }
        if (value instanceof Instant instant) {
            return nodes.textNode(TIME.format(instant));
        }
        if (value instanceof Boolean truth) {
            return nodes.booleanNode(truth);
        }
        if (value instanceof Number number) {
            return nodes.numberNode(number.longValue());
        }
        return nodes.textNode(EventRecord.told(value.toString()));
    }

    /** The SDK's stand-ins for lists and maps that nobody set. */
    private static boolean isUnset(Object value) {
        return value instanceof SdkAutoConstructList<?> || value instanceof SdkAutoConstructMap<?, ?>;
    }
}
