// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Those that are refused are at {@code serve}'s own test. */
class U2fAppIdTest {
    @ParameterizedTest
    @CsvSource({
        "https://iam.example.org, https://iam.example.org",
        "https://iam.example.org, https://iam.example.org/u2f/app-id.json?v=1",
        "https://iam.example.org:8443, https://iam.example.org/app-id.json",
        "https://iam.example.org, https://example.org/app-id.json",
        "https://example.org, https://u2f.example.org/app-id.json",
        "https://iam.example.org, https://u2f.old.Example.ORG/app-id.json",
        "https://localhost:8443, https://localhost/app-id.json"
    })
    void ofTheSameSiteAreTakenAsTheyAreSpelled(URI origin, String appId) {
        ServerConfig config = ServerConfig.loopback();
        ServerConfig there = new ServerConfig(
                        config.host(),
                        config.port(),
                        Optional.of(origin),
                        config.baseDomain(),
                        config.tls(),
                        config.trustedProxies(),
                        config.trustSimulators())
                .withU2fAppId(new U2fAppId(appId));
        assertThat(there.u2fAppId()).contains(new U2fAppId(appId));
        assertThat(there.u2fAppId().orElseThrow().value()).isEqualTo(appId);
    }
}
