// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ResetTest {
    private final Platform platform = new Platform(Products.YUBIKEY_5_7);

    private CtapStatus reset() {
        return platform.status(Platform.RESET, CBORObject.NewMap());
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.6 authenticatorReset")
    class Reset {
        @Test
        void comesWithin10SecondsOfPowerUp() {
            platform.clock.advance(Duration.ofSeconds(10));
            assertThat(reset()).isEqualTo(CtapStatus.OK);
            platform.clock.advance(Duration.ofMillis(1));
            assertThat(reset()).isEqualTo(CtapStatus.NOT_ALLOWED);
            platform.powerCycle();
            assertThat(reset()).isEqualTo(CtapStatus.OK);
        }

        @Test
        void wantsATouch() {
            platform.setPin(2, "123456");
            platform.answer = Presence.Answer.DECLINED;
            assertThat(reset()).isEqualTo(CtapStatus.OPERATION_DENIED);
            platform.answer = Presence.Answer.NOT_YET;
            assertThat(reset()).isEqualTo(CtapStatus.ACTION_TIMEOUT);
            assertThat(platform.tryPin(2, "123456")).isEqualTo(CtapStatus.OK);
        }

        /** Its attestation and serial number are older than any reset. */
        @Test
        void leavesNothingButWhatTheKeyWasMadeWith() {
            platform.setPin(2, "123456");
            platform.storage.write("attestation.key", new byte[] {1});
            platform.storage.write("fido.of-some-later-version", new byte[] {1});
            assertThat(reset()).isEqualTo(CtapStatus.OK);
            assertThat(platform.storage.names()).containsExactly("attestation.key");
            assertThat(platform.tryPin(2, "123456")).isEqualTo(CtapStatus.PIN_NOT_SET);
        }

        @Test
        void releasesWhoeverWasBlocked() {
            platform.setPin(2, "123456");
            for (int i = 0; i < 3; i++) {
                platform.tryPin(2, "wrong");
            }
            assertThat(platform.needsPowerCycle()).isTrue();
            assertThat(reset()).isEqualTo(CtapStatus.OK);
            platform.setPin(2, "123456");
            assertThat(platform.needsPowerCycle()).isFalse();
            assertThat(platform.tryPin(2, "123456")).isEqualTo(CtapStatus.OK);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.9 authenticatorSelection")
    class Selection {
        @Test
        void isATouch() {
            assertThat(platform.status(Platform.SELECTION, CBORObject.NewMap())).isEqualTo(CtapStatus.OK);
            platform.answer = Presence.Answer.DECLINED;
            assertThat(platform.status(Platform.SELECTION, CBORObject.NewMap())).isEqualTo(CtapStatus.OPERATION_DENIED);
            platform.answer = Presence.Answer.NOT_YET;
            assertThat(platform.status(Platform.SELECTION, CBORObject.NewMap()))
                    .isEqualTo(CtapStatus.USER_ACTION_TIMEOUT);
        }

        @Test
        void isAsYoungAsCtap21() {
            assertThat(new Platform(Products.YUBIKEY_5_4).status(Platform.SELECTION, CBORObject.NewMap()))
                    .isEqualTo(CtapStatus.INVALID_COMMAND);
        }
    }
}
