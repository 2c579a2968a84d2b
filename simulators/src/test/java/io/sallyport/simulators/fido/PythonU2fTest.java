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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** python-fido2's Ctap1 through CTAPHID, with a key of U2F only and with keys that have CTAP2 as well. */
@Timeout(60)
class PythonU2fTest {
    private final ManualClock clock = new ManualClock();

    private static Stream<KeyProfile> ofAllGenerations() {
        return Stream.of(Products.YUBIKEY_4, Products.YUBIKEY_5_4, Products.YUBIKEY_5_7);
    }

    /** Somebody who touches it when it has blinked for a while. */
    private Presence.Answer touchSoon(Duration waiting) {
        clock.advance(Duration.ofMillis(200));
        return waiting.toMillis() < 400 ? Presence.Answer.NOT_YET : Presence.Answer.TOUCHED;
    }

    @ParameterizedTest
    @MethodSource("ofAllGenerations")
    void registersAndSignsInAsPythonFido2Expects(KeyProfile profile, @TempDir Path directory) throws Exception {
        PythonPeer python = new PythonPeer(directory, List.of("python_fido2.py", "python_u2f.py"));
        Environment environment = new Environment(clock, new SeededRandom(8), this::touchSoon, Storage.inMemory());
        SimulatedSecurityKey key =
                SimulatedSecurityKey.builder(environment).profile(profile).build();
        try (LoopbackPort port = key.attachTcp(0)) {
            assertThat(python.run("python_u2f.py", port.port())).isEqualTo("ok\n");
        }
    }
}
