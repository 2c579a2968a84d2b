// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.RunningServer;
import io.sallyport.web.http.ServerConfig;
import io.sallyport.web.pages.OneReader;
import io.sallyport.web.pages.ReaderClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key reader believes a server that TLS proves, and no other. */
class KeyReaderTlsTest {
    @Test
    void onlyACertificateItTrustsIsBelieved(@TempDir Path directory) throws Exception {
        OwnCertificate own = OwnCertificate.make(directory);
        ServerConfig.Tls tls = new ServerConfig.Tls(own.certificate(), own.key());
        ServerConfig config = new ServerConfig(
                "127.0.0.1", 0, Optional.empty(), Optional.empty(), Optional.of(tls), List.of(), false);
        try (RunningServer server = RunningServer.in(directory, config)) {
            URI site = URI.create("https://localhost:" + server.origin().getPort());
            try (OneReader stranger = new OneReader(site)) {
                assertThat(ReaderClient.page(stranger, site).begin("any").words())
                        .contains("cannot prove that it is the server");
            }
            try (OneReader trusting = new OneReader(site, Optional.of(own.certificate()))) {
                assertThat(ReaderClient.page(trusting, site).begin("any").words())
                        .contains("the server knows of no such registration");
            }
        }
    }
}
