// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys.Ceremony;
import io.sallyport.core.mfa.SecurityKeys.Owner;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/** The relying party of these tests: our own. */
final class Site {
    static final String ORIGIN = "https://example.org";

    private final WebAuthnSecurityKeys keys =
            new WebAuthnSecurityKeys("example.org", "Example", Set.of(ORIGIN), new SecureRandom());
    private final Owner sara = new Owner(Bytes.ofHex("01020304"), "sara");

    KeyCredential register(TestKey key) {
        Ceremony begun = keys.startRegistration(sara, List.of());
        return keys.finishRegistration(begun.request(), key.register(begun.publicKey(), ORIGIN));
    }

    KeyCredential signIn(TestKey key, KeyCredential known) {
        return signIn(key, known, ORIGIN);
    }

    KeyCredential signIn(TestKey key, KeyCredential known, String origin) {
        Ceremony asked = keys.startAssertion(sara, List.of(known));
        String answer = key.authenticate("{\"publicKey\":" + asked.publicKey() + "}", origin);
        return keys.finishAssertion(asked.request(), answer, sara, List.of(known))
                .credential();
    }
}
