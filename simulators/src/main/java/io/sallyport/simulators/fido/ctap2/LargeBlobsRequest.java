// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.PinUvAuth;
import java.util.Optional;

/**
 * The parameters of authenticatorLargeBlobs (CTAP 2.1 §6.10.2): one to read or one to write.
 *
 * @param get how many bytes to read
 * @param set a fragment to write
 * @param length of all fragments together; told with the first
 */
record LargeBlobsRequest(
        Optional<Long> get, Optional<Bytes> set, long offset, Optional<Long> length, PinUvAuth pinUvAuth) {

    static LargeBlobsRequest parse(Parameters in) {
        Optional<Long> get = unsigned(in, 0x01);
        Optional<Bytes> set = in.bytes(0x02);
        // An absent offset is an invalid parameter here, not a missing one.
        long offset = unsigned(in, 0x03).orElseThrow(LargeBlobsRequest::invalid);
        Optional<Long> length = unsigned(in, 0x04);
        PinUvAuth auth = PinUvAuth.parse(in, 0x05, 0x06);
        if (get.isPresent() == set.isPresent()) {
            throw invalid();
        }
        if (get.isPresent()
                && (length.isPresent()
                        || auth.param().isPresent()
                        || auth.protocol().isPresent())) {
            throw invalid();
        }
        return new LargeBlobsRequest(get, set, offset, length, auth);
    }

    private static Optional<Long> unsigned(Parameters in, int key) {
        Optional<Long> value = in.integer(key);
        if (value.isPresent() && value.get() < 0) {
            throw new CtapException(CtapStatus.CBOR_UNEXPECTED_TYPE);
        }
        return value;
    }

    private static CtapException invalid() {
        return new CtapException(CtapStatus.INVALID_PARAMETER);
    }
}
