// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.web.aws.Action;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MetricsAccessTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    void withoutATokenThisMachineReadsAndNobodyElse() {
        MetricsAccess access = MetricsAccess.loopback();
        assertThat(access.allows(null, true, false)).isTrue();
        assertThat(access.allows(null, false, false)).isFalse();
        assertThat(access.allows(null, true, true)).isFalse();
        assertThat(access.allows("Bearer " + TOKEN, false, false)).isFalse();
    }

    @Test
    void withATokenItIsNeededWhereverOneComesFrom() {
        MetricsAccess access = MetricsAccess.bearer(TOKEN);
        assertThat(access.allows("Bearer " + TOKEN, false, true)).isTrue();
        assertThat(access.allows("bearer " + TOKEN, true, false)).isTrue();
        assertThat(access.allows(null, true, false)).isFalse();
        assertThat(access.allows("Bearer " + TOKEN.substring(1), true, false)).isFalse();
        assertThat(access.allows("Basic " + TOKEN, true, false)).isFalse();
        assertThat(access.allows(TOKEN, true, false)).isFalse();
    }

    @Test
    void aTokenThatCanBeGuessedIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> MetricsAccess.bearer("secret"));
    }

    /** The goal is a microsecond for each request; ten times that is what a busy machine may take in a test. */
    @Test
    void countingARequestTakesAboutNothing() {
        try (Metrics metrics = new Metrics()) {
            long[] rounds = new long[20];
            for (int round = 0; round < rounds.length; round++) {
                long began = System.nanoTime();
                for (int i = 0; i < 20_000; i++) {
                    metrics.answered((Action<?, ?>) null, 200, null, 1_000);
                }
                rounds[round] = (System.nanoTime() - began) / 20_000;
            }
            Arrays.sort(rounds);
            assertThat(rounds[rounds.length / 2]).as("nanoseconds").isLessThan(10_000);
        }
    }
}
