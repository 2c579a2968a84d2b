// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.hid.LoopbackPort;
import io.sallyport.simulators.junit.SeededRandom;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What suites for authenticators ask of any key, as claims in python-fido2, of the products whose behaviour differs: a key
 * of CTAP 2.0, one of CTAP 2.1, and the one that has everything.
 */
@Timeout(120)
class SecurityKeyBehaviourTest {
    private static final List<String> MODULES = List.of("framing", "u2f", "requests", "pins", "resident", "extensions");

    private static PythonPeer python;

    @BeforeAll
    static void copyTheClaims(@TempDir Path directory) throws IOException {
        python = new PythonPeer(
                directory,
                Stream.concat(Stream.of("behave", "ctap_key"), MODULES.stream())
                        .map(name -> "behaviour/" + name + ".py")
                        .toList());
    }

    @TestFactory
    Stream<DynamicNode> aKeyOfCtap20() throws IOException, InterruptedException {
        return claims(Products.YUBIKEY_5_4);
    }

    @TestFactory
    Stream<DynamicNode> aKeyOfCtap21() throws IOException, InterruptedException {
        return claims(Products.YUBIKEY_5_7);
    }

    @TestFactory
    Stream<DynamicNode> aKeyWithEverything() throws IOException, InterruptedException {
        return claims(Products.EVERYTHING);
    }

    /** One test for each claim, so that a report names what does not hold. */
    private static Stream<DynamicNode> claims(KeyProfile profile) throws IOException, InterruptedException {
        Stream.Builder<DynamicNode> tests = Stream.builder();
        for (String module : MODULES) {
            Environment environment = new Environment(
                    Clock.systemUTC(), new SeededRandom(12), waiting -> Presence.Answer.TOUCHED, Storage.inMemory());
            try (LoopbackPort port = SimulatedSecurityKey.builder(environment)
                    .profile(profile)
                    .build()
                    .attachTcp(0)) {
                run(port.port(), module).forEach(tests);
            }
        }
        return tests.build();
    }

    private static Stream<DynamicNode> run(int port, String module) throws IOException, InterruptedException {
        List<String> lines = python.run("behave.py", port, module).lines().toList();
        assertThat(lines).as("claims of " + module).isNotEmpty().allMatch(line -> line.startsWith("{"));
        return lines.stream().map(CBORObject::FromJSONString).map(claim -> test(module, claim));
    }

    private static DynamicNode test(String module, CBORObject claim) {
        CBORObject against = claim.get("against");
        return DynamicTest.dynamicTest(
                module + ": " + claim.get("claim").AsString(),
                () -> assertThat(against.isNull() ? "" : against.AsString()).isEmpty());
    }
}
