// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import java.util.HexFormat;
import java.util.Map;

/** What a key answers to authenticatorGetInfo, with the names of FIDO Metadata Statement 3.0 §3.12 for CTAP's numbers. */
final class GetInfoJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0x01, "versions"),
            Map.entry(0x02, "extensions"),
            Map.entry(0x03, "aaguid"),
            Map.entry(0x04, "options"),
            Map.entry(0x05, "maxMsgSize"),
            Map.entry(0x06, "pinUvAuthProtocols"),
            Map.entry(0x07, "maxCredentialCountInList"),
            Map.entry(0x08, "maxCredentialIdLength"),
            Map.entry(0x09, "transports"),
            Map.entry(0x0a, "algorithms"),
            Map.entry(0x0b, "maxSerializedLargeBlobArray"),
            Map.entry(0x0c, "forcePINChange"),
            Map.entry(0x0d, "minPINLength"),
            Map.entry(0x0e, "firmwareVersion"),
            Map.entry(0x0f, "maxCredBlobLength"),
            Map.entry(0x10, "maxRPIDsForSetMinPINLength"),
            Map.entry(0x11, "preferredPlatformUvAttempts"),
            Map.entry(0x12, "uvModality"),
            Map.entry(0x13, "certifications"),
            Map.entry(0x14, "remainingDiscoverableCredentials"),
            Map.entry(0x15, "vendorPrototypeConfigCommands"));

    private GetInfoJson() {}

    static ObjectNode of(CBORObject info) {
        ObjectNode json = JSON.objectNode();
        info.getEntries().forEach(member -> {
            String name = NAMES.get(member.getKey().AsInt32Value());
            if (name != null) {
                json.set(name, value(member.getValue()));
            }
        });
        return json;
    }

    private static JsonNode value(CBORObject value) {
        CBORType type = value.getType();
        return switch (type) {
            case Boolean -> BooleanNode.valueOf(value.AsBoolean());
            case Integer -> JSON.numberNode(value.AsInt64Value());
            case ByteString -> JSON.textNode(HexFormat.of().formatHex(value.GetByteString()));
            case TextString -> JSON.textNode(value.AsString());
            case Array -> {
                ArrayNode array = JSON.arrayNode();
                value.getValues().forEach(element -> array.add(value(element)));
                yield array;
            }
            case Map -> {
                ObjectNode object = JSON.objectNode();
                value.getEntries().forEach(e -> object.set(e.getKey().AsString(), value(e.getValue())));
                yield object;
            }
            default -> throw new IllegalArgumentException("authenticatorGetInfo has nothing of type " + type);
        };
    }
}
