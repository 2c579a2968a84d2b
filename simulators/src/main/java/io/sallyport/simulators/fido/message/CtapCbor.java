// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.message;

import com.upokecenter.cbor.CBOREncodeOptions;
import com.upokecenter.cbor.CBORException;
import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;

/**
 * The CTAP2 canonical CBOR encoding form (CTAP 2.1 §8): keys sorted and unique, shortest lengths, nothing indefinite, no
 * tags, four levels deep. The library enforces it both ways; size is bounded by the message.
 */
public final class CtapCbor {
    private static final CBOREncodeOptions CANONICAL =
            new CBOREncodeOptions("ctap2canonical=true;allowduplicatekeys=false;resolvereferences=false");

    private CtapCbor() {}

    public static CBORObject decode(byte[] cbor) {
        try {
            return CBORObject.DecodeFromBytes(cbor, CANONICAL);
        } catch (CBORException e) {
            throw new CtapException(CtapStatus.INVALID_CBOR);
        }
    }

    public static Bytes encode(CBORObject value) {
        return Bytes.of(value.EncodeToBytes(CANONICAL));
    }
}
