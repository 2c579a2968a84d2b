// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Fills any class of the SDK's model with seeded values; every member of it, or a random part. */
final class RandomPojo {
    private static final String[] PIECES = {
        "a", "Z", "0", "/", "+", "=", "&", "<", ">", "\"", "'", "%", "%41", " ", "x", "ü", "€", "漢", "😀", "\n", "\t",
        "\r"
    };

    private final Random random;
    private final boolean complete;

    RandomPojo(Random random, boolean complete) {
        this.random = random;
        this.complete = complete;
    }

    SdkPojo fill(Class<?> type) throws ReflectiveOperationException {
        return structure((SdkPojo) type.getMethod("builder").invoke(null));
    }

    private SdkPojo structure(SdkPojo builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            if (complete || random.nextInt(3) > 0) {
                field.set(builder, value(field));
            }
        }
        return (SdkPojo) ((Buildable) builder).build();
    }

    private Object value(SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text();
            case INTEGER -> random.nextInt();
            case LONG -> random.nextLong();
            case BOOLEAN -> random.nextBoolean();
            case INSTANT -> Instant.ofEpochSecond(random.nextInt(2_000_000_000));
            case SDK_BYTES -> SdkBytes.fromUtf8String(text());
            case SDK_POJO -> nonEmpty(field);
            case LIST -> list(field.getRequiredTrait(ListTrait.class));
            case MAP -> map(field.getRequiredTrait(MapTrait.class));
            default -> throw new AssertionError(field.marshallingType());
        };
    }

    /** The wire cannot tell a structure without members from none. */
    private SdkPojo nonEmpty(SdkField<?> field) {
        while (true) {
            SdkPojo filled = structure(field.constructor().get());
            SdkPojo empty = (SdkPojo) ((Buildable) field.constructor().get()).build();
            if (!filled.equalsBySdkFields(empty)) {
                return filled;
            }
        }
    }

    private List<Object> list(ListTrait trait) {
        List<Object> members = new ArrayList<>();
        // More than nine, so that sorting indices as text would show.
        int size = complete ? 11 : random.nextInt(3);
        for (int i = 0; i < size; i++) {
            members.add(value(trait.memberFieldInfo()));
        }
        return members;
    }

    private Map<String, Object> map(MapTrait trait) {
        Map<String, Object> entries = new LinkedHashMap<>();
        int size = 1 + random.nextInt(3);
        for (int i = 0; i < size; i++) {
            entries.put(i + text(), value(trait.valueFieldInfo()));
        }
        return entries;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int size = 1 + random.nextInt(12);
        for (int i = 0; i < size; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
