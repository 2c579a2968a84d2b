// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import io.javalin.http.Context;
import io.sallyport.core.IamException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A body larger than {@link Exchange#message} takes, for the few routes that want one. It stays in memory, in the pieces in
 * which it came: it may hold secrets, so that it touches no disk, and is not copied.
 */
public final class LargeBody {
    private static final int PIECE = 1 << 16;

    private final List<byte[]> pieces;

    private LargeBody(List<byte[]> pieces) {
        this.pieces = pieces;
    }

    /**
     * Reads it. From then on {@link Exchange#message} is the message that a signature covers, without the body itself.
     *
     * @throws IamException {@code INVALID_INPUT} if it has more than so many bytes
     */
    public static LargeBody read(Context context, int most) {
        MessageDigest hash = DigestUtils.getSha256Digest();
        List<byte[]> pieces = new ArrayList<>();
        long length = 0;
        try (InputStream in = context.req().getInputStream()) {
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                length += piece.length;
                if (length > most) {
                    throw new IamException(
                            IamException.Kind.INVALID_INPUT,
                            "the request's body is larger than " + (most >> 20) + " MiB: send it in parts");
                }
                hash.update(piece);
                pieces.add(piece);
            }
        } catch (IOException cutOff) {
            throw Exchange.incomplete();
        }
        Exchange.setMessage(context, HexFormat.of().formatHex(hash.digest()));
        return new LargeBody(pieces);
    }

    static LargeBody of(List<byte[]> pieces) {
        return new LargeBody(pieces);
    }

    public InputStream open() {
        return new SequenceInputStream(Collections.enumeration(
                pieces.stream().map(ByteArrayInputStream::new).toList()));
    }

    List<ByteBuffer> buffers() {
        return pieces.stream().map(ByteBuffer::wrap).toList();
    }
}
