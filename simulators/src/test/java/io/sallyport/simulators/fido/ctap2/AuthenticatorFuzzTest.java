// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sallyport.core.Bytes;
import java.util.Arrays;

/**
 * No requests get anything but a status and canonical CBOR out of the authenticator, or make it forget a credential. An
 * ordinary build runs this on the seeds; {@code ./check --fuzz} lets Jazzer look for more.
 */
class AuthenticatorFuzzTest {
    private static final int MOST_REQUESTS = 12;

    /** Each request has two bytes of length before it. */
    @FuzzTest
    void anyBytesAreAnsweredWithAStatus(byte[] input) {
        FuzzedKey key = new FuzzedKey();
        int at = 0;
        for (int sent = 0; sent < MOST_REQUESTS && at + 2 <= input.length; sent++) {
            int length = Byte.toUnsignedInt(input[at]) << 8 | Byte.toUnsignedInt(input[at + 1]);
            int end = Math.min(input.length, at + 2 + length);
            key.ask(Bytes.of(Arrays.copyOfRange(input, at + 2, end)));
            at = end;
        }
        key.requireIntact();
    }

    @FuzzTest
    void anyMembersOfAnyCommandAreAnsweredWithAStatus(FuzzedDataProvider input) {
        FuzzedKey key = new FuzzedKey();
        FuzzedRequests requests = new FuzzedRequests(input, key.credentialId());
        for (int sent = 0; sent < MOST_REQUESTS && input.remainingBytes() > 0; sent++) {
            key.ask(requests.next());
        }
        key.requireIntact();
    }
}
