// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerConfigTest {
    /** A key's answer bears the origin as its browser writes it, and is refused if ours is written otherwise. */
    @Test
    void anOriginIsAsBrowsersWriteIt() {
        URI typed = URI.create("https://IAM.example.org:443");
        ServerConfig config = new ServerConfig(
                "127.0.0.1", 0, Optional.of(typed), Optional.empty(), Optional.empty(), List.of(), false);
        assertThat(config.origin()).contains(URI.create("https://iam.example.org"));
    }
}
