// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BasicTimeTest {
    @Test
    void readsAndWritesAsTheFormatterDoes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            // From the year 1000 to the end of 9999.
            Instant time = Instant.ofEpochSecond(random.nextLong(-30_610_224_000L, 253_402_300_800L));
            String text = BasicTime.FORMAT.format(time);
            assertThat(BasicTime.format(time)).isEqualTo(text);
            assertThat(BasicTime.date(time)).isEqualTo(text.substring(0, 8));
            assertThat(BasicTime.parse(text)).contains(time);
        }
    }

    @Test
    void writesYearsOfOtherLengthsToo() {
        for (String time : new String[] {"0999-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "-0001-06-01T00:00:00Z"}) {
            Instant instant = Instant.parse(time);
            assertThat(BasicTime.format(instant)).isEqualTo(BasicTime.FORMAT.format(instant));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20150830",
                "20150830T1236",
                "20150830T123600",
                "20150830t123600Z",
                "20150830T123600z",
                "2015083OT123600Z",
                "20151301T000000Z",
                "20150229T000000Z",
                "20150830T246000Z",
                "+0150830T123600Z",
                "٢٠١٥٠٨٣٠T123600Z"
            })
    void readsNothingElse(String text) {
        assertThat(BasicTime.parse(text)).isEmpty();
    }
}
