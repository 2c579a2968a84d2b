// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** PINs, tokens, hmac-secret and fingers with a client that nobody here wrote: python-fido2 (Debian: python3-fido2). */
@Timeout(60)
class PythonPinTest {
    @TempDir
    private Path directory;

    private static Stream<KeyProfile> ofBothGenerations() {
        return Stream.of(Products.YUBIKEY_5_4, Products.YUBIKEY_5_7);
    }

    @ParameterizedTest
    @MethodSource("ofBothGenerations")
    void setsChangesForgetsAndUsesPins(KeyProfile profile) throws Exception {
        assertThat(run("python_pin.py", profile)).isEqualTo("ok\n");
    }

    @Test
    void enrollsFingersAndIsVerifiedByThem() throws Exception {
        assertThat(run("python_bio.py", Products.YUBIKEY_BIO_5_6)).isEqualTo("ok\n");
    }

    private String run(String name, KeyProfile profile) throws IOException, InterruptedException {
        PythonPeer python = new PythonPeer(directory, List.of("python_fido2.py", "python_pin.py", name));
        Environment environment =
                new Environment(new ManualClock(), new SeededRandom(8), Presence.eager(), Storage.inMemory());
        SimulatedSecurityKey key =
                SimulatedSecurityKey.builder(environment).profile(profile).build();
        try (LoopbackPort port = key.attachTcp(0)) {
            return python.run(name, port.port());
        }
    }
}
