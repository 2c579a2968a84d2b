// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import java.util.List;

/** A request that is ready to be sent, and what its answer must hold. */
final class Exchange {
    private final byte[] request;
    private final List<String> expected;
    private final int members;

    /** @param members how many elements a list in it must have; 0 where there is none */
    Exchange(byte[] request, List<String> expected, int members) {
        this.request = request;
        this.expected = expected;
        this.members = members;
    }

    /** The whole of it; not to be changed. */
    byte[] request() {
        return request;
    }

    /** @throws IllegalStateException if the answer is not the right one */
    void check(String answer) {
        boolean right = answer.startsWith("HTTP/1.1 200 ")
                && expected.stream().allMatch(answer::contains)
                && members(answer) == members;
        if (!right) {
            throw new IllegalStateException(
                    "expected " + members + " members and " + expected + " but was answered: " + answer);
        }
    }

    private static int members(String answer) {
        int count = 0;
        for (int at = answer.indexOf("<member>"); at >= 0; at = answer.indexOf("<member>", at + 1)) {
            count++;
        }
        return count;
    }
}
