// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap.twin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters of CTAP2's commands, which steps then change. */
final class Ctap2Requests {
    static final int MAKE_CREDENTIAL = 0x01;
    static final int GET_ASSERTION = 0x02;
    static final int GET_INFO = 0x04;
    static final int CLIENT_PIN = 0x06;
    static final int RESET = 0x07;
    static final int GET_NEXT_ASSERTION = 0x08;
    static final int CREDENTIAL_MANAGEMENT = 0x0a;
    static final int SELECTION = 0x0b;
    static final int LARGE_BLOBS = 0x0c;
    static final int CONFIG = 0x0d;
    static final int CREDENTIAL_MANAGEMENT_PREVIEW = 0x41;

    static final String RP_ID = "twin.example.org";
    static final byte[] CLIENT_DATA_HASH = new byte[32];

    private static final long ES256 = -7;

    private Ctap2Requests() {}

    static Map<Integer, Object> makeCredential() {
        Map<Integer, Object> parameters = new HashMap<>();
        parameters.put(1, CLIENT_DATA_HASH);
        parameters.put(2, Map.of("id", RP_ID, "name", "Twin"));
        parameters.put(3, Map.of("id", new byte[] {1, 2, 3, 4}, "name", "tyler", "displayName", "Tyler"));
        parameters.put(4, List.of(algorithm(ES256)));
        return parameters;
    }

    static Map<String, Object> algorithm(long algorithm) {
        return Map.of("type", "public-key", "alg", (int) algorithm);
    }

    static Map<Integer, Object> getAssertion(byte @Nullable [] credential) {
        Map<Integer, Object> parameters = new HashMap<>();
        parameters.put(1, RP_ID);
        parameters.put(2, CLIENT_DATA_HASH);
        if (credential != null) {
            parameters.put(3, List.of(descriptor(credential)));
        }
        return parameters;
    }

    static Map<String, Object> descriptor(byte... credential) {
        return Map.of("type", "public-key", "id", credential);
    }

    /** The parameters with one more, or another one; without one if there is no value. */
    static Map<Integer, Object> with(Map<Integer, Object> parameters, int key, @Nullable Object value) {
        Map<Integer, Object> changed = new HashMap<>(parameters);
        if (value == null) {
            changed.remove(key);
        } else {
            changed.put(key, value);
        }
        return changed;
    }
}
