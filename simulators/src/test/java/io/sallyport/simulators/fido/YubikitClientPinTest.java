// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.yubico.yubikit.core.application.CommandException;
import com.yubico.yubikit.core.fido.CtapException;
import com.yubico.yubikit.fido.ctap.ClientPin;
import com.yubico.yubikit.fido.ctap.Ctap2Session;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocol;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV1;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** yubikit's ClientPin with its own PIN/UV auth protocols, on keys that have tokens with permissions and on one that has not. */
@ParameterizedClass
@MethodSource("keys")
class YubikitClientPinTest {
    private static final char[] PIN = "246810".toCharArray();
    private static final char[] OTHER = "13579!".toCharArray();
    private static final char[] WRONG = "000000".toCharArray();

    private final PinUvAuthProtocol protocol;
    private final PluggedKey key;
    private Ctap2Session session;

    YubikitClientPinTest(KeyProfile profile, PinUvAuthProtocol protocol) throws IOException, CommandException {
        this.protocol = protocol;
        this.key = new PluggedKey(profile);
        this.session = new Ctap2Session(key.connect());
    }

    static Stream<Arguments> keys() {
        return Stream.of(Products.YUBIKEY_5_7, Products.YUBIKEY_5_4)
                .flatMap(profile -> Stream.of(new PinUvAuthProtocolV1(), new PinUvAuthProtocolV2())
                        .map(protocol -> Arguments.of(profile, protocol)));
    }

    private ClientPin pin() {
        return new ClientPin(session, protocol);
    }

    private void powerCycle() throws IOException, CommandException {
        session = new Ctap2Session(key.connect());
    }

    private static int error(ThrowingCallable call) {
        return catchThrowableOfType(CtapException.class, call).getCtapError();
    }

    @Test
    void setsAndChangesThePin() throws IOException, CommandException {
        assertThat(session.getInfo().getOptions().get("clientPin")).isEqualTo(false);
        pin().setPin(PIN);
        assertThat(session.getInfo().getOptions().get("clientPin")).isEqualTo(true);
        assertThat(error(() -> pin().setPin(PIN))).isEqualTo(CtapException.ERR_PIN_AUTH_INVALID);
        assertThat(error(() -> pin().changePin(WRONG, OTHER))).isEqualTo(CtapException.ERR_PIN_INVALID);
        pin().changePin(PIN, OTHER);
        assertThat(error(() -> token(PIN))).isEqualTo(CtapException.ERR_PIN_INVALID);
        assertThat(token(OTHER)).hasSize(32);
    }

    /** With permissions where the key has them. */
    private byte[] token(char[] typed) throws IOException, CommandException {
        boolean permissions = ClientPin.isTokenSupported(session.getCachedInfo());
        return pin().getPinToken(
                        typed, permissions ? ClientPin.PIN_PERMISSION_GA : null, permissions ? "example.org" : null);
    }

    @Test
    void blocksAfterThreeAndForGoodAfterEight() throws IOException, CommandException {
        pin().setPin(PIN);
        assertThat(pin().getPinRetries().getCount()).isEqualTo(8);
        int left = 8;
        while (left > 0) {
            for (int attempt = 1; attempt <= 3 && left > 0; attempt++) {
                left--;
                int expected = left == 0
                        ? CtapException.ERR_PIN_BLOCKED
                        : attempt == 3 ? CtapException.ERR_PIN_AUTH_BLOCKED : CtapException.ERR_PIN_INVALID;
                assertThat(error(() -> token(WRONG))).isEqualTo(expected);
                assertThat(pin().getPinRetries().getCount()).isEqualTo(left);
            }
            if (left > 0) {
                assertThat(error(() -> token(PIN))).isEqualTo(CtapException.ERR_PIN_AUTH_BLOCKED);
                powerCycle();
            }
        }
        powerCycle();
        assertThat(error(() -> token(PIN))).isEqualTo(CtapException.ERR_PIN_BLOCKED);
        session.reset(null);
        assertThat(session.getInfo().getOptions().get("clientPin")).isEqualTo(false);
        pin().setPin(OTHER);
        assertThat(token(OTHER)).hasSize(32);
    }

    @Test
    void forgetsWrongPinsAtARightOne() throws IOException, CommandException {
        pin().setPin(PIN);
        for (int i = 0; i < 2; i++) {
            assertThat(error(() -> token(WRONG))).isEqualTo(CtapException.ERR_PIN_INVALID);
        }
        token(PIN);
        assertThat(pin().getPinRetries().getCount()).isEqualTo(8);
    }

    @Test
    void verifiesItsUserForACredentialOfAnyAlgorithm() throws IOException, CommandException {
        pin().setPin(PIN);
        for (int algorithm : List.of(-7, -8)) {
            byte[] clientDataHash = new byte[32];
            boolean permissions = ClientPin.isTokenSupported(session.getCachedInfo());
            byte[] token = pin().getPinToken(
                            PIN, permissions ? ClientPin.PIN_PERMISSION_MC : null, permissions ? "example.org" : null);
            Ctap2Session.CredentialData made = session.makeCredential(
                    clientDataHash,
                    Map.of("id", "example.org"),
                    Map.of("id", new byte[] {1}),
                    List.of(Map.of("type", "public-key", "alg", algorithm)),
                    null,
                    null,
                    null,
                    protocol.authenticate(token, clientDataHash),
                    protocol.getVersion(),
                    null,
                    null);
            assertThat(made.getAuthenticatorData()[32] & 0x05).isEqualTo(0x05);
        }
    }
}
