// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/** Immutable bytes with value equality. Not for secrets: {@link #toString()} shows them. */
public final class Bytes {
    private static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    @JsonCreator
    public static Bytes ofHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    public static Bytes empty() {
        return EMPTY;
    }

    /** One after the other. */
    public static Bytes join(Bytes... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Bytes part : parts) {
            joined.writeBytes(part.content);
        }
        return new Bytes(joined.toByteArray());
    }

    public int length() {
        return content.length;
    }

    /** A fresh copy. */
    public byte[] toArray() {
        return content.clone();
    }

    /** Of 16 bytes, as an AAGUID is written. */
    public UUID toUuid() {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    @JsonValue
    public String toHex() {
        return HexFormat.of().formatHex(content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return toHex();
    }
}
