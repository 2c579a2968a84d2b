// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.lang.reflect.Method;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,9}");

    /** How far apart AWS lets two numbers of a list be, and the first be from 1; what is left out counts as null. */
    private static final int WIDEST_STEP = 10;

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

    private @Nullable List<@Nullable Object> list(ListTrait trait, String name) {
        String prefix = trait.isFlattened() ? name : name + "." + orElse(trait.memberLocationName(), "member");
        SortedMap<Integer, String> indices = indices(prefix);
        if (indices.isEmpty()) {
            return request.parameter(name).isPresent() ? List.of() : null;
        }
        List<@Nullable Object> members = new ArrayList<>(indices.size());
        for (Map.Entry<Integer, String> index : indices.entrySet()) {
            int step = index.getKey() - Math.max(members.size(), 1);
            if (step > WIDEST_STEP) {
                throw WireErrors.malformedInput("Excessively sparse input would skip " + step + " list elements");
            }
            members.addAll(Collections.nCopies(index.getKey() - members.size() - 1, leftOut(trait.memberFieldInfo())));
            members.add(element(trait.memberFieldInfo(), prefix + "." + index.getValue()));
        }
        return members;
    }

    /** As recorded from AWS: a structure that lacks its members, or null. */
    private static @Nullable Object leftOut(SdkField<?> field) {
        return known(field) == MarshallingKnownType.SDK_POJO
                ? ((Buildable) field.constructor().get()).build()
                : null;
    }

    private @Nullable Map<String, Object> map(MapTrait trait, String name) {
        String prefix = trait.isFlattened() ? name : name + ".entry";
        SortedMap<Integer, String> indices = indices(prefix);
        if (indices.isEmpty()) {
            return request.parameter(name).isPresent() ? Map.of() : null;
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        for (String index : indices.values()) {
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

    /** The numbers that follow the prefix, as they are written: a zero may come first. */
    private SortedMap<Integer, String> indices(String prefix) {
        SortedMap<Integer, String> indices = new TreeMap<>();
        for (String name : request.below(prefix).keySet()) {
            int start = prefix.length() + 1;
            int end = name.indexOf('.', start);
            String index = name.substring(start, end < 0 ? name.length() : end);
            if (index.startsWith("-")) {
                throw WireErrors.malformedInput("Key " + index + " may not have a leading '-'");
            }
            if (!INDEX.matcher(index).matches()) {
                throw WireErrors.malformedInput("Start of list found where not expected");
            }
            if (Integer.parseInt(index) == 0) {
                throw WireErrors.malformedInput(index + " is not a valid index");
            }
            indices.put(Integer.valueOf(index), index);
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

    /** The spellings of XML Schema, by case, as recorded from AWS. */
    private static boolean bool(String text) {
        return switch (text) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static MarshallingKnownType known(SdkField<?> field) {
        return field.marshallingType().getKnownType();
    }

    private static String orElse(@Nullable String name, String otherwise) {
        return name == null ? otherwise : name;
    }
}
