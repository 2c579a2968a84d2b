// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.util.Arrays;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The serialized large-blob array in the key's storage (CTAP 2.1 §6.10.1): what platforms make of it, and in its last 16
 * bytes the beginning of its SHA-256. The key checks that and looks no further.
 */
final class LargeBlobArray {
    private static final String NAME = "fido.large-blobs";
    private static final int HASH = 16;
    /** An empty CBOR array. */
    private static final byte[] EMPTY = {(byte) 0x80};
    /** Bytes of the shortest. */
    static final int SHORTEST = EMPTY.length + HASH;

    private final Storage storage;

    LargeBlobArray(Storage storage) {
        this.storage = storage;
    }

    /** The initial one until one is stored (§6.10.1). */
    byte[] read() {
        return storage.read(NAME).orElseGet(LargeBlobArray::initial);
    }

    void replace(Bytes serialized) {
        byte[] bytes = serialized.toArray();
        int end = bytes.length - HASH;
        byte[] hash = hash(Arrays.copyOf(bytes, end));
        if (!Arrays.equals(hash, Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw new CtapException(CtapStatus.INTEGRITY_FAILURE);
        }
        storage.write(NAME, bytes);
    }

    private static byte[] initial() {
        byte[] serialized = Arrays.copyOf(EMPTY, SHORTEST);
        System.arraycopy(hash(EMPTY), 0, serialized, EMPTY.length, HASH);
        return serialized;
    }

    private static byte[] hash(byte[] array) {
        return Arrays.copyOf(DigestUtils.sha256(array), HASH);
    }
}
