// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import io.sallyport.core.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads literal addresses; {@code InetAddress} would ask DNS about what is none. */
final class IpAddresses {
    private static final Pattern OCTET = Pattern.compile("0|[1-9]\\d{0,2}");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final int LONGEST = 45;

    private IpAddresses() {}

    static Optional<Bytes> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return text.indexOf(':') < 0 ? v4(text) : v6(text);
    }

    private static Optional<Bytes> v4(String text) {
        List<String> octets = List.of(text.split("\\.", -1));
        ByteBuffer out = ByteBuffer.allocate(4);
        for (String octet : octets) {
            if (octets.size() != 4 || !OCTET.matcher(octet).matches() || Integer.parseInt(octet) > 255) {
                return Optional.empty();
            }
            out.put((byte) Integer.parseInt(octet));
        }
        return Optional.of(Bytes.of(out.array()));
    }

    /** RFC 4291 section 2.2: eight groups, {@code ::} for a run of zeros, the last 32 bits possibly as IPv4. */
    private static Optional<Bytes> v6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text).filter(all -> all.length() == 16);
        }
        Optional<Bytes> head = groups(text.substring(0, gap));
        Optional<Bytes> tail = groups(text.substring(gap + 2));
        if (head.isEmpty() || tail.isEmpty() || head.get().length() + tail.get().length() > 14) {
            return Optional.empty();
        }
        ByteBuffer out = ByteBuffer.allocate(16).put(head.get().toArray());
        out.position(16 - tail.get().length());
        return Optional.of(Bytes.of(out.put(tail.get().toArray()).array()));
    }

    private static Optional<Bytes> groups(String text) {
        if (text.isEmpty()) {
            return Optional.of(Bytes.empty());
        }
        List<String> groups = Stream.of(text.split(":", -1)).toList();
        ByteBuffer out = ByteBuffer.allocate(groups.size() * 2 + 2);
        for (int i = 0; i < groups.size(); i++) {
            String group = groups.get(i);
            Optional<Bytes> embedded = i == groups.size() - 1 ? v4(group) : Optional.empty();
            if (embedded.isPresent()) {
                out.put(embedded.get().toArray());
            } else if (GROUP.matcher(group).matches()) {
                out.putShort((short) Integer.parseInt(group, 16));
            } else {
                return Optional.empty();
            }
        }
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return Optional.of(Bytes.of(bytes));
    }
}
