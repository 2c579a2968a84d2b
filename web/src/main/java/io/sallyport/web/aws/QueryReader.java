// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.lang.reflect.Method;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Reads Query parameters into any request class of the AWS SDK, guided by what the class says of itself. Parameters that
 * the class does not know are ignored, as AWS does. A list that was sent empty ({@code Tags=}) is read as empty; one that was
 * not sent stays absent.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol, serialization</a>
 */
final class QueryReader {
    private static final Pattern INDEX = Pattern.compile("[1-9][0-9]{0,8}");

    private static final ClassValue<Method> BUILDERS = new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> type) {
            try {
                return type.getMethod("builder");
            } catch (NoSuchMethodException e) {
                throw noBuilder(type, e);
            }
        }
    };

    private final QueryRequest request;

    private QueryReader(QueryRequest request) {
        this.request = request;
    }

    /** @throws WireException MalformedInput 400 when a value does not have its member's type */
    static <T extends SdkPojo> T read(QueryRequest request, Class<T> type) {
        return type.cast(new QueryReader(request).structure(builder(type), ""));
    }

    private static SdkPojo builder(Class<?> type) {
        try {
            return (SdkPojo) BUILDERS.get(type).invoke(null);
        } catch (ReflectiveOperationException e) {
            throw noBuilder(type, e);
        }
    }

    private static LinkageError noBuilder(Class<?> type, ReflectiveOperationException e) {
        return new LinkageError("a class of the SDK's model has no builder: " + type.getName(), e);
    }

    private Object structure(SdkPojo builder, String prefix) {
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = value(field, prefix + field.locationName());
            if (value != null) {
                field.set(builder, value);
            }
        }
        return ((Buildable) builder).build();
    }

    private @Nullable Object value(SdkField<?> field, String name) {
        return switch (known(field)) {
            case LIST -> list(field.getRequiredTrait(ListTrait.class), name);
            case MAP -> map(field.getRequiredTrait(MapTrait.class), name);
            case SDK_POJO ->
                request.below(name).isEmpty()
                        ? null
                        : structure(field.constructor().get(), name + ".");
            default -> request.parameter(name).map(text -> scalar(field, text)).orElse(null);
        };
    }

    private @Nullable List<Object> list(ListTrait trait, String name) {
        String prefix = trait.isFlattened() ? name : name + "." + orElse(trait.memberLocationName(), "member");
        SortedSet<Integer> indices = indices(prefix);
        if (indices.isEmpty()) {
            return request.parameter(name).isPresent() ? List.of() : null;
        }
        List<Object> members = new ArrayList<>(indices.size());
        for (int index : indices) {
            members.add(element(trait.memberFieldInfo(), prefix + "." + index));
        }
        return members;
    }

    private @Nullable Map<String, Object> map(MapTrait trait, String name) {
        String prefix = trait.isFlattened() ? name : name + ".entry";
        SortedSet<Integer> indices = indices(prefix);
        if (indices.isEmpty()) {
            return request.parameter(name).isPresent() ? Map.of() : null;
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int index : indices) {
            String entry = prefix + "." + index + ".";
            String key = request.parameter(entry + orElse(trait.keyLocationName(), "key"))
                    .orElseThrow(() -> WireErrors.malformedInput("Map entry without a key"));
            entries.put(key, element(trait.valueFieldInfo(), entry + orElse(trait.valueLocationName(), "value")));
        }
        return entries;
    }

    private Object element(SdkField<?> field, String name) {
        Object value = value(field, name);
        if (value == null) {
            throw WireErrors.malformedInput("Unexpected list element in parameter name");
        }
        return value;
    }

    /** The numbers that follow the prefix. They need not be consecutive, only their order counts. */
    private SortedSet<Integer> indices(String prefix) {
        SortedSet<Integer> indices = new TreeSet<>();
        for (String name : request.below(prefix).keySet()) {
            int start = prefix.length() + 1;
            int end = name.indexOf('.', start);
            String index = name.substring(start, end < 0 ? name.length() : end);
            if (!INDEX.matcher(index).matches()) {
                throw WireErrors.malformedInput("Unexpected list element in parameter name");
            }
            indices.add(Integer.valueOf(index));
        }
        return indices;
    }

    private static Object scalar(SdkField<?> field, String text) {
        MarshallingKnownType type = known(field);
        try {
            return switch (type) {
                case STRING -> text;
                case INTEGER -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case BOOLEAN -> bool(text);
                case INSTANT -> DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
                case SDK_BYTES -> SdkBytes.fromByteArray(Base64.getDecoder().decode(text));
                default -> throw new AssertionError("no request of IAM or STS holds a " + type);
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            // The text itself may be a secret.
            throw WireErrors.malformedInput("Value of " + field.locationName() + " is not of type " + type);
        }
    }

    private static boolean bool(String text) {
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text);
        }
        throw new IllegalArgumentException();
    }

    private static MarshallingKnownType known(SdkField<?> field) {
        return field.marshallingType().getKnownType();
    }

    private static String orElse(@Nullable String name, String otherwise) {
        return name == null ? otherwise : name;
    }
}
