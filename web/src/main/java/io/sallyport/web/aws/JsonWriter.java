// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Writes any response class of the AWS SDK as the Query APIs of AWS do for those who accept JSON: the elements of the XML
 * as members, in the order of their names; lists are arrays; instants are seconds since 1970; absent members are null.
 */
final class JsonWriter {
    private JsonWriter() {}

    static String response(String action, SdkPojo response, String requestId) {
        SortedMap<String, Object> members = new TreeMap<>();
        if (!response.sdkFields().isEmpty()) {
            members.put(action + "Result", structure(response));
        }
        members.put("ResponseMetadata", Map.of("RequestId", requestId));
        return Json.write(Map.of(action + "Response", members));
    }

    static String error(WireError error, String requestId) {
        SortedMap<String, Object> said = new TreeMap<>();
        said.put("Code", error.code());
        said.put("Message", error.message());
        said.put("Type", error.fault().type());
        SortedMap<String, Object> members = new TreeMap<>();
        members.put("Error", said);
        members.put("RequestId", requestId);
        return Json.write(members);
    }

    private static SortedMap<String, @Nullable Object> structure(SdkPojo structure) {
        SortedMap<String, @Nullable Object> members = new TreeMap<>();
        for (SdkField<?> field : structure.sdkFields()) {
            members.put(field.unmarshallLocationName(), value(field.getValueOrDefault(structure)));
        }
        return members;
    }

    private static @Nullable Object value(@Nullable Object value) {
        if (value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap) {
            return null;
        }
        if (value instanceof SdkPojo structure) {
            return structure(structure);
        }
        if (value instanceof Iterable<?> members) {
            List<@Nullable Object> values = new ArrayList<>();
            members.forEach(member -> values.add(value(member)));
            return values;
        }
        if (value instanceof Map<?, ?> entries) {
            SortedMap<String, @Nullable Object> values = new TreeMap<>();
            entries.forEach((key, each) -> values.put(key.toString(), value(each)));
            return values;
        }
        if (value instanceof Instant instant) {
            return instant.getEpochSecond();
        }
        if (value instanceof SdkBytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe());
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
