// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** The service {@code orders} at {@code orders.example} asks about requests that Zoe signed for it. */
class AuthorizeForwardedTest extends ServedAccount {
    private static final URI ORDER = URI.create("http://orders.example/orders/7?view=full&q=a%20b");
    private static final String MFA = "{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}";

    private JsonApi api;
    private AwsCredentials service;
    private AwsCredentials zoe;

    @BeforeEach
    void aServiceAndZoe() {
        api = new JsonApi(server);
        service = newUser("orders-service");
        allow(
                "orders-service",
                "sallyport:Authorize",
                "{\"StringEquals\":{\"sallyport:ForService\":\"orders\",\"sallyport:ForHost\":\"orders.example\"}}");
        zoe = newUser("zoe");
        allow("zoe", "orders:GetOrder", "{}");
    }

    private void allow(String user, String action, String condition) {
        iam.putUserPolicy(in -> in.userName(user)
                .policyName("one")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\""
                        + action + "\",\"Resource\":\"*\",\"Condition\":" + condition + "}]}"));
    }

    private SdkHttpRequest signed(AwsCredentials who) {
        return JsonApi.sign(who, server.clock(), "orders", SdkHttpMethod.GET, ORDER, "", "X-Amz-Trace", "1");
    }

    private static ObjectNode question(ObjectNode forwarded) {
        return JsonApi.json("{'action': 'orders:GetOrder', 'resource': 'arn:aws:orders:::order/7'}")
                .set("request", forwarded);
    }

    private static ObjectNode forwarded(SdkHttpRequest request) {
        return JsonApi.forwarded("orders", "orders.example", request);
    }

    private JsonNode decided(AwsCredentials who) throws Exception {
        return api.authorize(service, question(forwarded(signed(who))))
                .expect(200)
                .at("/decisions/0");
    }

    private void refused(ObjectNode forwarded, String why) throws Exception {
        JsonApi.Reply reply = api.authorize(account.admin(), question(forwarded));
        assertThat(reply.refused(403)).isEqualTo("ForwardedRequestRefused");
        assertThat(reply.body().at("/error/message").asText()).contains(why);
    }

    @Test
    void whoSignedIsDecidedAboutByHerPolicies() throws Exception {
        JsonNode allowed = decided(zoe);
        assertThat(allowed.get("allowed").asBoolean()).isTrue();
        assertThat(allowed.get("principal").asText()).isEqualTo(account.arn("user/zoe"));
        allow("zoe", "orders:PutOrder", "{}");
        assertThat(decided(zoe).get("decision").asText()).isEqualTo("IMPLICIT_DENY");
        // The asker by name has no such permission: hers is for requests to orders.
        assertThat(api.authorize(
                                service,
                                JsonApi.json("{'action': 'orders:GetOrder'}").put("principal", account.arn("user/zoe")))
                        .refused(403))
                .isEqualTo("AccessDenied");
    }

    @Test
    void botocoreSignsWhatWeAccept(@TempDir Path directory) throws Exception {
        server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
        JsonNode signed = Scripts.run(
                Scripts.PYTHON, "forwarded.py", directory, zoe, URI.create("http://orders.example"), Map.of());
        for (JsonNode request : signed) {
            ObjectNode forwarded =
                    ((ObjectNode) request.deepCopy()).put("service", "orders").put("host", "orders.example");
            assertThat(api.authorize(service, question(forwarded))
                            .expect(200)
                            .get("allowed")
                            .asBoolean())
                    .isTrue();
        }
        assertThat(signed).hasSize(3);
    }

    @Test
    void aConditionOnMfaIsAboutTheSessionAndNotWhatTheAskerSaysOfIt() throws Exception {
        allow("zoe", "orders:GetOrder", MFA);
        VirtualMFADevice app = enabledApp("zoe", "phone");
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        server.clock().forward(AppCodes.STEP);
        AwsCredentials without =
                AwsServer.credentials(server.sts(zoe).getSessionToken().credentials());
        AwsCredentials with = AwsServer.credentials(server.sts(zoe)
                .getSessionToken(in -> in.serialNumber(app.serialNumber())
                        .tokenCode(codes.at(server.clock().instant())))
                .credentials());

        assertThat(decided(zoe).get("allowed").asBoolean()).isFalse();
        assertThat(decided(without).get("allowed").asBoolean()).isFalse();
        assertThat(decided(with).get("allowed").asBoolean()).isTrue();
        for (AwsCredentials one : new AwsCredentials[] {zoe, without}) {
            ObjectNode lying = question(forwarded(signed(one)));
            lying.set("context", JsonApi.json("{'aws:MultiFactorAuthPresent': true, 'aws:MultiFactorAuthAge': 1}"));
            JsonNode answer = api.authorize(service, lying).expect(200).at("/decisions/0");
            assertThat(answer.get("allowed").asBoolean()).isFalse();
            assertThat(answer.get("ignoredContextKeys")).hasSize(2);
        }
        // Of one who is only named the asker is believed: she says that it was shown to her.
        ObjectNode named = JsonApi.json(
                        "{'action': 'orders:GetOrder', 'context': {'aws:MultiFactorAuthPresent': true}}")
                .put("principal", account.arn("user/zoe"));
        assertThat(api.authorize(account.admin(), named)
                        .expect(200)
                        .get("allowed")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aSessionOpenedByACodeIsNotPhishingResistant() throws Exception {
        allow("zoe", "orders:GetOrder", "{\"Bool\":{\"sallyport:MfaPhishingResistant\":\"true\"}}");
        VirtualMFADevice app = enabledApp("zoe", "phone");
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        server.clock().forward(AppCodes.STEP);
        AwsCredentials byCode = AwsServer.credentials(server.sts(zoe)
                .getSessionToken(in -> in.serialNumber(app.serialNumber())
                        .tokenCode(codes.at(server.clock().instant())))
                .credentials());
        assertThat(decided(byCode).get("allowed").asBoolean()).isFalse();
        ObjectNode lying = question(forwarded(signed(byCode)));
        lying.set("context", JsonApi.json("{'sallyport:MfaPhishingResistant': true}"));
        assertThat(api.authorize(service, lying).expect(200).get("allowed").asBoolean())
                .isFalse();
        allow("zoe", "orders:GetOrder", "{\"StringEquals\":{\"sallyport:MfaMethod\":\"totp\"}}");
        assertThat(decided(byCode).get("allowed").asBoolean()).isTrue();
    }

    @Test
    void sessionsOfRolesAndFederatedUsersAreDecidedByWhatTheirTokensSay() throws Exception {
        iam.createRole(in -> in.roleName("clerk").assumeRolePolicyDocument(Simulations.trust(account.arn("root"))));
        iam.putRolePolicy(in ->
                in.roleName("clerk").policyName("p").policyDocument(Simulations.policy("Allow", "orders:*", "*")));
        String narrow = Simulations.policy("Allow", "orders:PutOrder", "*");
        AwsCredentials whole = AwsServer.credentials(server.sts(account.admin())
                .assumeRole(in -> in.roleArn(account.arn("role/clerk")).roleSessionName("monday"))
                .credentials());
        AwsCredentials narrowed = AwsServer.credentials(server.sts(account.admin())
                .assumeRole(in -> in.roleArn(account.arn("role/clerk"))
                        .roleSessionName("tuesday")
                        .policy(narrow))
                .credentials());
        AwsCredentials federated = AwsServer.credentials(server.sts(account.admin())
                .getFederationToken(in -> in.name("bob").policy(Simulations.policy("Allow", "orders:GetOrder", "*")))
                .credentials());
        assertThat(decided(whole).get("principal").asText()).endsWith(":assumed-role/clerk/monday");
        assertThat(decided(whole).get("allowed").asBoolean()).isTrue();
        assertThat(decided(narrowed).get("layer").asText()).isEqualTo("SESSION");
        assertThat(decided(narrowed).get("allowed").asBoolean()).isFalse();
        assertThat(decided(federated).get("principal").asText()).endsWith(":federated-user/bob");
        assertThat(decided(federated).get("allowed").asBoolean()).isTrue();
    }

    @Test
    void aBodyOrItsHashIsWhatWasSigned() throws Exception {
        String body = "{\"colour\": \"red\"}";
        SdkHttpRequest put = JsonApi.sign(
                zoe, server.clock(), "orders", SdkHttpMethod.PUT, ORDER, body, "Content-Type", "application/json");
        String base64 = Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
        for (ObjectNode right : new ObjectNode[] {
            forwarded(put).put("body", base64), forwarded(put).put("bodyHash", DigestUtils.sha256Hex(body))
        }) {
            assertThat(api.authorize(service, question(right))
                            .expect(200)
                            .get("allowed")
                            .asBoolean())
                    .isTrue();
        }
        refused(forwarded(put), "SignatureDoesNotMatch");
        refused(forwarded(put).put("bodyHash", DigestUtils.sha256Hex("red")), "SignatureDoesNotMatch");
    }

    @Test
    void whatWasChangedOnTheWayIsRefused() throws Exception {
        ObjectNode header = forwarded(signed(zoe));
        ((ObjectNode) header.get("headers")).put("X-Amz-Trace", "2");
        refused(header, "SignatureDoesNotMatch");
        ObjectNode added = forwarded(signed(zoe));
        ((ObjectNode) added.get("headers")).put("X-Amz-Other", "2");
        refused(added, "'x-amz-other' must be a 'SignedHeader'");
        refused(forwarded(signed(zoe)).put("path", "/orders/8"), "SignatureDoesNotMatch");
        refused(forwarded(signed(zoe)).put("query", "view=full"), "SignatureDoesNotMatch");
        refused(forwarded(signed(zoe)).put("method", "DELETE"), "SignatureDoesNotMatch");
        ObjectNode unsigned = forwarded(signed(zoe));
        ((ObjectNode) unsigned.get("headers")).remove("Authorization");
        refused(unsigned, "MissingAuthenticationToken");
    }

    @Test
    void whatWasMadeToSomebodyElseIsRefused() throws Exception {
        refused(JsonApi.forwarded("orders", "bills.example", signed(zoe)), "another host");
        refused(JsonApi.forwarded("bills", "orders.example", signed(zoe)), "correct service: 'bills'");
        // Not even who may ask about everybody gets round that by saying what is true of another.
        ObjectNode host = JsonApi.forwarded("orders", "bills.example", signed(zoe));
        ((ObjectNode) host.get("headers")).put("Host", "bills.example");
        refused(host, "SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @CsvSource({"iam", "sts", "sallyport", "cloudtrail", "IAM"})
    void whatIsMadeToUsIsNotForwarded(String ours) throws Exception {
        SdkHttpRequest request = JsonApi.sign(zoe, server.clock(), ours, SdkHttpMethod.GET, ORDER, "");
        assertThat(api.authorize(account.admin(), question(JsonApi.forwarded(ours, "orders.example", request)))
                        .refused(400))
                .isEqualTo("InvalidInput");
    }

    @Test
    void itIsGoodForAQuarterOfAnHourAndAsOftenAsItIsAskedAbout() throws Exception {
        ObjectNode request = forwarded(signed(zoe));
        api.authorize(service, question(request)).expect(200);
        server.clock().forward(Duration.ofMinutes(15));
        api.authorize(service, question(request)).expect(200);
        server.clock().forward(Duration.ofSeconds(1));
        refused(request, "Signature expired");
    }

    @Test
    void aKeyThatIsGoneOrOfAnotherAccountStandsForNobody() throws Exception {
        ObjectNode request = forwarded(signed(zoe));
        iam.updateAccessKey(
                in -> in.userName("zoe").accessKeyId(zoe.accessKeyId()).status("Inactive"));
        refused(request, "InvalidClientTokenId");

        ObjectNode foreign = forwarded(signed(server.account().admin()));
        refused(foreign, "another account");
    }

    @Test
    void theAskerNeedsThePermissionForThisServiceAndHost() throws Exception {
        allow(
                "orders-service",
                "sallyport:Authorize",
                "{\"StringEquals\":{\"sallyport:ForService\":\"orders\",\"sallyport:ForHost\":\"shop.example\"}}");
        assertThat(api.authorize(service, question(forwarded(signed(zoe)))).refused(403))
                .isEqualTo("AccessDenied");
        assertThat(api.authorize(zoe, question(forwarded(signed(zoe)))).refused(403))
                .isEqualTo("AccessDenied");
    }
}
