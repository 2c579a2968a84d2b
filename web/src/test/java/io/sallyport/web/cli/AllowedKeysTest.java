// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.hardware.ctap.AttachedKey;
import io.sallyport.hardware.ctap.HidTransport;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A key that is as good as a real one, since nothing says that it is simulated. */
class AllowedKeysTest {
    private static AttachedKey real(KeyProfile profile, Optional<String> onUsb) {
        SimulatedSecurityKey key = SimulatedSecurityKey.builder(
                        new Environment(Clock.systemUTC(), new SecureRandom(), Presence.eager(), Storage.inMemory()))
                .profile(profile)
                .serial(12_345_678)
                .build();
        return new AttachedKey() {
            @Override
            public String path() {
                return "/dev/hidraw7";
            }

            @Override
            public String product() {
                return "YubiKey";
            }

            @Override
            public Optional<String> serial() {
                return onUsb;
            }

            @Override
            public boolean simulated() {
                return false;
            }

            @Override
            public HidTransport open() {
                return key.plugIn();
            }
        };
    }

    @Test
    void aRealKeyIsUsedOnlyIfItsSerialNumberIsNamed() {
        AttachedKey key = real(Products.YUBIKEY_5_4, Optional.empty());
        assertThatCode(() -> new AllowedKeys(List.of("1", "12345678")).require(key))
                .doesNotThrowAnyException();
        for (List<String> others : List.of(List.<String>of(), List.of("1234567"), List.of("123456789"))) {
            assertThatThrownBy(() -> new AllowedKeys(others).require(key))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("12345678")
                    .hasMessageContaining("--allow-serial");
        }
    }

    @Test
    void aRealKeyThatTellsNoSerialNumberIsNotUsed() {
        AttachedKey key = real(Products.SECURITY_KEY_NFC_5_4, Optional.empty());
        assertThatThrownBy(() -> new AllowedKeys(List.of("12345678", "")).require(key))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("tells no serial number");
    }

    @Test
    void aSerialNumberOnTheUsbIsEnough() {
        AttachedKey key = real(Products.SECURITY_KEY_NFC_5_4, Optional.of("A7"));
        assertThatCode(() -> new AllowedKeys(List.of("A7")).require(key)).doesNotThrowAnyException();
    }
}
