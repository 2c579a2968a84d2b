// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import java.util.Arrays;

/** Requests that look like some: known commands, members where they belong, mostly of the right type. */
final class FuzzedRequests {
    private static final int[] COMMANDS = {0x01, 0x02, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x40, 0x41
    };
    private static final String[] NAMES = {
        "id",
        "type",
        "alg",
        "name",
        "displayName",
        "icon",
        "rk",
        "up",
        "uv",
        "public-key",
        "credProtect",
        "hmac-secret",
        "credBlob",
        "largeBlobKey",
        "minPinLength",
        "example.org",
        "packed",
        "none"
    };
    private static final int[] NUMBERS = {-7, -8, -35, -257, 0, 1, 2, 3, 4, 5, 6, 7, 9, 32, 63, 255, 65_536};
    private static final int HIGHEST_MEMBER = 0x0b;
    private static final int DEEPEST = 3;

    private final FuzzedDataProvider input;
    private final Bytes credentialId;

    FuzzedRequests(FuzzedDataProvider input, Bytes credentialId) {
        this.input = input;
        this.credentialId = credentialId;
    }

    Bytes next() {
        return switch (input.consumeInt(0, 4)) {
            case 0 -> FuzzedKey.request(0x01, makeCredential());
            case 1 -> FuzzedKey.request(0x02, getAssertion());
            case 2 -> FuzzedKey.request(0x06, clientPin());
            default -> FuzzedKey.request(input.pickValue(COMMANDS), members(0, HIGHEST_MEMBER));
        };
    }

    private CBORObject makeCredential() {
        CBORObject map = CBORObject.NewMap()
                .Add(0x01, new byte[32])
                .Add(0x02, CBORObject.NewMap().Add("id", name()))
                .Add(0x03, CBORObject.NewMap().Add("id", input.consumeBytes(8)).Add("name", name()))
                .Add(
                        0x04,
                        CBORObject.NewArray()
                                .Add(CBORObject.NewMap()
                                        .Add("alg", input.pickValue(new int[] {-7, -8, -35}))
                                        .Add("type", "public-key")));
        return altered(map);
    }

    private CBORObject getAssertion() {
        CBORObject map = CBORObject.NewMap()
                .Add(0x01, input.consumeBoolean() ? FuzzedKey.RP : name())
                .Add(0x02, new byte[32]);
        if (input.consumeBoolean()) {
            map.Add(0x03, CBORObject.NewArray().Add(FuzzedKey.descriptor(credentialId)));
        }
        return altered(map);
    }

    /** With a point of the curve, or so it seems: COSE key agreement of CTAP 2.1 §6.5.6. */
    private CBORObject clientPin() {
        CBORObject key = CBORObject.NewMap()
                .Add(1, 2)
                .Add(3, -25)
                .Add(-1, 1)
                .Add(-2, fill(32))
                .Add(-3, fill(32));
        CBORObject map = CBORObject.NewMap()
                .Add(0x01, input.consumeInt(0, 3))
                .Add(0x02, input.consumeInt(0, 10))
                .Add(0x03, key)
                .Add(0x04, fill(input.consumeInt(0, 40)))
                .Add(0x05, fill(input.consumeInt(0, 96)))
                .Add(0x06, fill(input.consumeInt(0, 40)));
        return altered(map);
    }

    /** With some members more, or others. */
    private CBORObject altered(CBORObject map) {
        for (int changes = input.consumeInt(0, 4); changes > 0; changes--) {
            CBORObject key = CBORObject.FromObject(input.consumeInt(0, HIGHEST_MEMBER));
            if (input.consumeBoolean()) {
                map.Set(key, value(1));
            } else {
                map.Remove(key);
            }
        }
        return map;
    }

    private CBORObject members(int depth, int highest) {
        CBORObject map = CBORObject.NewMap();
        for (int more = input.consumeInt(0, 6); more > 0; more--) {
            map.Set(
                    input.consumeBoolean()
                            ? CBORObject.FromObject(input.consumeInt(-3, highest))
                            : CBORObject.FromObject(name()),
                    value(depth + 1));
        }
        return map;
    }

    private CBORObject value(int depth) {
        int kind = input.consumeInt(0, depth < DEEPEST ? 7 : 4);
        return switch (kind) {
            case 0 -> CBORObject.FromObject(input.consumeBytes(48));
            case 1 -> CBORObject.FromObject(input.pickValue(NUMBERS));
            case 2 -> CBORObject.FromObject(name());
            case 3 -> CBORObject.FromObject(input.consumeBoolean());
            case 4 -> CBORObject.FromObject(input.consumeLong());
            case 5 -> CBORObject.NewArray().Add(value(depth + 1));
            case 6 -> CBORObject.NewArray().Add(FuzzedKey.descriptor(credentialId));
            default -> members(depth, HIGHEST_MEMBER);
        };
    }

    private byte[] fill(int length) {
        return Arrays.copyOf(input.consumeBytes(length), length);
    }

    private String name() {
        return input.consumeBoolean() ? input.pickValue(NAMES) : input.consumeAsciiString(12);
    }
}
