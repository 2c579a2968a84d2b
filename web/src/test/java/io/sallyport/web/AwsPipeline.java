// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import io.sallyport.core.account.Accounts;
import io.sallyport.core.credential.Vault;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.web.aws.AwsEndpoint;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Set;

/** The server's own AWS endpoint, put together as the server does, without HTTP around it. */
public final class AwsPipeline {
    private AwsPipeline() {}

    public static AwsEndpoint over(Accounts accounts, Vault tokens, InstantSource clock, SecureRandom random) {
        WebAuthnSecurityKeys keys =
                new WebAuthnSecurityKeys("localhost", "Sallyport", Set.of("http://localhost"), random);
        return Services.over(accounts, tokens, keys, clock, random).aws();
    }
}
