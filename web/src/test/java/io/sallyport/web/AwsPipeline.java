// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import io.sallyport.core.account.Accounts;
import io.sallyport.core.credential.Vault;
import io.sallyport.hardware.webauthn.WebAuthnSecurityKeys;
import io.sallyport.web.aws.AwsEndpoint;
import io.sallyport.web.http.FederationConfig;
import io.sallyport.web.metrics.Metrics;
import io.sallyport.web.webhook.WebhookHosts;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** The server's own AWS endpoint, put together as the server does, without HTTP around it. */
public final class AwsPipeline implements AutoCloseable {
    private final Services services;

    public AwsPipeline(Accounts accounts, Vault tokens, InstantSource clock, SecureRandom random) {
        services = Services.over(
                accounts,
                tokens,
                new WebAuthnSecurityKeys("localhost", "Sallyport", Set.of("http://localhost"), random),
                WebhookHosts.of(List.of()),
                FederationConfig.NONE,
                clock,
                random,
                new Metrics());
    }

    public AwsEndpoint endpoint() {
        return services.aws();
    }

    /** Before the store is. */
    @Override
    public void close() {
        services.close();
    }
}
