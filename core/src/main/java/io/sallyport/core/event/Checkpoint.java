// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.sallyport.core.Bytes;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * That a node's chain reached a record with a hash, signed. Kept elsewhere, it shows later that the log was cut off.
 *
 * @param sequence of the record
 * @param hash of the record
 * @param keyId whose signature it is
 */
@JsonPropertyOrder({"node", "sequence", "kind", "hash", "at", "keyId", "signature"})
public record Checkpoint(String node, long sequence, Kind kind, Bytes hash, Instant at, String keyId, Bytes signature) {
    /** What it says of the record. */
    public enum Kind {
        /** The chain goes at least so far. */
        HEAD,
        /** This record and all before it were removed by retention. */
        ANCHOR
    }

    static Checkpoint signed(String node, long sequence, Kind kind, Bytes hash, Instant at, CheckpointKey key) {
        Checkpoint unsigned = new Checkpoint(node, sequence, kind, hash, at, key.id(), Bytes.empty());
        return new Checkpoint(node, sequence, kind, hash, at, key.id(), key.sign(unsigned.statement()));
    }

    /** What is signed. No part but the first can hold a line's end. */
    byte[] statement() {
        return String.join(
                        "\n",
                        "sallyport event checkpoint 1",
                        kind.name(),
                        Long.toString(sequence),
                        hash.toHex(),
                        Long.toString(at.toEpochMilli()),
                        keyId,
                        node)
                .getBytes(StandardCharsets.UTF_8);
    }
}
