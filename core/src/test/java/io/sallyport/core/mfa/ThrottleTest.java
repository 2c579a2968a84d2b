// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThrottleTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final UniqueId USER = new UniqueId("AIDAQYEI5HUZJZ7TTD2TA");
    private static final UniqueId ROOT = new UniqueId("051826736434");

    @ParameterizedTest
    @CsvSource({"5,PT30S", "6,PT1M", "7,PT2M", "11,PT32M", "12,PT1H", "13,PT1H", "70,PT1H", "99,PT1H"})
    void theRestDoublesUpToAnHour(int failures, Duration rest) {
        assertThat(Throttle.lockedUntil(failures, USER, NOW)).isEqualTo(NOW.plus(rest));
        assertThat(Throttle.lockedUntil(failures, ROOT, NOW)).isEqualTo(NOW.plus(rest));
    }

    @Test
    void fourMistakesAreFree() {
        for (int failures = 1; failures <= 4; failures++) {
            assertThat(Throttle.lockedUntil(failures, USER, NOW)).isEqualTo(Instant.EPOCH);
        }
    }

    @Test
    void theHundredthLocksAUsersDeviceForGoodAndNoOther() {
        assertThat(Throttle.lockedUntil(100, USER, NOW)).isEqualTo(Throttle.FOR_GOOD);
        assertThat(Throttle.lockedUntil(100, ROOT, NOW)).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(Throttle.lockedUntil(Integer.MAX_VALUE, ROOT, NOW)).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(Throttle.lockedUntil(100, null, NOW)).isEqualTo(NOW.plus(Duration.ofHours(1)));
    }
}
