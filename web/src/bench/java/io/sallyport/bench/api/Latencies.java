// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import java.util.Arrays;

/** How long answers took, in nanoseconds. */
final class Latencies {
    private long[] all = new long[0];

    void add(long[] more) {
        int before = all.length;
        all = Arrays.copyOf(all, before + more.length);
        System.arraycopy(more, 0, all, before, more.length);
        Arrays.sort(all);
    }

    int count() {
        return all.length;
    }

    /** In milliseconds: so many per cent were answered at least as fast. */
    double percentile(double percent) {
        int index = (int) Math.ceil(all.length * percent / 100) - 1;
        return all[Math.max(0, index)] / 1e6;
    }
}
