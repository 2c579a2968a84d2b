// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core;

import io.sallyport.core.IamException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Which part of an ordered list is asked for ({@code MaxItems}, {@code Marker}).
 *
 * @param maxItems 1 to 1000
 * @param after the key of the last item already seen, empty at the start
 */
public record PageRequest(int maxItems, String after) {
    private static final int DEFAULT_ITEMS = 100;
    private static final int CHECKSUM_BYTES = 8;

    /**
     * Reads AWS's two parameters.
     *
     * @throws IamException {@code VALIDATION_ERROR} for a marker that no answer of ours held
     */
    public static PageRequest of(@Nullable Integer maxItems, @Nullable String marker) {
        return new PageRequest(maxItems == null ? DEFAULT_ITEMS : maxItems, marker == null ? "" : open(marker));
    }

    /** How many rows to read: one more than shown tells whether there are more. */
    public int limit() {
        return maxItems + 1;
    }

    /** Cuts what was read with {@link #limit()} to a page. */
    public <T> Page<T> cut(List<T> read, Function<T, String> key) {
        if (read.size() <= maxItems) {
            return new Page<>(List.copyOf(read), null);
        }
        List<T> shown = List.copyOf(read.subList(0, maxItems));
        return new Page<>(shown, seal(key.apply(shown.get(shown.size() - 1))));
    }

    private static String seal(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer marker = ByteBuffer.allocate(CHECKSUM_BYTES + bytes.length);
        marker.putLong(checksum(bytes)).put(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(marker.array());
    }

    private static String open(String marker) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(marker);
        } catch (IllegalArgumentException notBase64) {
            throw new IamException(Kind.VALIDATION_ERROR, "Invalid Marker.");
        }
        if (all.length < CHECKSUM_BYTES) {
            throw new IamException(Kind.VALIDATION_ERROR, "Invalid Marker.");
        }
        ByteBuffer in = ByteBuffer.wrap(all);
        long checksum = in.getLong();
        byte[] key = new byte[in.remaining()];
        in.get(key);
        if (checksum != checksum(key)) {
            throw new IamException(Kind.VALIDATION_ERROR, "Invalid Marker.");
        }
        return new String(key, StandardCharsets.UTF_8);
    }

    /** Against typing mistakes and other lists' markers, not against forgery: a forged marker only skips rows. */
    private static long checksum(byte[] key) {
        CRC32 crc = new CRC32();
        crc.update(key);
        return crc.getValue();
    }
}
