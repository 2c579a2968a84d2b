// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.ctap.KeyInfo;
import io.sallyport.simulators.fido.chip.Products;
import java.io.IOException;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SettingsOverTcpTest {
    private static final String PIN = "correct horse";

    @Test
    void aKeyThatAlwaysWantsItsPinAsksWhateverTheSiteWants() throws IOException {
        try (Bench bench = new Bench(Products.YUBIKEY_5_7)) {
            bench.key().pin().set(PIN.toCharArray());
            bench.pin = PIN;
            bench.key().settings().alwaysUv(true);
            bench.key().settings().alwaysUv(true);
            bench.triesTold.clear();
            String id = Site.id(bench.key().register(Site.creation("tyler").toString(), Site.ORIGIN));
            assertThat(Site.verified(bench.key().authenticate(Site.request(id).toString(), Site.ORIGIN)))
                    .isTrue();
            assertThat(bench.triesTold).hasSize(2);
            bench.key().settings().alwaysUv(false);
            assertThat(bench.key().info().options()).containsEntry("alwaysUv", false);
        }
    }

    @Test
    void theShortestPinOnlyGetsLonger() throws IOException {
        try (Bench bench = new Bench(Products.YUBIKEY_5_7)) {
            bench.key().settings().minPinLength(6, false);
            assertThat(bench.key().info().minPinLength()).isEqualTo(OptionalInt.of(6));
            assertThatThrownBy(() -> bench.key().pin().set("12345".toCharArray()))
                    .hasMessageContaining("the PIN breaks its rules");
            assertThatThrownBy(() -> bench.key().settings().minPinLength(4, false))
                    .hasMessageContaining("the PIN breaks its rules");
            bench.key().pin().set("123456".toCharArray());
        }
    }

    @Test
    void aPinThatMustBeChangedOpensNothingUntilItIs() throws IOException {
        try (Bench bench = new Bench(Products.YUBIKEY_5_7)) {
            bench.key().pin().set(PIN.toCharArray());
            bench.pin = PIN;
            bench.key().settings().minPinLength(8, true);
            assertThat(bench.key().info().pinChangeForced()).isTrue();
            assertThatThrownBy(() -> bench.key().credentials().list()).isInstanceOf(DeviceException.CtapRefused.class);
            bench.key().pin().change(PIN.toCharArray(), "battery staple".toCharArray());
            bench.pin = "battery staple";
            assertThat(bench.key().credentials().list().credentials()).isEmpty();
        }
    }

    @Test
    void enterpriseAttestationIsSwitchedOn() throws IOException {
        try (Bench bench = new Bench(Products.YUBIKEY_5_7_ENTERPRISE)) {
            assertThat(bench.key().info().options()).containsEntry("ep", false);
            bench.key().settings().enableEnterpriseAttestation();
            assertThat(bench.key().info().options()).containsEntry("ep", true);
        }
    }

    @Test
    void aKeyThatHasNoSettingsSaysSo() throws IOException {
        try (Bench bench = new Bench(Products.YUBIKEY_5_4)) {
            assertThatThrownBy(() -> bench.key().settings().alwaysUv(true))
                    .isInstanceOf(DeviceException.Unsuitable.class);
            assertThatThrownBy(() -> bench.key().settings().minPinLength(6, false))
                    .isInstanceOf(DeviceException.Unsuitable.class);
        }
    }

    @Test
    void aKeyTellsWhatItIs() throws IOException {
        try (Bench bench = new Bench(Products.YUBIKEY_5_4)) {
            KeyInfo info = bench.key().info();
            assertThat(info.model()).contains("YubiKey 5 NFC (5.2, 5.4)");
            assertThat(info.firmware()).isEqualTo("5.4.3");
            assertThat(info.pinTriesLeft()).isEmpty();
            bench.key().pin().set(PIN.toCharArray());
            assertThat(bench.key().info().pinTriesLeft()).isEqualTo(OptionalInt.of(8));
            bench.key().wink();
        }
    }
}
