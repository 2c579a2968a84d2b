// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.identity.Tag;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;

/**
 * How much of the space for policies and tags a session takes. AWS packs them in a form that it does not publish; this
 * one, DEFLATE with a dictionary of what most policies say, comes out at the figures that are known of AWS's.
 */
final class PackedSize {
    private static final int ALLOTTED_BYTES = 360;

    private static final byte[] DICTIONARY =
            bytes("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"\",\"Effect\":\"Deny\","
                    + "\"Effect\":\"Allow\",\"Action\":[\"s3:\"],\"Resource\":[\"arn:aws:");

    private PackedSize() {}

    /** Zero for nothing. */
    static int percent(SessionRequest wanted) {
        StringBuilder all = new StringBuilder();
        wanted.policies().forEach(document -> all.append(withoutSpace(document)));
        wanted.policyArns().forEach(arn -> all.append(arn).append('\n'));
        for (Tag tag : wanted.tags()) {
            all.append(tag.key()).append('=').append(tag.value()).append('\n');
        }
        wanted.transitiveTagKeys().stream()
                .sorted()
                .forEach(key -> all.append(key).append('\n'));
        return all.isEmpty() ? 0 : percent(deflated(bytes(all.toString())));
    }

    /** Rounded down, but above a hundred as soon as there is a byte too many. */
    private static int percent(int size) {
        return size <= ALLOTTED_BYTES
                ? size * 100 / ALLOTTED_BYTES
                : (size * 100 + ALLOTTED_BYTES - 1) / ALLOTTED_BYTES;
    }

    private static int deflated(byte[] text) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        try {
            deflater.setDictionary(DICTIONARY);
            deflater.setInput(text);
            deflater.finish();
            return deflater.deflate(new byte[2 * text.length + 64]);
        } finally {
            deflater.end();
        }
    }

    /** What is not within a text of the document. */
    private static String withoutSpace(String json) {
        StringBuilder dense = new StringBuilder(json.length());
        boolean quoted = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '"' && (i == 0 || json.charAt(i - 1) != '\\')) {
                quoted = !quoted;
            }
            if (quoted || !Character.isWhitespace(c)) {
                dense.append(c);
            }
        }
        return dense.toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
