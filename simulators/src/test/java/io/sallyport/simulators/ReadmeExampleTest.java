// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.simulators.fido.fault.Fault;
import io.sallyport.simulators.junit.SimulatedDevices;
import io.sallyport.simulators.junit.TestKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The example that the first page shows, and that it shows this one. */
@ExtendWith(SimulatedDevices.class)
class ReadmeExampleTest {
    private static final String ORIGIN = "http://localhost:8080";

    private final SecurityKeys site =
            new WebAuthnSecurityKeys("localhost", "Example", Set.of(ORIGIN), new SecureRandom());
    private final Owner sara = new Owner(Bytes.ofHex("01020304"), "sara");

    @Test
    void aSiteRefusesAWrongSignature(TestKey key) {
        Ceremony begun = site.startRegistration(sara, List.of());
        KeyCredential known = site.finishRegistration(begun.request(), key.register(begun.publicKey(), ORIGIN));
        Ceremony asked = site.startAssertion(sara, List.of(known));
        key.inject(Fault.BAD_SIGNATURE);
        String answer = key.authenticate(asked.publicKey(), ORIGIN);
        assertThatThrownBy(() -> site.finishAssertion(asked.request(), answer, sara, List.of(known)))
                .isInstanceOf(IamException.class);
    }

    /** Surefire runs a module's tests in the module's directory. */
    @Test
    void theReadmeShowsTheExampleAsItIs() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/sallyport/simulators/ReadmeExampleTest.java"));
        int start = source.indexOf("    @Test\n    void aSiteRefusesAWrongSignature(TestKey key)");
        int end = source.indexOf("\n    }\n", start) + "\n    }".length();
        String example = source.substring(start, end).stripIndent();
        assertThat(example).startsWith("@Test\n").endsWith("\n}").hasLineCount(10);
        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + example + "\n```\n");
    }
}
