// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapCbor;

/** The response of authenticatorGetInfo (CTAP 2.1 §6.4) in the making: each part of the key adds what it knows. */
final class Info {
    private static final int OPTIONS = 0x04;

    private final CBORObject members = CBORObject.NewMap();
    private final CBORObject options = CBORObject.NewMap();

    Info member(int number, Object value) {
        members.Set(number, CBORObject.FromObject(value));
        return this;
    }

    Info option(String id, boolean value) {
        options.Set(id, CBORObject.FromObject(value));
        return this;
    }

    Bytes encode() {
        return CtapCbor.encode(members.Set(OPTIONS, options));
    }
}
