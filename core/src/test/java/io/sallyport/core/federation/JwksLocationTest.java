// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JwksLocationTest {
    @Test
    void isAFileOrAUrlOfThisMachine() {
        JwksLocation file = JwksLocation.parse("https://idp.example.org=/etc/idp.jwks");
        assertThat(file.issuer()).isEqualTo("https://idp.example.org");
        assertThat(file.file()).isEqualTo(Path.of("/etc/idp.jwks"));
        assertThat(file.url()).isNull();
        for (String url : new String[] {
            "http://localhost:8081/jwks.json?x=1", "https://127.0.0.1/", "http://127.255.0.7:1/", "http://[::1]:9/keys"
        }) {
            assertThat(JwksLocation.parse("https://idp.example.org=" + url).url())
                    .isEqualTo(URI.create(url));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://idp.example.org=http://idp.example.org/keys",
                "https://idp.example.org=http://169.254.169.254/latest/meta-data",
                "https://idp.example.org=http://localhost.example.org/",
                "https://idp.example.org=http://localhost@example.org/",
                "https://idp.example.org=http://user@localhost/",
                "https://idp.example.org=http://127.0.0.1.example.org/",
                "https://idp.example.org=http://[::ffff:192.0.2.1]/",
                "https://idp.example.org=HTTP://example.org/",
                "https://idp.example.org=http://0.0.0.0/",
                "https://idp.example.org=http:///keys",
                "https://idp.example.org=http://2130706433/",
                "https://idp.example.org=",
                "https://idp.example.org",
                "=/etc/idp.jwks"
            })
    void isNowhereElse(String option) {
        assertThatThrownBy(() -> JwksLocation.parse(option)).isInstanceOf(IllegalArgumentException.class);
    }
}
