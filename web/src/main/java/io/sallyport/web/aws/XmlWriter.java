// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * Writes any response class of the AWS SDK as AWS does. Absent members are left out, an empty list is an empty element,
 * instants are in whole seconds.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol, response
 *     serialization</a>
 */
final class XmlWriter {
    /** Errors that belong to no API, since the request did not say which it meant. */
    private static final String FAULT_NAMESPACE = "http://webservices.amazon.com/AWSFault/2005-15-09";

    /** The one action whose result is there and always empty; botocore insists on it. */
    private static final Set<String> EMPTY_RESULT = Set.of("UpdateRole");

    private final StringBuilder out = new StringBuilder();

    private XmlWriter() {}

    /** @param action AWS's spelling, which names the elements */
    static String response(Api api, String action, SdkPojo response, String requestId) {
        XmlWriter xml = new XmlWriter();
        xml.open(action + "Response", api.namespace());
        if (!response.sdkFields().isEmpty() || EMPTY_RESULT.contains(action)) {
            xml.open(action + "Result");
            xml.members(response);
            xml.close(action + "Result");
        }
        xml.open("ResponseMetadata");
        xml.text("RequestId", requestId);
        xml.close("ResponseMetadata");
        xml.close(action + "Response");
        return xml.out.toString();
    }

    static String error(@Nullable Api api, WireError error, String requestId) {
        XmlWriter xml = new XmlWriter();
        xml.open("ErrorResponse", api == null ? FAULT_NAMESPACE : api.namespace());
        xml.open("Error");
        xml.text("Type", error.fault().type());
        xml.text("Code", error.code());
        if (!error.message().isEmpty()) {
            xml.text("Message", error.message());
        }
        xml.close("Error");
        xml.text("RequestId", requestId);
        xml.close("ErrorResponse");
        return xml.out.toString();
    }

    private void members(SdkPojo structure) {
        for (SdkField<?> field : structure.sdkFields()) {
            Object value = field.getValueOrDefault(structure);
            boolean absent =
                    value == null || value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
            if (!absent) {
                value(field, field.unmarshallLocationName(), value);
            }
        }
    }

    private void value(SdkField<?> field, String name, Object value) {
        if (value instanceof Iterable<?> members && !(value instanceof SdkPojo)) {
            list(field.getRequiredTrait(ListTrait.class), name, members);
        } else if (value instanceof Map<?, ?> entries) {
            map(field.getRequiredTrait(MapTrait.class), name, entries);
        } else if (value instanceof SdkPojo structure) {
            open(name);
            members(structure);
            close(name);
        } else if (value instanceof Instant instant) {
            open(name);
            instant(instant);
            close(name);
        } else if (value instanceof SdkBytes bytes) {
            text(name, Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe()));
        } else {
            text(name, value.toString());
        }
    }

    /** {@code 2015-08-30T12:36:00Z} */
    private void instant(Instant instant) {
        String basic = BasicTime.format(instant);
        if (basic.length() != BasicTime.LENGTH) {
            out.append(instant.truncatedTo(ChronoUnit.SECONDS));
            return;
        }
        out.append(basic, 0, 4)
                .append('-')
                .append(basic, 4, 6)
                .append('-')
                .append(basic, 6, 11)
                .append(':')
                .append(basic, 11, 13)
                .append(':')
                .append(basic, 13, 16);
    }

    private void list(ListTrait trait, String name, Iterable<?> members) {
        boolean wrapped = !trait.isFlattened();
        if (wrapped) {
            open(name);
        }
        for (Object member : members) {
            value(trait.memberFieldInfo(), wrapped ? orElse(trait.memberLocationName(), "member") : name, member);
        }
        if (wrapped) {
            close(name);
        }
    }

    private void map(MapTrait trait, String name, Map<?, ?> entries) {
        boolean wrapped = !trait.isFlattened();
        if (wrapped) {
            open(name);
        }
        String entryName = wrapped ? "entry" : name;
        entries.forEach((key, value) -> {
            open(entryName);
            text(orElse(trait.keyLocationName(), "key"), key.toString());
            value(trait.valueFieldInfo(), orElse(trait.valueLocationName(), "value"), value);
            close(entryName);
        });
        if (wrapped) {
            close(name);
        }
    }

    private void text(String name, String text) {
        open(name);
        characters(text);
        close(name);
    }

    private void characters(String text) {
        int plain = 0;
        while (plain < text.length() && isPlain(text.charAt(plain))) {
            plain++;
        }
        out.append(text, 0, plain);
        if (plain < text.length()) {
            text.substring(plain).codePoints().forEach(this::character);
        }
    }

    /** Whether it is written as it is, as most texts are altogether. */
    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f && c != '&' && c != '<' && c != '>';
    }

    private void character(int c) {
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            // A parser would turn a bare one into a line feed (XML 1.0 §2.11).
            case '\r' -> out.append("&#13;");
            default -> out.appendCodePoint(isXmlCharacter(c) ? c : 0xFFFD);
        }
    }

    /** XML 1.0 §2.2: there is no way to write any other, not even as a reference. */
    private static boolean isXmlCharacter(int c) {
        return c == '\t'
                || c == '\n'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || (c >= 0x10000 && c <= 0x10FFFF);
    }

    private void open(String name, String namespace) {
        out.append('<').append(name).append(" xmlns=\"").append(namespace).append("\">");
    }

    private void open(String name) {
        out.append('<').append(name).append('>');
    }

    private void close(String name) {
        out.append("</").append(name).append('>');
    }

    private static String orElse(@Nullable String name, String otherwise) {
        return name == null ? otherwise : name;
    }
}
