// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import com.yubico.yubikit.fido.Cbor;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidMessage;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is left of an answer when everything is taken away that may differ between two keys that behave alike: bytes become
 * their number, except where they are the same for every key of a model. A line for each thing.
 */
final class Shape {
    private static final int DER_SEQUENCE = 0x30;
    private static final int DER_INTEGER = 0x02;
    private static final int SHORTEST_SIGNATURE = 8;
    private static final int LONGEST_SIGNATURE = 72;

    private Shape() {}

    static String of(Optional<HidMessage> answer) {
        return answer.map(Shape::of).orElse("silence");
    }

    private static String of(HidMessage message) {
        String command = HidCommand.of(message.command()).map(HidCommand::name).orElseGet(() -> hex(message.command()));
        byte[] payload = message.payload().toArray();
        if (message.command() == HidCommand.ERROR.code() && payload.length == 1) {
            return command + " " + hex(payload[0]);
        }
        return message.command() == HidCommand.CBOR.code()
                ? ctap2(payload)
                : command + " with " + payload.length + " bytes";
    }

    /** Status, and the members of the map if there is one. */
    static String ctap2(byte... payload) {
        if (payload.length == 0) {
            return "no status";
        }
        String status = "status " + hex(payload[0]);
        if (payload.length == 1) {
            return status;
        }
        try {
            return status + "\n" + value("", Cbor.decode(Arrays.copyOfRange(payload, 1, payload.length)));
        } catch (RuntimeException notCbor) {
            return status + "\nnot CBOR";
        }
    }

    /** @param name of the member; a map's members have its name in front of theirs */
    static String value(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, String> members = new TreeMap<>();
            map.forEach((key, member) -> members.put(
                    String.valueOf(key), value(name.isEmpty() ? String.valueOf(key) : name + "." + key, member)));
            return members.isEmpty() ? name + ": {}" : String.join("\n", members.values());
        }
        if (value instanceof List<?> list) {
            return name + ": "
                    + list.stream()
                            .map(element ->
                                    value("", element).replace("\n", ", ").replaceFirst("^: ", ""))
                            .collect(Collectors.joining("; ", "[", "]"));
        }
        if (value instanceof byte[] bytes) {
            return name + ": " + bytes(bytes);
        }
        if (value instanceof String text) {
            return name + ": '" + text + "'";
        }
        return name + ": " + value;
    }

    /** An ECDSA signature's length depends on luck. */
    static String bytes(byte... bytes) {
        return isEcdsaSignature(bytes) ? "an ECDSA signature" : bytes.length + " bytes";
    }

    /** A DER sequence of two integers and nothing else: random bytes of a token may well begin as one. */
    private static boolean isEcdsaSignature(byte... bytes) {
        if (bytes.length < SHORTEST_SIGNATURE
                || bytes.length > LONGEST_SIGNATURE
                || bytes[0] != DER_SEQUENCE
                || bytes[1] != bytes.length - 2
                || bytes[2] != DER_INTEGER) {
            return false;
        }
        int second = 4 + bytes[3];
        return bytes[3] > 0
                && second + 2 < bytes.length
                && bytes[second] == DER_INTEGER
                && second + 2 + bytes[second + 1] == bytes.length;
    }

    static String hex(int code) {
        return String.format(Locale.ROOT, "%02x", code & 0xff);
    }

    static String hex(byte... bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
