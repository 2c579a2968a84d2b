// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import io.sallyport.simulators.fido.message.CtapCbor;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Requests that make and use credentials, right in everything until a test spoils them, and what comes back. */
final class Ceremonies {
    static final int MAKE_CREDENTIAL = 0x01;
    static final int GET_ASSERTION = 0x02;
    static final int GET_INFO = 0x04;
    static final int GET_NEXT_ASSERTION = 0x08;

    static final String RP = "example.org";
    static final String PIN = "1234";
    static final byte[] HASH = new byte[32];

    static final int UP = 0x01;
    static final int UV = 0x04;

    private Ceremonies() {}

    static CBORObject make(int user) {
        return make(RP, user);
    }

    static CBORObject make(String rpId, int user) {
        return CBORObject.NewMap()
                .Add(1, HASH)
                .Add(2, CBORObject.NewMap().Add("id", rpId).Add("name", "Example"))
                .Add(
                        3,
                        CBORObject.NewMap()
                                .Add("id", new byte[] {(byte) user})
                                .Add("name", "user" + user)
                                .Add("displayName", "User " + user))
                .Add(4, CBORObject.NewArray().Add(parameter(-7)));
    }

    static CBORObject makeDiscoverable(int user) {
        return make(user).Add(7, options("rk", true));
    }

    static CBORObject parameter(long algorithm) {
        return CBORObject.NewMap().Add("alg", algorithm).Add("type", "public-key");
    }

    static CBORObject options(String name, boolean value) {
        return CBORObject.NewMap().Add(name, value);
    }

    static CBORObject extension(String identifier, Object input) {
        return CBORObject.NewMap().Add(identifier, input);
    }

    /** An assertion by any discoverable credential, or by one of these. */
    static CBORObject get(byte[]... ids) {
        CBORObject request = CBORObject.NewMap().Add(1, RP).Add(2, HASH);
        return ids.length == 0 ? request : request.Add(3, list(ids));
    }

    static CBORObject list(byte[]... ids) {
        CBORObject list = CBORObject.NewArray();
        for (byte[] id : ids) {
            list.Add(CBORObject.NewMap().Add("id", id).Add("type", "public-key"));
        }
        return list;
    }

    /** With a pinUvAuthParam by protocol 2. */
    static CBORObject verifiedMake(CBORObject request, byte[] token) {
        return request.Add(8, new PinUvAuthProtocolV2().authenticate(token, HASH))
                .Add(9, 2);
    }

    static CBORObject verifiedGet(CBORObject request, byte[] token) {
        return request.Add(6, new PinUvAuthProtocolV2().authenticate(token, HASH))
                .Add(7, 2);
    }

    /** A fresh token of a key whose PIN is set. */
    static byte[] token(Platform key) {
        return key.pinToken(2, PIN, 0x03, RP);
    }

    /** Makes one and returns its id. */
    static byte[] id(Platform key, CBORObject request) {
        return idOf(key.succeed(MAKE_CREDENTIAL, request));
    }

    static byte[] idOf(CBORObject made) {
        ByteBuffer data = ByteBuffer.wrap(data(made)).position(37 + 16);
        byte[] id = new byte[data.getShort()];
        data.get(id);
        return id;
    }

    static CBORObject publicKeyOf(CBORObject made) {
        byte[] data = data(made);
        int start = 37 + 18 + idOf(made).length;
        return CBORObject.DecodeSequenceFromBytes(Arrays.copyOfRange(data, start, data.length))[0];
    }

    static byte[] data(CBORObject response) {
        return response.get(2).GetByteString();
    }

    static int flags(CBORObject response) {
        return data(response)[32];
    }

    static int count(CBORObject response) {
        return ByteBuffer.wrap(data(response)).getInt(33);
    }

    /** Outputs in authenticator data. */
    static CBORObject extensionsOf(CBORObject response) {
        byte[] data = data(response);
        boolean attested = (flags(response) & 0x40) != 0;
        int start = attested
                ? 37
                        + 18
                        + idOf(response).length
                        + CtapCbor.encode(publicKeyOf(response)).length()
                : 37;
        return start == data.length
                ? CBORObject.NewMap()
                : CtapCbor.decode(Arrays.copyOfRange(data, start, data.length));
    }

    static byte[] chosen(CBORObject assertion) {
        return assertion.get(1).get("id").GetByteString();
    }
}
