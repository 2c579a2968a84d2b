// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulated key says what it is to programs that ask by Yubico's own command: the library under ykman, and ours. */
@Timeout(60)
class PythonYkmanTest {
    private static final int SERIAL = 12_345_678;

    private final Environment environment =
            new Environment(new ManualClock(), new SeededRandom(8), Presence.eager(), Storage.inMemory());

    private static SimulatedSecurityKey key(Environment environment, KeyProfile profile) {
        return SimulatedSecurityKey.builder(environment)
                .profile(profile)
                .serial(SERIAL)
                .build();
    }

    private static Stream<Arguments> products() {
        return Stream.of(
                Arguments.of(Products.YUBIKEY_5_4, "12345678 5.4.3 USB_A_KEYCHAIN False 0202 True"),
                Arguments.of(Products.YUBIKEY_BIO_5_6, "12345678 5.6.4 USB_A_BIO False 0202 False"),
                Arguments.of(Products.SECURITY_KEY_NFC_5_4, "None 5.4.3 USB_A_KEYCHAIN True 0202 True"));
    }

    @ParameterizedTest
    @MethodSource("products")
    void tellsYkmanWhichProductItIs(KeyProfile profile, String told, @TempDir Path directory) throws Exception {
        PythonPeer python = new PythonPeer(directory, List.of("python_fido2.py", "python_ykman.py"));
        try (LoopbackPort port = key(environment, profile).attachTcp(0)) {
            assertThat(python.run("python_ykman.py", port.port())).isEqualTo(told + "\n");
        }
    }

    @ParameterizedTest
    @MethodSource("products")
    void tellsUsItsSerialNumber(KeyProfile profile, String told) throws IOException {
        try (SecurityKey open = SecurityKey.open(key(environment, profile).plugIn(), environment.clock())) {
            assertThat(open.vendorSerial().orElse("None")).isEqualTo(told.substring(0, told.indexOf(' ')));
        }
    }
}
