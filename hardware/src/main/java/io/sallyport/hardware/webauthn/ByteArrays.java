// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.yubico.webauthn.data.ByteArray;
import io.sallyport.core.Bytes;

/** Between our immutable bytes and the library's. */
final class ByteArrays {
    private ByteArrays() {}

    static ByteArray of(Bytes bytes) {
        return new ByteArray(bytes.toArray());
    }

    static Bytes toBytes(ByteArray array) {
        return Bytes.of(array.getBytes());
    }
}
