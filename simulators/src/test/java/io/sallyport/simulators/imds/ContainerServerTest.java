// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import static io.sallyport.simulators.imds.Fetch.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.simulators.imds.RoleUnavailable.Reason;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** AWS SDKs and Tools Reference Guide, "Container credential provider". */
class ContainerServerTest {
    private final CountedSessions role = new CountedSessions();

    private ContainerServer started(Optional<String> authorization) throws IOException {
        return ContainerServer.start(0, authorization, role, role, new SecureRandom());
    }

    @Test
    void itTellsWhatTheSdksRead() throws Exception {
        try (ContainerServer server = started(Optional.empty())) {
            assertThat(expect(200, Fetch.send("GET", server.uri())).replaceAll("\\s", ""))
                    .isEqualTo("{\"RoleArn\":\"arn:aws:iam::051826736434:role/shop/web\",\"AccessKeyId\":\"ASIA1\","
                            + "\"SecretAccessKey\":\"secretofCONTAINER\",\"Token\":\"token\","
                            + "\"AccountId\":\"051826736434\",\"Expiration\":\"2026-03-01T13:00:00Z\"}");
            expect(404, Fetch.send("GET", server.uri().resolve("/v2/credentials/other")));
            expect(405, Fetch.send("POST", server.uri()));
            role.forward(CountedSessions.LIFETIME);
            assertThat(expect(200, Fetch.send("GET", server.uri()))).contains("ASIA2");
        }
    }

    @Test
    void whereThereIsATokenItIsAskedForFirst() throws Exception {
        try (ContainerServer server = started(Optional.of("sesame"))) {
            expect(200, Fetch.send("GET", server.uri(), "Authorization", "sesame"));
            expect(401, Fetch.send("GET", server.uri(), "Authorization", "barley"));
            expect(401, Fetch.send("GET", server.uri()));
            expect(401, Fetch.send("GET", server.uri().resolve("/v2/credentials/other")));
        }
    }

    @Test
    void withoutARoleItSaysWhatIsWrong() throws Exception {
        try (ContainerServer server = started(Optional.empty())) {
            role.become(Reason.NOT_TRUSTED);
            assertThat(expect(400, Fetch.send("GET", server.uri()))).contains("no role for you");
            role.become(Reason.NO_ROLE);
            expect(404, Fetch.send("GET", server.uri()));
            role.become(Reason.UNREACHABLE);
            expect(500, Fetch.send("GET", server.uri()));
        }
    }
}
