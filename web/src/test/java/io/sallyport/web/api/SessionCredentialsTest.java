// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.identity.Role;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.web.RunningServer;
import io.sallyport.web.aws.Api;
import io.sallyport.web.aws.JsonApi;
import io.sallyport.web.aws.SignedClient;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** API sessions that a security key opens, by a browser session; signed requests are the command's test. */
class SessionCredentialsTest extends OneServer {
    private static final String PATH = "/api/v1/session-credentials";
    private static final String OPS = "arn:aws:iam::" + RunningServer.ACCOUNT + ":role/ops";
    private static final String PHISHING_RESISTANT = "{\"Bool\":{\"sallyport:MfaPhishingResistant\":\"true\"}}";

    private Client browser;
    private SecurityKey key;

    @BeforeEach
    void zoeHasAKeyAndMayListUsersByIt() {
        // AWS's signer lives in real time.
        server.advance(Duration.between(server.clock().instant(), Instant.now()));
        browser = signedIn("zoe");
        key = securityKey();
        enrolKey(browser, key, "keyring");
        server.putStatements("zoe", """
                {"Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*", "Condition": %s},
                {"Effect": "Allow", "Action": "sts:AssumeRole", "Resource": "*"}
                """.formatted(PHISHING_RESISTANT));
    }

    private Client.Answer finish(Client.Answer begun, SecurityKey with) {
        String credential = with.authenticate(
                begun.body().get("publicKey").toString(), server.origin().toString());
        return finish(begun.text("id"), credential);
    }

    private Client.Answer finish(String id, String credential) {
        return browser.post(PATH + "/" + id, Client.with(object(), "credential", credential));
    }

    private SignedClient.Reply call(Client.Answer opened, Api api, String action) throws Exception {
        return new SignedClient(server.origin())
                .call(
                        SignedClient.Keys.session(
                                opened.text("accessKeyId"),
                                opened.text("secretAccessKey"),
                                opened.text("sessionToken")),
                        api,
                        action,
                        Map.of());
    }

    private JsonNode last(String event) {
        List<JsonNode> events = server.events().stream()
                .filter(each -> each.path("eventName").asText().equals(event))
                .toList();
        return events.get(0);
    }

    @Test
    void aKeyOpensASessionThatAPolicyTakesForPhishingResistant() throws Exception {
        Client.Answer begun =
                browser.post(PATH, object().put("durationSeconds", 900)).expect(201);
        Client.Answer opened = finish(begun, key).expect(200);

        assertThat(Instant.parse(opened.text("expiration")))
                .isEqualTo(server.clock().instant().plusSeconds(900));
        assertThat(call(opened, Api.IAM, "ListUsers").status()).isEqualTo(200);
        JsonNode told = last("GetSessionToken");
        assertThat(told.at("/eventSource").asText()).isEqualTo("sts.amazonaws.com");
        assertThat(told.at("/additionalEventData/MFAIdentifier").asText()).contains(":u2f/user/zoe/keyring");
        assertThat(told.at("/requestParameters/durationSeconds").asInt()).isEqualTo(900);
        assertThat(told.toString())
                .contains(opened.text("accessKeyId"))
                .doesNotContain(opened.text("secretAccessKey"), opened.text("sessionToken"));
    }

    @Test
    void aServiceThatAsksHearsThatItIsPhishingResistant() {
        server.putStatements(
                "zoe",
                "{\"Effect\":\"Allow\",\"Action\":\"orders:GetOrder\",\"Resource\":\"*\",\"Condition\":"
                        + PHISHING_RESISTANT + "}");
        server.put("marla", "Allow", "*");
        Client service = signedIn("marla");
        Client.Answer opened =
                finish(browser.post(PATH, object()).expect(201), key).expect(200);
        SdkHttpRequest signed = JsonApi.sign(
                AwsSessionCredentials.create(
                        opened.text("accessKeyId"), opened.text("secretAccessKey"), opened.text("sessionToken")),
                Clock.fixed(server.clock().instant(), ZoneOffset.UTC),
                "orders",
                SdkHttpMethod.GET,
                URI.create("http://orders.example/orders/7"),
                "");
        Client.Answer decided = service.post(
                        "/api/v1/authorize",
                        object("action", "orders:GetOrder", "resource", "arn:aws:orders:::order/7")
                                .set("request", JsonApi.forwarded("orders", "orders.example", signed)))
                .expect(200);
        assertThat(decided.body().at("/decisions/0/allowed").asBoolean()).isTrue();
    }

    @Test
    void aChallengeIsGoodOnceAndForTenMinutes() {
        Client.Answer begun = browser.post(PATH, object()).expect(201);
        String credential = key.authenticate(
                begun.body().get("publicKey").toString(), server.origin().toString());
        finish(begun.text("id"), credential).expect(200);
        assertThat(finish(begun.text("id"), credential).expect(404).code()).isEqualTo("NoSuchEntity");

        Client.Answer late = browser.post(PATH, object()).expect(201);
        server.advance(Ceremony.LIFETIME.plus(Duration.ofSeconds(1)));
        assertThat(finish(late, key).expect(404).code()).isEqualTo("NoSuchEntity");
    }

    @Test
    void anotherChallengesAnswerIsRefusedToldAndUsesTheChallengeUp() {
        Client.Answer first = browser.post(PATH, object()).expect(201);
        Client.Answer second = browser.post(PATH, object()).expect(201);
        String credential = key.authenticate(
                first.body().get("publicKey").toString(), server.origin().toString());

        assertThat(finish(second.text("id"), credential).expect(403).code()).isEqualTo("InvalidAuthenticationCode");
        assertThat(last("GetSessionToken").path("errorCode").asText()).isEqualTo("InvalidAuthenticationCode");
        assertThat(last("CheckMfa").at("/responseElements/CheckMfa").asText()).isEqualTo("Failure");
        finish(second, key).expect(404);
        finish(first.text("id"), credential).expect(200);
    }

    @Test
    void aCeremonyIsItsOwnersOnly() {
        Client.Answer begun = browser.post(PATH, object()).expect(201);
        browser = signedIn("marla");
        assertThat(finish(begun, key).expect(404).code()).isEqualTo("NoSuchEntity");
    }

    @Test
    void whoeverHasNoKeyIsToldSo() {
        Client.Answer refused = signedIn("marla").post(PATH, object()).expect(403);
        assertThat(refused.code()).isEqualTo("AccessDenied");
        assertThat(refused.http().body()).contains("There is no security key of yours to show");
    }

    @Test
    void aRolesTrustPolicySeesTheKey() throws Exception {
        server.change(account -> account.roles()
                .add(new Role(
                        new Ids(new SecureRandom()).unique(UniqueId.Prefix.AROA, RunningServer.ACCOUNT),
                        new RoleName("ops"),
                        EntityPath.ROOT,
                        server.clock().instant(),
                        """
                        {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                         "Principal": {"AWS": "arn:aws:iam::%s:root"}, "Condition": {"Bool":
                         {"aws:MultiFactorAuthPresent": "true", "sallyport:MfaPhishingResistant": "true"}}}}
                        """.formatted(RunningServer.ACCOUNT),
                        null,
                        Role.DEFAULT_MAX_SESSION,
                        null)));
        Client.Answer begun = browser.post(PATH, object("roleArn", OPS, "roleSessionName", "zoe"))
                .expect(201);
        Client.Answer opened = finish(begun, key).expect(200);

        assertThat(opened.body().at("/assumedRole/arn").asText()).endsWith(":assumed-role/ops/zoe");
        assertThat(call(opened, Api.STS, "GetCallerIdentity").body()).contains(":assumed-role/ops/zoe");
        assertThat(last("AssumeRole").at("/additionalEventData/MFAIdentifier").asText())
                .contains("keyring");

        Client.Answer unknown = browser.post(PATH, object("roleArn", OPS + "x", "roleSessionName", "zoe"))
                .expect(201);
        assertThat(finish(unknown, key).expect(403).code()).isEqualTo("AccessDenied");
        assertThat(last("AssumeRole").path("errorCode").asText()).isEqualTo("AccessDenied");
    }

    @Test
    void whatStsWouldNotTakeIsRefusedBeforeAnybodyTouchesAKey() {
        browser.post(PATH, object().put("durationSeconds", 899)).expect(400);
        browser.post(PATH, object().put("durationSeconds", 129_601)).expect(400);
        browser.post(PATH, object("roleArn", OPS)).expect(400);
        browser.post(PATH, object("roleArn", "ops", "roleSessionName", "zoe")).expect(400);
        browser.post(PATH, object("externalId", "x")).expect(400);
    }
}
