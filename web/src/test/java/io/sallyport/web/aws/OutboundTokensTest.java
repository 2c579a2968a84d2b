// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.core.account.OutboundKeyring;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetWebIdentityTokenRequest;
import software.amazon.awssdk.services.sts.model.GetWebIdentityTokenResponse;
import software.amazon.awssdk.services.sts.model.Tag;

/** GetWebIdentityToken, and what another system makes of the token by a library nobody here wrote. */
@SuppressWarnings("unchecked") // the varargs of the SDK's builders
class OutboundTokensTest extends ServedAccount {
    private static final String AUDIENCE = "https://api.example.com";
    private static final String NAMESPACE = "https://sts.amazonaws.com/";

    @TempDir
    private Path directory;

    private String issuer;

    @BeforeEach
    void enable() {
        server.clock().set(AwsServer.START);
        issuer = iam.enableOutboundWebIdentityFederation(in -> {}).issuerIdentifier();
    }

    private static GetWebIdentityTokenRequest.Builder plain(GetWebIdentityTokenRequest.Builder in) {
        return in.audience(AUDIENCE).signingAlgorithm("RS256");
    }

    private GetWebIdentityTokenResponse token(AwsCredentials caller, String algorithm) {
        return server.sts(caller).getWebIdentityToken(in -> plain(in).signingAlgorithm(algorithm));
    }

    private JsonNode shown(String token, String audience) throws Exception {
        Path script = Files.createTempFile(directory, "relying_party", ".py");
        try (InputStream in =
                Objects.requireNonNull(getClass().getResourceAsStream("relying_party.py"), "relying_party.py")) {
            Files.write(script, in.readAllBytes());
        }
        String host = issuer.substring("https://".length());
        return Packaged.run(
                        directory,
                        Map.of(),
                        List.of(
                                Scripts.PYTHON,
                                script.toString(),
                                server.uri() + "/.well-known/openid-configuration",
                                issuer,
                                audience,
                                token,
                                host))
                .json();
    }

    @Test
    void anotherLibraryVerifiesTokensOfBothAlgorithms() throws Exception {
        for (Map.Entry<String, String> kind :
                Map.of("RS256", "RSA_0", "ES384", "EC384_0").entrySet()) {
            GetWebIdentityTokenResponse issued = token(account.admin(), kind.getKey());
            JsonNode shown = shown(issued.webIdentityToken(), AUDIENCE);

            assertThat(shown.path("header").path("alg").textValue()).isEqualTo(kind.getKey());
            assertThat(shown.path("header").path("kid").textValue()).isEqualTo(kind.getValue());
            assertThat(shown.path("header").path("typ").textValue()).isEqualTo("JWT");
            assertThat(issued.expiration()).isEqualTo(AwsServer.START.plusSeconds(300));
            assertThat(shown.path("claims").path("exp").longValue()).isEqualTo(AwsServer.START.getEpochSecond() + 300);
            assertThat(shown(issued.webIdentityToken(), "somebody")
                            .path("refused")
                            .textValue())
                    .isEqualTo("InvalidAudienceError");
        }
    }

    @Test
    void aTokenSaysWhoSheIs() throws Exception {
        iam.tagUser(in -> in.userName("admin").tags(tag -> tag.key("Team").value("blue")));
        GetWebIdentityTokenResponse issued = server.sts(account.admin())
                .getWebIdentityToken(in -> plain(in)
                        .durationSeconds(3600)
                        .tags(
                                Tag.builder().key("job").value("7").build(),
                                Tag.builder().key("aws:kept").value("").build()));

        JsonNode claims = shown(issued.webIdentityToken(), AUDIENCE).path("claims");
        String arn = account.arn("user/admin");
        assertThat(claims.path("sub").textValue()).isEqualTo(arn);
        assertThat(claims.path("aud").textValue()).isEqualTo(AUDIENCE);
        assertThat(claims.path("exp").longValue() - claims.path("iat").longValue())
                .isEqualTo(3600);
        assertThat(claims.path("jti").textValue()).matches("[0-9a-f-]{36}");
        assertThat(claims.path(NAMESPACE).toString())
                .isEqualTo(
                        "{\"aws_account\":\"" + account.id() + "\",\"request_tags\":{\"job\":\"7\",\"aws:kept\":\"\"},"
                                + "\"source_region\":\"us-east-1\",\"principal_id\":\"" + arn
                                + "\",\"principal_tags\":{\"Team\":\"blue\"}}");
    }

    @Test
    void ofARolesSessionTheTokenNamesTheRole() throws Exception {
        iam.createRole(
                in -> in.roleName("worker").path("/jobs/").assumeRolePolicyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "%s"},
                "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]}]}""".formatted(account.id())));
        iam.attachRolePolicy(in -> in.roleName("worker").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        StsClient session = server.sts(AwsServer.credentials(server.sts(account.admin())
                .assumeRole(in -> in.roleArn(account.arn("role/jobs/worker"))
                        .roleSessionName("night")
                        .durationSeconds(900)
                        .sourceIdentity("tyler")
                        .tags(tag -> tag.key("shift").value("3")))
                .credentials()));

        JsonNode claims = shown(
                        session.getWebIdentityToken(OutboundTokensTest::plain).webIdentityToken(), AUDIENCE)
                .path("claims");
        assertThat(claims.path("sub").textValue()).isEqualTo(account.arn("role/jobs/worker"));
        JsonNode identity = claims.path(NAMESPACE);
        assertThat(identity.path("source_identity").textValue()).isEqualTo("tyler");
        assertThat(identity.path("original_session_exp").textValue())
                .isEqualTo(AwsServer.START.plusSeconds(900).toString());
        assertThat(identity.path("principal_tags").path("shift").textValue()).isEqualTo("3");

        assertThat(session.getWebIdentityToken(in -> plain(in).durationSeconds(900))
                        .webIdentityToken())
                .isNotEmpty();
        assertRefused(
                () -> session.getWebIdentityToken(in -> plain(in).durationSeconds(901)),
                403,
                "SessionDurationEscalationException",
                "Requested token expiry time must be before the original session's expiry time.");
    }

    @Test
    void whatIsAskedForAmissIsRefusedInAwssWords() {
        StsClient sts = server.sts(account.admin());
        for (String algorithm : List.of("HS256", "RS384", "rs256", "ES256")) {
            assertRefused(
                    () -> sts.getWebIdentityToken(in -> plain(in).signingAlgorithm(algorithm)),
                    400,
                    "ValidationError",
                    "Requested SigningAlgorithm is not supported. See the GetWebIdentityToken documentation for supported"
                            + " algorithms");
        }
        for (int seconds : new int[] {59, 3601}) {
            assertRefused(
                    () -> sts.getWebIdentityToken(in -> plain(in).durationSeconds(seconds)), 400, "ValidationError");
        }
        assertRefused(
                () -> sts.getWebIdentityToken(in -> plain(in)
                        .tags(
                                Tag.builder().key("team").value("1").build(),
                                Tag.builder().key("Team").value("2").build())),
                400,
                "InvalidParameterValue",
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.add(i + "a".repeat(990));
        }
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tags.add(Tag.builder().key("k" + i).value("v".repeat(256)).build());
        }
        assertThat(sts.getWebIdentityToken(in -> plain(in).audience(many)).webIdentityToken())
                .isNotEmpty();
        assertRefused(
                () -> sts.getWebIdentityToken(in -> plain(in).audience(many).tags(tags)),
                400,
                "JWTPayloadSizeExceededException",
                "JWT payload exceeds maximum allowed size");
    }

    @Test
    void policiesDecideOverAudienceAlgorithmDurationAndTags() {
        AwsCredentials tyler = newUser("tyler");
        StsClient sts = server.sts(tyler);
        String self = "arn:aws:sts::" + account.id() + ":self";
        assertRefused(
                () -> sts.getWebIdentityToken(OutboundTokensTest::plain),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: sts:GetWebIdentityToken on"
                        + " resource: " + self
                        + " because no identity-based policy allows the sts:GetWebIdentityToken action");
        iam.putUserPolicy(
                in -> in.userName("tyler").policyName("tokens").policyDocument("""
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:GetWebIdentityToken",
                "Resource": "%s", "Condition": {"ForAllValues:StringEquals": {"sts:IdentityTokenAudience": "%s"},
                "StringEquals": {"sts:SigningAlgorithm": "RS256"}, "NumericLessThanEquals": {"sts:DurationSeconds": 300}}},
                {"Effect": "Allow", "Action": "sts:TagGetWebIdentityToken", "Resource": "*",
                "Condition": {"StringEquals": {"aws:RequestTag/team": "blue"}}}]}""".formatted(self, AUDIENCE)));

        assertThat(sts.getWebIdentityToken(OutboundTokensTest::plain).webIdentityToken())
                .isNotEmpty();
        assertThat(sts.getWebIdentityToken(
                                in -> plain(in).tags(tag -> tag.key("team").value("blue")))
                        .webIdentityToken())
                .isNotEmpty();
        assertRefused(() -> sts.getWebIdentityToken(in -> plain(in).audience("other")), 403, "AccessDenied");
        assertRefused(() -> sts.getWebIdentityToken(in -> plain(in).signingAlgorithm("ES384")), 403, "AccessDenied");
        assertRefused(() -> sts.getWebIdentityToken(in -> plain(in).durationSeconds(301)), 403, "AccessDenied");
        assertThat(assertRefused(
                                () -> sts.getWebIdentityToken(in ->
                                        plain(in).tags(tag -> tag.key("team").value("red"))),
                                403,
                                "AccessDenied")
                        .awsErrorDetails()
                        .errorMessage())
                .contains("is not authorized to perform: sts:TagGetWebIdentityToken on resource: " + self);
    }

    @Test
    void nobodyGetsATokenWhileItIsDisabledButKeysStayToBeSeen() throws Exception {
        String before = token(account.admin(), "ES384").webIdentityToken();
        iam.disableOutboundWebIdentityFederation(in -> {});
        assertRefused(
                () -> token(account.admin(), "RS256"),
                403,
                "OutboundWebIdentityFederationDisabledException",
                "OutboundWebIdentityFederation is disabled.");
        assertThat(shown(before, AUDIENCE).path("claims").path("iss").textValue())
                .isEqualTo(issuer);
        iam.enableOutboundWebIdentityFederation(in -> {});
        assertThat(shown(token(account.admin(), "RS256").webIdentityToken(), AUDIENCE)
                        .path("header")
                        .path("kid")
                        .textValue())
                .isEqualTo("RSA_0");
    }

    @Test
    void keysAreReplacedAndOldTokensStillVerify() throws Exception {
        String before = token(account.admin(), "ES384").webIdentityToken();
        OutboundKeyring keyring = new OutboundKeyring(new SecureRandom(), server.clock());
        List<OutboundKeyring.Due> due =
                server.accounts().read(account.id(), in -> OutboundKeyring.rotation(in.outboundKeys()));
        server.accounts().write(account.id(), in -> {
            OutboundKeyring.put(in.outboundKeys(), keyring.make(due));
            return true;
        });

        JsonNode after = shown(token(account.admin(), "ES384").webIdentityToken(), AUDIENCE);
        assertThat(after.path("header").path("kid").textValue()).isEqualTo("EC384_1");
        assertThat(shown(before, AUDIENCE).path("header").path("kid").textValue())
                .isEqualTo("EC384_0");

        server.clock().forward(Duration.ofDays(91));
        token(account.admin(), "RS256");
        Set<String> shown = new HashSet<>();
        shown(token(account.admin(), "RS256").webIdentityToken(), AUDIENCE)
                .path("keys")
                .forEach(key -> shown.add(key.path("kid").textValue()));
        assertThat(shown).containsExactlyInAnyOrder("RSA_1", "RSA_2", "EC384_1", "EC384_2");
    }

    @Test
    void whatIsPublishedHoldsNoPrivateKey() throws Exception {
        Set<String> members = new HashSet<>();
        shown(token(account.admin(), "RS256").webIdentityToken(), AUDIENCE)
                .path("keys")
                .forEach(key -> key.fieldNames().forEachRemaining(members::add));
        assertThat(members).containsExactlyInAnyOrder("kty", "kid", "use", "alg", "n", "e", "crv", "x", "y");
    }

    @Test
    void aTokenForOthersOpensNothingHere() {
        iam.createRole(in -> in.roleName("app")
                .assumeRolePolicyDocument(FederatedAccount.trust(
                        account.arn("oidc-provider/" + issuer.substring("https://".length())),
                        "{}",
                        "\"sts:AssumeRoleWithWebIdentity\"")));
        iam.createOpenIDConnectProvider(in -> in.url(issuer).clientIDList(AUDIENCE));
        String token = token(account.admin(), "RS256").webIdentityToken();
        assertRefused(
                () -> server.stsOfNobody()
                        .assumeRoleWithWebIdentity(in -> in.roleArn(account.arn("role/app"))
                                .roleSessionName("again")
                                .webIdentityToken(token)),
                400,
                "InvalidIdentityToken",
                "Outbound web identity tokens cannot be used for AWS federation.");
    }

    @Test
    void federatedUsersGetNone() {
        StsClient federated = server.sts(AwsServer.credentials(server.sts(account.admin())
                .getFederationToken(in -> in.name("bob").policy("""
                        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:*", "Resource": "*"}]}"""))
                .credentials()));
        assertRefused(
                () -> federated.getWebIdentityToken(OutboundTokensTest::plain),
                403,
                "AccessDenied",
                "GetWebIdentityToken does not support federated user sessions");
    }
}
