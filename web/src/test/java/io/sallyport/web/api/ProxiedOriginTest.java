// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.sallyport.web.RunningServer;
import io.sallyport.web.http.AddressRange;
import io.sallyport.web.http.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxiedOriginTest {
    private static Client.Answer signOut(RunningServer server, String scheme) {
        Client client = new Client(server.origin());
        return client.send(client.request("/api/v1/session")
                .header("Origin", scheme + "://localhost:" + server.origin().getPort())
                .header("X-Forwarded-Proto", "https")
                .DELETE());
    }

    @Test
    void pageBehindATrustedProxyHasTheProxysScheme(@TempDir Path directory) throws IOException {
        ServerConfig behindProxy = new ServerConfig(
                "127.0.0.1",
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(AddressRange.parse("127.0.0.0/8")),
                false);
        try (RunningServer server = RunningServer.in(directory, behindProxy)) {
            signOut(server, "https").expect(204);
            signOut(server, "http").expect(403);
        }
    }

    @Test
    void nobodyElseSaysWhatTheSchemeIs(@TempDir Path directory) throws IOException {
        try (RunningServer server = RunningServer.in(directory)) {
            signOut(server, "https").expect(403);
            signOut(server, "http").expect(204);
        }
    }
}
