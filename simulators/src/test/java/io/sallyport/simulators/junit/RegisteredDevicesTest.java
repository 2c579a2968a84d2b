// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulators.fido.chip.Products;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegisteredDevicesTest {
    private static final Instant START = Instant.parse("2031-01-01T00:00:00Z");

    @RegisterExtension
    final SimulatedDevices devices = new SimulatedDevices()
            .withSeed(7)
            .withProfile(Products.YUBIKEY_5_7)
            .withKeys(builder -> builder.serial(12_345_678))
            .startingAt(START);

    @Test
    void areMadeAsAsked(TestKey key, SettableClock clock) {
        assertThat(key.device().profile()).isEqualTo(Products.YUBIKEY_5_7);
        assertThat(key.device().serial()).isEqualTo(12_345_678);
        assertThat(key.copy().device().serial()).isEqualTo(12_345_678);
        assertThat(clock.instant()).isEqualTo(START);
    }

    @Nested
    class Deeper {
        @Test
        void theyAreTheSame(TestKey key) {
            assertThat(key.device().profile()).isEqualTo(Products.YUBIKEY_5_7);
        }
    }
}
