// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A device's records as lines of text: what it is, a name and hexadecimal content for each record, and a digest of all
 * that, so that a file somebody cut short or edited is not taken for the device's memory.
 */
final class StateText {
    private static final String KIND = "sallyport-device-state";
    private static final String HEAD = KIND + " 1";
    private static final String DIGEST = "sha256 ";
    private static final HexFormat HEX = HexFormat.of();

    private StateText() {}

    static byte[] encode(Map<String, byte[]> records) {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        records.forEach((name, content) -> {
            if (!name.matches("[!-~]+")) {
                throw new IllegalArgumentException("a record's name is printable ASCII without spaces");
            }
            text.append(name).append(' ').append(HEX.formatHex(content)).append('\n');
        });
        return (text + DIGEST + digest(text) + "\n").getBytes(UTF_8);
    }

    /** @throws IOException in words that quote nothing of the content */
    static SortedMap<String, byte[]> decode(Path file, byte[] content) throws IOException {
        String text = new String(content, UTF_8);
        if (!text.startsWith(HEAD + "\n")) {
            throw new IOException(
                    text.startsWith(KIND + " ")
                            ? file + " is a device's memory in a format of another version of Sallyport"
                            : file + " is no simulated device's memory");
        }
        int end = text.lastIndexOf(DIGEST);
        if (end < 0 || !text.substring(end).equals(DIGEST + digest(text.substring(0, end)) + "\n")) {
            throw new IOException(file + " is damaged: take a copy of it from before");
        }
        SortedMap<String, byte[]> records = new TreeMap<>();
        text.substring(0, end).lines().skip(1).forEach(line -> {
            int space = line.indexOf(' ');
            records.put(line.substring(0, space), HEX.parseHex(line.substring(space + 1)));
        });
        return records;
    }

    private static String digest(CharSequence text) {
        return DigestUtils.sha256Hex(text.toString());
    }
}
