// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.mfa.SecurityKeys.Assertion;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.simulators.fido.SimulatedSecurityKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The example that the first page shows, and that it shows this one. */
class ReadmeExampleTest {
    private static final String ORIGIN = "http://localhost:8080";

    private final SecurityKeys site =
            new WebAuthnSecurityKeys("localhost", "Example", Set.of(ORIGIN), new SecureRandom());
    private final Owner sara = new Owner(Bytes.ofHex("01020304"), "sara");

    @Test
    void aSimulatedKeySignsIn() throws IOException {
        var world = new Environment(Clock.systemUTC(), new SecureRandom(), Presence.eager(), Storage.inMemory());
        try (SecurityKey key = SecurityKey.open(new SimulatedSecurityKey(world).plugIn(), Clock.systemUTC())) {
            Ceremony begun = site.startRegistration(sara, List.of());
            KeyCredential known = site.finishRegistration(begun.request(), key.register(begun.publicKey(), ORIGIN));
            Ceremony asked = site.startAssertion(sara, List.of(known));
            String answer = key.authenticate(asked.publicKey(), ORIGIN);
            Assertion proven = site.finishAssertion(asked.request(), answer, sara, List.of(known));
            assertThat(proven.credential().signatureCount()).isGreaterThan(known.signatureCount());
        }
    }

    /** Surefire runs a module's tests in the module's directory. */
    @Test
    void theReadmeShowsTheExampleAsItIs() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/sallyport/simulators/ReadmeExampleTest.java"));
        int start = source.indexOf("    @Test\n    void aSimulatedKeySignsIn()");
        int end = source.indexOf("\n    }\n", start) + "\n    }".length();
        String example = source.substring(start, end).stripIndent();
        assertThat(example).startsWith("@Test\n").endsWith("\n}").hasLineCount(12);
        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + example + "\n```\n");
    }
}
