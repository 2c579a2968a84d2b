// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookHostsTest {
    private static final WebhookHosts HOSTS =
            WebhookHosts.of(List.of("hooks.example.org", "Other.example:8443", "localhost:9000", "[::1]:9001"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://hooks.example.org/x?y",
                "https://HOOKS.example.org:443/",
                "https://other.example:8443/",
                "http://localhost:9000/",
                "https://localhost:9000/",
                "http://[::1]:9001/"
            })
    void whoWasNamedIsCalled(String url) {
        assertThat(HOSTS.allow(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.org/",
                "http://hooks.example.org:443/",
                "https://hooks.example.org:8443/",
                "https://hooks.example.org.evil.example/",
                "https://evil.example/hooks.example.org",
                "https://hooks.example.org@evil.example/",
                "https://user@hooks.example.org/",
                "https://other.example/",
                "http://localhost/",
                "http://127.0.0.1:9000/",
                "http://169.254.169.254/latest/",
                "ftp://hooks.example.org/",
                "file:///etc/passwd",
                "/relative"
            })
    void nobodyElseIs(String url) {
        assertThat(HOSTS.allow(URI.create(url))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "https://hooks.example.org", "a/b", "a b", "a@b", "host:port", "*"})
    void whatIsNoHostIsRefused(String host) {
        assertThatThrownBy(() -> WebhookHosts.of(List.of(host))).isInstanceOf(IllegalArgumentException.class);
    }
}
