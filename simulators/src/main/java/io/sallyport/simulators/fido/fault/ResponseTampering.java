// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapCbor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Responses of CTAP2 that break its form (CTAP 2.1 §8), or say something else. */
final class ResponseTampering {
    private static final int CREDENTIAL = 0x01;
    private static final int AUTHENTICATOR_DATA = 0x02;
    private static final int STATEMENT = 0x03;
    private static final int USER = 0x04;
    /** Above what any command's response has by now. */
    private static final int UNKNOWN_MEMBER = 0x7d;
    /** Between those that CTAP 2.1 §8.2 knows. */
    private static final byte UNKNOWN_STATUS = (byte) 0x9b;

    private ResponseTampering() {}

    static byte[] truncated(byte[] response) {
        return hasMap(response) ? ByteStrings.cut(response, 1) : response;
    }

    /** The first key takes two bytes where one would do. */
    static byte[] nonCanonical(byte[] response) {
        if (!hasMap(response) || response.length < 3 || response[2] < 0 || response[2] >= 24) {
            return response;
        }
        return ByteStrings.join(
                Arrays.copyOf(response, 2), new byte[] {24}, Arrays.copyOfRange(response, 2, response.length));
    }

    /** Its first member comes a second time, with another value. */
    static byte[] duplicateMember(byte[] response) {
        if (!hasMap(response) || response.length < 3) {
            return response;
        }
        byte[] more = ByteStrings.flip(response, 1, response[1] ^ response[1] + 1);
        return ByteStrings.join(more, new byte[] {response[2], 0});
    }

    static byte[] unknownFields(byte[] response) {
        return map(response)
                .map(map -> ok(map.Set(UNKNOWN_MEMBER, CBORObject.FromObject("unknown"))
                        .Set("unheard-of", CBORObject.NewArray().Add(1))))
                .orElse(response);
    }

    static byte[] trailingBytes(byte[] response) {
        return hasMap(response) ? ByteStrings.join(response, new byte[] {0, 0}) : response;
    }

    static byte[] empty(byte[] response) {
        return new byte[0];
    }

    static byte[] statusOnly(byte[] response) {
        return hasMap(response) ? Arrays.copyOf(response, 1) : response;
    }

    static byte[] unknownStatus(byte[] response) {
        return new byte[] {UNKNOWN_STATUS};
    }

    /** Much as authenticatorGetInfo is answered. */
    static byte[] toOtherCommand(byte[] response) {
        return hasMap(response)
                ? ok(CBORObject.NewMap()
                        .Add(0x01, CBORObject.NewArray().Add("FIDO_2_0"))
                        .Add(0x03, new byte[16]))
                : response;
    }

    static byte[] wrongType(byte[] response) {
        return map(response)
                .filter(map -> isBytes(map, AUTHENTICATOR_DATA))
                .map(map -> ok(map.Set(AUTHENTICATOR_DATA, CBORObject.FromObject("authenticator data"))))
                .orElse(response);
    }

    static byte[] wrongCredentialId(byte[] response) {
        return assertion(response, map -> {
            CBORObject descriptor = map.get(CBORObject.FromObject(CREDENTIAL));
            descriptor.Set("id", ByteStrings.flip(descriptor.get("id").GetByteString(), 0, 0x01));
            return map;
        });
    }

    static byte[] wrongUserHandle(byte[] response) {
        return assertion(
                response,
                map -> map.Set(
                        USER, CBORObject.NewMap().Add("id", new byte[] {'s', 't', 'r', 'a', 'n', 'g', 'e', 'r'})));
    }

    /** The attestation says that another algorithm signed it. */
    static byte[] attestationAlgorithm(byte[] response) {
        return map(response)
                .filter(map -> isMap(map, STATEMENT))
                .map(map -> {
                    map.get(CBORObject.FromObject(STATEMENT)).Set("alg", -257);
                    return ok(map);
                })
                .orElse(response);
    }

    /** Thousands of arrays in one another: as deep as a decoder goes that calls itself. */
    static byte[] tooDeep(byte[] response) {
        if (!hasMap(response)) {
            return response;
        }
        byte[] deep = new byte[7_000];
        Arrays.fill(deep, (byte) 0x81);
        deep[0] = 0;
        deep[deep.length - 1] = 0;
        return deep;
    }

    /** A byte string of 2 GiB, of which a few bytes are there. */
    static byte[] hugeLength(byte[] response) {
        return hasMap(response)
                ? ByteBuffer.allocate(9)
                        .put(new byte[] {0, (byte) 0xa1, 0x01, 0x5a})
                        .putInt(Integer.MAX_VALUE)
                        .array()
                : response;
    }

    private static byte[] assertion(byte[] response, UnaryOperator<CBORObject> change) {
        return map(response)
                .filter(map -> isMap(map, CREDENTIAL))
                .map(change)
                .map(ResponseTampering::ok)
                .orElse(response);
    }

    private static boolean isMap(CBORObject map, int key) {
        CBORObject member = map.get(CBORObject.FromObject(key));
        return member != null && member.getType() == CBORType.Map;
    }

    private static boolean isBytes(CBORObject map, int key) {
        CBORObject member = map.get(CBORObject.FromObject(key));
        return member != null && member.getType() == CBORType.ByteString;
    }

    private static Optional<CBORObject> map(byte[] response) {
        return hasMap(response)
                ? Optional.of(CtapCbor.decode(Arrays.copyOfRange(response, 1, response.length)))
                : Optional.empty();
    }

    private static boolean hasMap(byte[] response) {
        return response.length > 1 && response[0] == 0;
    }

    private static byte[] ok(CBORObject map) {
        Bytes cbor = CtapCbor.encode(map);
        return ByteStrings.join(new byte[1], cbor.toArray());
    }
}
