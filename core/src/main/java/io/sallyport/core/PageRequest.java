// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core;

import io.sallyport.core.IamException.Kind;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Which part of an ordered list is asked for ({@code MaxItems}, {@code Marker}).
 *
 * @param maxItems 1 to 1000; anything else is a {@code VALIDATION_ERROR}
 * @param after the key of the last item already seen, empty at the start
 */
public record PageRequest(int maxItems, String after) {
    private static final int DEFAULT_ITEMS = 100;
    private static final int MOST_ITEMS = 1000;
    private static final int CHECKSUM_BYTES = 8;

    /** Names, serials and ARNs are printable ASCII; PostgreSQL would choke on a forged zero byte. */
    private static final Pattern KEY = Pattern.compile("[!-~]+");

    public PageRequest {
        if (maxItems < 1) {
            throw violation("Member must have value greater than or equal to 1");
        }
        if (maxItems > MOST_ITEMS) {
            throw violation("Member must have value less than or equal to " + MOST_ITEMS);
        }
    }

    private static IamException violation(String constraint) {
        return new IamException(
                Kind.VALIDATION_ERROR,
                "1 validation error detected: Value at 'maxItems' failed to satisfy constraint: " + constraint);
    }

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

    /** The page of a list that is at hand as a whole, in the order of its keys. */
    public <T> Page<T> slice(List<T> all, Function<T, String> key) {
        return cut(
                all.stream()
                        .filter(item -> key.apply(item).compareTo(after) > 0)
                        .limit(limit())
                        .toList(),
                key);
    }

    /** The marker that continues after an item of that key. */
    static String seal(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        ByteBuffer marker = ByteBuffer.allocate(CHECKSUM_BYTES + bytes.length);
        marker.putLong(checksum(bytes)).put(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(marker.array());
    }

    private static String open(String marker) {
        try {
            ByteBuffer in = ByteBuffer.wrap(Base64.getUrlDecoder().decode(marker));
            long checksum = in.getLong();
            byte[] key = new byte[in.remaining()];
            in.get(key);
            String after = new String(key, StandardCharsets.UTF_8);
            if (checksum == checksum(key) && KEY.matcher(after).matches()) {
                return after;
            }
        } catch (IllegalArgumentException | BufferUnderflowException notBase64) {
            throw invalidMarker();
        }
        throw invalidMarker();
    }

    private static IamException invalidMarker() {
        return new IamException(Kind.VALIDATION_ERROR, "Invalid Marker.");
    }

    /** Against typing mistakes, not against forgery: a forged marker, or another list's, only skips rows. */
    private static long checksum(byte[] key) {
        CRC32 crc = new CRC32();
        crc.update(key);
        return crc.getValue();
    }
}
