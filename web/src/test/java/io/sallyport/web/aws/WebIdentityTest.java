// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** AssumeRoleWithWebIdentity, as somebody with a good token sees it. */
@SuppressWarnings("unchecked") // the varargs of the SDK's builders
class WebIdentityTest extends FederatedAccount {
    private static final String DENIED = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
    private static final String S3 =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"iam:GetUser\",\"Resource\":\"*\"}]}";

    @TempDir
    private static Path directory;

    private static IdentityProvider idp;

    @BeforeAll
    static void makeTokens() throws Exception {
        idp = IdentityProvider.at(AwsServer.START, directory);
        publish(idp);
    }

    @BeforeEach
    void backToTheStart() {
        server.clock().set(AwsServer.START);
    }

    private AssumeRoleWithWebIdentityResponse assume(String role, String token) {
        return sts.assumeRoleWithWebIdentity(in -> asking(in, role, token));
    }

    private void isDenied(String role) {
        assertRefused(() -> assume(role, idp.token()), 403, "AccessDenied", DENIED);
    }

    @Test
    void theLogTellsWhoseWordOpenedTheSessionAndNotTheToken() {
        AssumeRoleWithWebIdentityResponse opened = assume("app", idp.token());
        // Not the newest: other tests set the clock ahead.
        JsonNode event = LoggedEvents.of(server.accounts(), account.id()).stream()
                .filter(one -> one.at("/responseElements/credentials/accessKeyId")
                        .asText()
                        .equals(opened.credentials().accessKeyId()))
                .findFirst()
                .orElseThrow();
        assertThat(event.get("eventName").asText()).isEqualTo("AssumeRoleWithWebIdentity");
        assertThat(event.at("/userIdentity/type").asText()).isEqualTo("WebIdentityUser");
        assertThat(event.at("/userIdentity/userName").asText()).isEqualTo(opened.subjectFromWebIdentityToken());
        assertThat(event.toString())
                .doesNotContain(
                        idp.token(),
                        opened.credentials().secretAccessKey(),
                        opened.credentials().sessionToken());
    }

    @Test
    void everyGoodTokenOpensASession() {
        idp.good().forEach((name, token) -> {
            AssumeRoleWithWebIdentityResponse opened = assume("app", token);

            GetCallerIdentityResponse caller =
                    server.sts(AwsServer.credentials(opened.credentials())).getCallerIdentity();
            assertThat(caller.arn())
                    .as(name)
                    .isEqualTo("arn:aws:sts::" + account.id() + ":assumed-role/app/build-7")
                    .isEqualTo(opened.assumedRoleUser().arn());
            assertThat(caller.userId()).isEqualTo(opened.assumedRoleUser().assumedRoleId());
        });
    }

    @SuppressWarnings("deprecation") // the SDK would rather have the packed size gone
    @Test
    void theAnswerSaysWhoVouchedForWhom() {
        AssumeRoleWithWebIdentityResponse opened = assume("app", idp.token());

        assertThat(opened.subjectFromWebIdentityToken()).isEqualTo(IdentityProvider.SUBJECT);
        assertThat(opened.audience()).isEqualTo(IdentityProvider.AUDIENCE);
        assertThat(opened.provider()).isEqualTo(provider());
        assertThat(opened.sourceIdentity()).isNull();
        assertThat(opened.packedPolicySize()).isNull();
        assertThat(opened.credentials().expiration()).isEqualTo(AwsServer.START.plus(Duration.ofHours(1)));
    }

    @Test
    void aSessionLastsAsLongAsTheRoleAllowsWhateverTheTokenSays() {
        iam.updateRole(in -> in.roleName("app").maxSessionDuration(7200));
        assertThat(sts.assumeRoleWithWebIdentity(
                                in -> asking(in, "app", idp.token()).durationSeconds(7200))
                        .credentials()
                        .expiration())
                .isEqualTo(AwsServer.START.plus(Duration.ofHours(2)));
        assertRefused(
                () -> sts.assumeRoleWithWebIdentity(
                        in -> asking(in, "app", idp.token()).durationSeconds(7201)),
                400,
                "ValidationError",
                "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        assertRefused(
                () -> sts.assumeRoleWithWebIdentity(
                        in -> asking(in, "app", idp.token()).durationSeconds(899)),
                400,
                "ValidationError");
    }

    @Test
    void theTrustPolicyAsksWhoItIs() {
        String aud = "{\"StringEquals\": {\"" + IdentityProvider.HOST + ":aud\": \"%s\"}}";
        String sub = "{\"StringLike\": {\"" + IdentityProvider.HOST + ":sub\": \"repo:%s:*\"}}";
        newRole("for-us", trust(aud.formatted(IdentityProvider.AUDIENCE)));
        newRole("for-others", trust(aud.formatted("somebody")));
        newRole("of-app", trust(sub.formatted("acme/app")));
        newRole("of-web", trust(sub.formatted("acme/web")));
        newRole("named", trust("{\"StringEquals\": {\"sts:RoleSessionName\": \"build-7\"}}"));
        newRole("by-provider", trust("{\"StringEquals\": {\"aws:FederatedProvider\": \"" + provider() + "\"}}"));
        newRole("elsewhere", trust("{\"IpAddress\": {\"aws:SourceIp\": \"192.0.2.0/24\"}}"));

        for (String role : new String[] {"for-us", "of-app", "named", "by-provider"}) {
            assertThat(assume(role, idp.token()).credentials()).as(role).isNotNull();
        }
        for (String role : new String[] {"for-others", "of-web", "elsewhere"}) {
            isDenied(role);
        }
    }

    @Test
    void whoIsNotTrustedDoesNotLearnWhetherThereIsSuchARole() {
        newRole(
                "other",
                trust(account.arn("oidc-provider/other.example.org"), "{}", "\"sts:AssumeRoleWithWebIdentity\""));
        newRole("by-saml", trust(provider(), "{}", "\"sts:AssumeRoleWithSAML\""));
        isDenied("other");
        isDenied("by-saml");
        isDenied("admin");
        isDenied("nobody");
        assertRefused(
                () -> sts.assumeRoleWithWebIdentity(
                        in -> asking(in, "app", idp.token()).roleArn("arn:aws:iam::999999999999:role/app")),
                403,
                "AccessDenied",
                DENIED);
        assertRefused(
                () -> sts.assumeRoleWithWebIdentity(
                        in -> asking(in, "app", idp.token()).roleArn(account.arn("user/admin"))),
                403,
                "AccessDenied",
                DENIED);
    }

    @Test
    void aClientIdOrAProviderThatGoesEndsIt() {
        assertThat(assume("app", idp.token()).credentials()).isNotNull();
        iam.removeClientIDFromOpenIDConnectProvider(
                in -> in.openIDConnectProviderArn(provider()).clientID(IdentityProvider.AUDIENCE));
        assertRefused(() -> assume("app", idp.token()), 400, "InvalidIdentityToken", "Incorrect token audience");
        iam.addClientIDToOpenIDConnectProvider(
                in -> in.openIDConnectProviderArn(provider()).clientID(IdentityProvider.AUDIENCE));
        assertThat(assume("app", idp.token()).credentials()).isNotNull();
        iam.deleteOpenIDConnectProvider(in -> in.openIDConnectProviderArn(provider()));
        assertRefused(
                () -> assume("app", idp.token()),
                400,
                "InvalidIdentityToken",
                "No OpenIDConnect provider found in your account for " + IdentityProvider.ISSUER);
    }

    @Test
    void aTokenEndsByTheClockOfTheServer() {
        server.clock().set(AwsServer.START.plusSeconds(599));
        assertThat(assume("app", idp.token()).credentials()).isNotNull();
        server.clock().set(AwsServer.START.plusSeconds(600));
        long now = AwsServer.START.getEpochSecond() + 600;
        assertRefused(
                () -> assume("app", idp.token()),
                400,
                "ExpiredTokenException",
                "Token expired: current date/time " + now + " must be before the expiration date/time " + now);
    }

    @SuppressWarnings("deprecation") // the SDK would rather have the packed size gone
    @Test
    void sessionPoliciesNarrowWhatTheRoleMay() {
        iam.attachRolePolicy(in -> in.roleName("app").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        AssumeRoleWithWebIdentityResponse narrowed = sts.assumeRoleWithWebIdentity(
                in -> asking(in, "app", idp.token()).policy(S3));
        IamClient session = server.iam(AwsServer.credentials(narrowed.credentials()));

        assertThat(narrowed.packedPolicySize()).isPositive();
        assertThat(session.getUser(in -> in.userName("admin")).user().userName())
                .isEqualTo("admin");
        assertRefused(session::listUsers, 403, "AccessDenied");
        assertRefused(
                () -> sts.assumeRoleWithWebIdentity(
                        in -> asking(in, "app", idp.token()).policy("{}")),
                400,
                "MalformedPolicyDocument");
        assertThat(server.iam(AwsServer.credentials(sts.assumeRoleWithWebIdentity(in -> asking(in, "app", idp.token())
                                        .policyArns(arn -> arn.arn("arn:aws:iam::aws:policy/IAMReadOnlyAccess")))
                                .credentials()))
                        .listUsers()
                        .users())
                .hasSize(1);
    }

    @Test
    void packedPoliciesHaveALimit() {
        Random random = new Random(1);
        StringBuilder actions = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            actions.append(i == 0 ? "" : ",")
                    .append("\"iam:")
                    .append(Long.toString(random.nextLong(1L << 60), 36))
                    .append("\"");
        }
        String tooMuch = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[" + actions
                + "],\"Resource\":\"*\"}]}";
        assertRefused(
                () -> sts.assumeRoleWithWebIdentity(
                        in -> asking(in, "app", idp.token()).policy(tooMuch)),
                400,
                "PackedPolicyTooLarge");
    }

    @Test
    void accessTokensOfOthersAreRefusedPlainly() {
        assertRefused(
                () -> sts.assumeRoleWithWebIdentity(
                        in -> asking(in, "app", "Atza|IQEBLjAsAhRmHjNgHpi0U").providerId("www.amazon.com")),
                403,
                "IDPRejectedClaim",
                "OAuth 2.0 access tokens of www.amazon.com cannot be verified here. Use an OpenID Connect ID token"
                        + " without ProviderId.");
        assertRefused(
                () -> sts.assumeRoleWithWebIdentity(
                        in -> asking(in, "app", idp.token()).providerId("idp.example.org")),
                403,
                "AccessDenied",
                "Unrecognized OAuth provider. Do not include a provider parameter when submitting OpenIDConnect ID"
                        + " tokens");
    }
}
