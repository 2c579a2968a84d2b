// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CTAP 2.1 §6.11 authenticatorConfig. */
class AuthenticatorConfigTest {
    private static final String PIN = "123456";
    private static final int CONFIGURE = 0x20;
    private static final int ENTERPRISE = 1;
    private static final int ALWAYS_UV = 2;
    private static final int MIN_PIN_LENGTH = 3;

    private final Platform platform = new Platform(Products.YUBIKEY_5_7_ENTERPRISE);

    private CBORObject info() {
        return platform.succeed(4, CBORObject.NewMap());
    }

    private boolean option(String id) {
        return info().get(4).get(id).AsBoolean();
    }

    private CtapStatus config(int subCommand, CBORObject parameters) {
        byte[] token = platform.pinToken(2, PIN, CONFIGURE, "example.org");
        return platform.config(2, token, subCommand, parameters);
    }

    private static CBORObject none() {
        return CBORObject.NewMap();
    }

    private static CBORObject minimum(int length) {
        return CBORObject.NewMap().Add(1, length);
    }

    @Nested
    class Guard {
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void takesATokenOfEitherProtocol(int protocol) {
            platform.setPin(protocol, PIN);
            byte[] token = platform.pinToken(protocol, PIN, CONFIGURE, "example.org");
            assertThat(platform.config(protocol, token, MIN_PIN_LENGTH, minimum(5)))
                    .isEqualTo(CtapStatus.OK);
            assertThat(platform.config(3 - protocol, token, ALWAYS_UV, none())).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
            token[0] ^= 1;
            assertThat(platform.config(protocol, token, ALWAYS_UV, none())).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
        }

        @Test
        void demandsParamAndProtocolOnceThereIsAPin() {
            CBORObject toggle = CBORObject.NewMap().Add(1, ALWAYS_UV);
            assertThat(platform.status(Platform.CONFIG, toggle)).isEqualTo(CtapStatus.OK);
            assertThat(option("alwaysUv")).isTrue();
            assertThat(platform.status(
                            Platform.CONFIG,
                            CBORObject.NewMap().Add(1, MIN_PIN_LENGTH).Add(2, minimum(5))))
                    .isEqualTo(CtapStatus.PUAT_REQUIRED);
            assertThat(platform.status(Platform.CONFIG, toggle)).isEqualTo(CtapStatus.OK);
            assertThat(option("alwaysUv")).isFalse();
            platform.setPin(2, PIN);
            assertThat(platform.status(Platform.CONFIG, toggle)).isEqualTo(CtapStatus.PUAT_REQUIRED);
            assertThat(platform.status(Platform.CONFIG, toggle.Add(4, new byte[32])))
                    .isEqualTo(CtapStatus.MISSING_PARAMETER);
            assertThat(platform.status(Platform.CONFIG, toggle.Add(3, 9))).isEqualTo(CtapStatus.INVALID_PARAMETER);
            assertThat(platform.status(Platform.CONFIG, toggle.Set(3, 2))).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
        }

        @Test
        void knowsItsSubcommands() {
            assertThat(platform.status(Platform.CONFIG, none())).isEqualTo(CtapStatus.MISSING_PARAMETER);
            assertThat(platform.status(Platform.CONFIG, CBORObject.NewMap().Add(1, 4)))
                    .isEqualTo(CtapStatus.INVALID_PARAMETER);
            assertThat(platform.status(Platform.CONFIG, CBORObject.NewMap().Add(1, 0xff)))
                    .isEqualTo(CtapStatus.INVALID_PARAMETER);
            assertThat(new Platform(Products.YUBIKEY_5_7)
                            .status(Platform.CONFIG, CBORObject.NewMap().Add(1, ENTERPRISE)))
                    .isEqualTo(CtapStatus.INVALID_PARAMETER);
            assertThat(new Platform(Products.YUBIKEY_5_4)
                            .status(Platform.CONFIG, CBORObject.NewMap().Add(1, ALWAYS_UV)))
                    .isEqualTo(CtapStatus.INVALID_COMMAND);
        }
    }

    @Nested
    @DisplayName("§6.11.1 enableEnterpriseAttestation")
    class EnterpriseAttestation {
        @Test
        void staysOnUntilTheReset() {
            platform.setPin(2, PIN);
            assertThat(option("ep")).isFalse();
            assertThat(config(ENTERPRISE, none())).isEqualTo(CtapStatus.OK);
            assertThat(config(ENTERPRISE, none())).isEqualTo(CtapStatus.OK);
            platform.powerCycle();
            assertThat(option("ep")).isTrue();
            assertThat(platform.status(Platform.RESET, none())).isEqualTo(CtapStatus.OK);
            assertThat(option("ep")).isFalse();
        }
    }

    @Nested
    @DisplayName("§6.11.4 setMinPINLength")
    class MinPinLength {
        @Test
        void goesUpOnly() {
            platform.setPin(2, PIN);
            assertThat(info().get(0x0d).AsInt32()).isEqualTo(4);
            assertThat(config(MIN_PIN_LENGTH, minimum(6))).isEqualTo(CtapStatus.OK);
            assertThat(config(MIN_PIN_LENGTH, minimum(5))).isEqualTo(CtapStatus.PIN_POLICY_VIOLATION);
            assertThat(config(MIN_PIN_LENGTH, minimum(64))).isEqualTo(CtapStatus.PIN_POLICY_VIOLATION);
            platform.powerCycle();
            assertThat(info().get(0x0d).AsInt32()).isEqualTo(6);
            assertThat(platform.changePin(2, PIN, "12345")).isEqualTo(CtapStatus.PIN_POLICY_VIOLATION);
            assertThat(info().get(0x0c).AsBoolean()).isFalse();
            assertThat(platform.status(Platform.RESET, none())).isEqualTo(CtapStatus.OK);
            assertThat(info().get(0x0d).AsInt32()).isEqualTo(4);
        }

        @Test
        void makesAPinThatIsTooShortWorthless() {
            platform.setPin(2, PIN);
            assertThat(config(MIN_PIN_LENGTH, minimum(7))).isEqualTo(CtapStatus.OK);
            assertThat(info().get(0x0c).AsBoolean()).isTrue();
            assertThat(platform.tryPin(2, PIN)).isEqualTo(CtapStatus.PIN_INVALID);
            assertThat(platform.status(Platform.CLIENT_PIN, platform.agree(2).pinToken(PIN, CONFIGURE)))
                    .isEqualTo(CtapStatus.PIN_POLICY_VIOLATION);
            assertThat(platform.retries()).isEqualTo(8);
            assertThat(platform.changePin(2, PIN, "123456")).isEqualTo(CtapStatus.PIN_POLICY_VIOLATION);
            assertThat(platform.changePin(2, PIN, "1234567")).isEqualTo(CtapStatus.OK);
            assertThat(info().get(0x0c).AsBoolean()).isFalse();
            assertThat(platform.tryPin(2, "1234567")).isEqualTo(CtapStatus.OK);
        }

        @Test
        void forcesAnotherPin() {
            CBORObject force = CBORObject.NewMap().Add(3, true);
            assertThat(platform.status(
                            Platform.CONFIG,
                            CBORObject.NewMap().Add(1, MIN_PIN_LENGTH).Add(2, force)))
                    .isEqualTo(CtapStatus.PIN_NOT_SET);
            platform.setPin(2, PIN);
            assertThat(config(MIN_PIN_LENGTH, force)).isEqualTo(CtapStatus.OK);
            platform.powerCycle();
            assertThat(info().get(0x0c).AsBoolean()).isTrue();
            assertThat(platform.tryPin(2, PIN)).isEqualTo(CtapStatus.PIN_INVALID);
            assertThat(platform.tryPin(2, "wrong")).isEqualTo(CtapStatus.PIN_INVALID);
            assertThat(platform.retries()).isEqualTo(7);
            assertThat(platform.changePin(2, PIN, PIN)).isEqualTo(CtapStatus.PIN_POLICY_VIOLATION);
            assertThat(platform.changePin(2, PIN, "654321")).isEqualTo(CtapStatus.OK);
            assertThat(platform.tryPin(2, "654321")).isEqualTo(CtapStatus.OK);
        }

        @Test
        void tellsTheMinimumToNoMoreRelyingPartiesThanItHasRoomFor() {
            platform.setPin(2, PIN);
            assertThat(info().get(0x10).AsInt32()).isEqualTo(1);
            assertThat(config(MIN_PIN_LENGTH, rpIds("example.org"))).isEqualTo(CtapStatus.OK);
            assertThat(config(MIN_PIN_LENGTH, rpIds("example.org", "example.net")))
                    .isEqualTo(CtapStatus.KEY_STORE_FULL);
        }

        private CBORObject rpIds(String... ids) {
            return CBORObject.NewMap().Add(2, CBORObject.FromObject(List.of(ids)));
        }
    }
}
