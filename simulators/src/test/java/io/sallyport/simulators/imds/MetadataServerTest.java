// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import static io.sallyport.simulators.imds.Fetch.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.simulators.imds.MetadataOptions.Tokens;
import io.sallyport.simulators.imds.RoleUnavailable.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Amazon EC2 User Guide, "Access instance metadata for an EC2 instance" and what it links to. */
class MetadataServerTest {
    private static final String TTL = "X-aws-ec2-metadata-token-ttl-seconds";
    private static final String TOKEN = "X-aws-ec2-metadata-token";
    private static final String ROLE = "/latest/meta-data/iam/security-credentials/";

    private final CountedSessions role = new CountedSessions();
    private MetadataServer server;

    @BeforeEach
    void start() throws IOException {
        server = started(MetadataOptions.defaults());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private MetadataServer started(MetadataOptions options) throws IOException {
        SecureRandom random = new SecureRandom();
        Instance instance =
                Instance.launch("eu-central-1", random, role.instant()).withId("i-0123456789abcdef0");
        return MetadataServer.start(options, instance, role, role, random);
    }

    private void restart(MetadataOptions options) throws IOException {
        server.close();
        server = started(options);
    }

    private HttpResponse<String> put(String... headers) throws IOException, InterruptedException {
        return Fetch.send("PUT", server.uri().resolve("/latest/api/token"), headers);
    }

    private String token() throws IOException, InterruptedException {
        return expect(200, put(TTL, "60"));
    }

    private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return Fetch.send("GET", server.uri().resolve(path), headers);
    }

    private String read(String path) throws IOException, InterruptedException {
        return expect(200, get(path, TOKEN, token()));
    }

    @Nested
    @DisplayName("Tokens")
    class TokensOfVersion2 {
        @ParameterizedTest
        @ValueSource(strings = {"1", "21600"})
        void areGivenForUpToSixHours(String seconds) throws Exception {
            HttpResponse<String> answer = put(TTL, seconds);
            assertThat(expect(200, answer)).hasSize(56).endsWith("==");
            assertThat(answer.headers().firstValue(TTL)).contains(seconds);
            assertThat(expect(200, get("/latest/meta-data/instance-id", TOKEN, answer.body())))
                    .isEqualTo("i-0123456789abcdef0");
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "-1", "21601", "an hour", "", "99999999999"})
        void areNotGivenForAnyOtherTime(String seconds) throws Exception {
            expect(400, put(TTL, seconds));
        }

        @Test
        void areNotGivenWithoutATimeNorToAProxyNorByAnyOtherMethod() throws Exception {
            expect(400, put());
            expect(403, put(TTL, "60", "X-Forwarded-For", "192.0.2.1"));
            expect(405, get("/latest/api/token", TTL, "60"));
        }

        @Test
        void areGoodForTheirTimeAndForThisInstance() throws Exception {
            String token = token();
            role.forward(Duration.ofSeconds(59));
            expect(200, get("/latest/meta-data/mac", TOKEN, token));
            role.forward(Duration.ofSeconds(1));
            expect(401, get("/latest/meta-data/mac", TOKEN, token));

            String other = token();
            restart(MetadataOptions.defaults());
            expect(401, get("/latest/meta-data/mac", TOKEN, other));
        }

        @Test
        void thatWereChangedOrMadeUpAreRefused() throws Exception {
            String token = token();
            for (int at = 0; at < token.length() - 3; at++) {
                String changed =
                        token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
                expect(401, get("/latest/meta-data/mac", TOKEN, changed));
            }
            expect(401, get("/latest/meta-data/mac", TOKEN, ""));
            expect(401, get("/latest/meta-data/mac", TOKEN, "%%%"));
        }
    }

    @Test
    void withoutATokenNobodyIsToldUnlessVersion1IsAllowed() throws Exception {
        expect(401, get("/latest/meta-data/instance-id"));
        restart(MetadataOptions.defaults().withTokens(Tokens.OPTIONAL));
        expect(200, get("/latest/meta-data/instance-id"));
        expect(401, get("/latest/meta-data/instance-id", TOKEN, "wrong"));
        assertThat(expect(200, get(ROLE + "web"))).contains("secret of METADATA_1");
        assertThat(read(ROLE + "web")).contains("secret of METADATA_2");
    }

    @Test
    void turnedOffItForbidsEverything() throws Exception {
        restart(MetadataOptions.defaults().withTokens(Tokens.OFF));
        expect(403, put(TTL, "60"));
        expect(403, get("/latest/meta-data/"));
    }

    @Test
    void aTokenNeverReachesAProgramBeyondTheHopLimit() throws Exception {
        restart(MetadataOptions.defaults().withHops(1, 2));
        assertThatThrownBy(this::token).isInstanceOf(IOException.class);
        expect(401, get("/latest/meta-data/"));
        restart(MetadataOptions.defaults().withHops(2, 2));
        assertThat(read("/latest/meta-data/")).contains("instance-id");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /latest/meta-data/instance-id                 | i-0123456789abcdef0
            /latest/meta-data/placement/region            | eu-central-1
            /latest/meta-data/placement/availability-zone | eu-central-1a
            /latest/meta-data/placement/                  | availability-zone,region
            /latest/meta-data/iam                         | info,security-credentials/
            /2021-07-15/meta-data/iam/security-credentials/ | web
            /latest/                                      | dynamic/,meta-data/
            /                                             | latest
            //latest/meta-data/instance-id                | i-0123456789abcdef0
            """)
    void itTellsOfTheInstance(String path, String lines) throws Exception {
        assertThat(expect(
                        200,
                        Fetch.send(
                                "GET",
                                URI.create(server.uri().toString().replaceAll("/$", "") + path),
                                TOKEN,
                                token())))
                .isEqualTo(lines.replace(',', '\n'));
    }

    @Test
    void whatThereIsNotIsNotFound() throws Exception {
        for (String path :
                new String[] {"/latest/meta-data/nothing", "/meta-data/", ROLE + "other", "/latest/user-data"}) {
            expect(404, get(path, TOKEN, token()));
        }
        expect(405, Fetch.send("DELETE", server.uri().resolve("/latest/meta-data/mac"), TOKEN, token()));
    }

    @Test
    void theRolesDocumentsHaveAwssMembers() throws Exception {
        assertThat(read(ROLE + "web").replaceAll("\\s", ""))
                .isEqualTo("{\"Code\":\"Success\",\"LastUpdated\":\"2026-03-01T12:00:00Z\",\"Type\":\"AWS-HMAC\","
                        + "\"AccessKeyId\":\"ASIA1\",\"SecretAccessKey\":\"secretofMETADATA_2\",\"Token\":\"token\","
                        + "\"Expiration\":\"2026-03-01T13:00:00Z\"}");
        assertThat(read("/latest/meta-data/iam/info").replaceAll("\\s", ""))
                .isEqualTo("{\"Code\":\"Success\",\"LastUpdated\":\"2026-03-01T12:00:00Z\",\"InstanceProfileArn\":"
                        + "\"arn:aws:iam::051826736434:instance-profile/webs\","
                        + "\"InstanceProfileId\":\"AIPAIOSFODNN7EXAMPLE\"}");
        assertThat(read("/latest/dynamic/instance-identity/document"))
                .contains("\"accountId\" : \"051826736434\"", "\"instanceId\" : \"i-0123456789abcdef0\"");
    }

    @Test
    void credentialsAreReplacedFiveMinutesBeforeTheyExpire() throws Exception {
        assertThat(read(ROLE + "web")).contains("ASIA1");
        role.forward(CountedSessions.LIFETIME.minus(Duration.ofMinutes(5)).minusMillis(1));
        assertThat(read(ROLE + "web")).contains("ASIA1");
        role.forward(Duration.ofMillis(1));
        assertThat(read(ROLE + "web")).contains("ASIA2");
        assertThat(role.opened()).isEqualTo(2);
    }

    @Test
    void whileTheRoleCannotBeHadTheOldCredentialsAreToldToTheirEnd() throws Exception {
        read(ROLE + "web");
        role.become(Reason.UNREACHABLE);
        role.forward(CountedSessions.LIFETIME.minusSeconds(1));
        assertThat(read(ROLE + "web")).contains("ASIA1");
        role.forward(Duration.ofSeconds(1));
        expect(500, get(ROLE + "web", TOKEN, token()));
        assertThat(read("/latest/meta-data/instance-id")).isNotEmpty();
        role.become(null);
        assertThat(read(ROLE + "web")).contains("ASIA2");
    }

    @Test
    void aRoleThatDoesNotTrustEc2IsToldOfAndOneThatIsNotThereIsNot() throws Exception {
        role.become(Reason.NOT_TRUSTED);
        assertThat(read(ROLE + "web")).contains("\"AssumeRoleUnauthorizedAccess\"", "no role for you");
        role.become(Reason.NO_ROLE);
        expect(404, get(ROLE, TOKEN, token()));
        assertThat(read("/latest/meta-data/")).doesNotContain("iam/");
    }

    @Test
    void aPageThatCallsItByANameOfItsOwnIsForbidden() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
            socket.getOutputStream()
                    .write("PUT /latest/api/token HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answer.readLine()).startsWith("HTTP/1.1 403");
        }
    }
}
