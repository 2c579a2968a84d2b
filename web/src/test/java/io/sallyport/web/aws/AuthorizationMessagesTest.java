// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.core.account.AuthorizationMessages;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.Callers;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.RequestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** A denial of a service that asks us is sealed, and whoever may decodes it with AWS's own clients. */
class AuthorizationMessagesTest extends ServedAccount {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String INVALID = "InvalidAuthorizationMessageException";
    private static final String INSTANCE = "arn:aws:ec2:us-east-1:123456789012:instance/i-dd01c9bd";

    /** As a service does that decides about somebody's request by asking the account. */
    private String denial(AwsCredentials who, RequestContext.Builder keys) {
        AuthorizationMessages messages = new AuthorizationMessages(server.keys().tokens(), server.clock());
        Authorizer authorizer = new Authorizer(new ManagedPolicies(), server.clock());
        RequestFacts facts = new RequestFacts("192.0.2.1", true, "tests", null, "us-east-1");
        AuthorizationRequest asked = new AuthorizationRequest("ec2:StopInstances", INSTANCE, keys.build());
        return server.accounts().read(account.id(), in -> {
            AccessKey key =
                    in.accessKeys().find(new AccessKeyId(who.accessKeyId())).orElseThrow();
            Caller caller = Callers.of(in, key).orElseThrow();
            Decision decision = authorizer.decide(in, caller, asked, facts);
            assertThat(decision.isAllowed()).isFalse();
            return messages.encode(account.id(), caller, asked, decision);
        });
    }

    private static RequestContext.Builder tenancy() {
        return RequestContext.builder().put("ec2:Tenancy", "default").putMultivalued("aws:TagKeys", List.of("a", "b"));
    }

    private JsonNode decode(String message) throws Exception {
        return JSON.readTree(server.sts(account.admin())
                .decodeAuthorizationMessage(in -> in.encodedMessage(message))
                .decodedMessage());
    }

    @Test
    void anImplicitDenyTellsWhoAskedForWhatUnderWhichConditions() throws Exception {
        String message = denial(newUser("bob"), tenancy());
        assertThat(message).matches("[A-Za-z0-9_-]+").doesNotContain("bob");
        JsonNode decoded = decode(message);

        // The members of AWS's examples, no more.
        assertThat(decoded.fieldNames())
                .toIterable()
                .containsExactly("allowed", "explicitDeny", "matchedStatements", "failures", "context");
        assertThat(decoded.get("allowed").asBoolean(true)).isFalse();
        assertThat(decoded.get("explicitDeny").asBoolean(true)).isFalse();
        assertThat(decoded.at("/matchedStatements").toString()).isEqualTo("{\"items\":[]}");
        assertThat(decoded.at("/failures").toString()).isEqualTo("{\"items\":[]}");
        assertThat(decoded.at("/context/principal").toString())
                .isEqualTo("{\"id\":\""
                        + iam.getUser(in -> in.userName("bob")).user().userId() + "\",\"name\":\"bob\",\"arn\":\""
                        + account.arn("user/bob") + "\"}");
        assertThat(decoded.at("/context/action").asText()).isEqualTo("ec2:StopInstances");
        assertThat(decoded.at("/context/resource").asText()).isEqualTo(INSTANCE);
        assertThat(condition(decoded.at("/context/conditions"), "ec2:tenancy"))
                .isEqualTo("{\"items\":[{\"value\":\"default\"}]}");
        assertThat(condition(decoded.at("/context/conditions"), "aws:tagkeys"))
                .isEqualTo("{\"items\":[{\"value\":\"a\"},{\"value\":\"b\"}]}");
    }

    private static String condition(JsonNode conditions, String key) {
        for (JsonNode item : conditions.get("items")) {
            if (item.get("key").asText().equals(key)) {
                return item.get("values").toString();
            }
        }
        return "none";
    }

    @Test
    void anExplicitDenyNamesTheStatementsThatDeny() throws Exception {
        AwsCredentials bob = newUser("bob");
        iam.putUserPolicy(in -> in.userName("bob").policyName("p").policyDocument("""
                {"Version":"2012-10-17","Statement":[
                  {"Effect":"Allow","Action":"*","Resource":"*"},
                  {"Sid":"NotHere","Effect":"Deny","Action":["ec2:Stop*","ec2:Terminate*"],"Resource":"*",
                   "Condition":{"StringEquals":{"ec2:Tenancy":["default","host"]}}},
                  {"Effect":"Deny","NotAction":"iam:*","Resource":"arn:aws:ec2:*:*:instance/*"}]}"""));
        JsonNode decoded = decode(denial(bob, tenancy()));
        assertThat(decoded.get("explicitDeny").asBoolean()).isTrue();
        String id = iam.getUser(in -> in.userName("bob")).user().userId();
        assertThat(decoded.at("/matchedStatements/items/0")).isEqualTo(JSON.readTree("""
                        {"statementId":"NotHere","effect":"DENY","principals":{"items":[{"value":"%s"}]},
                         "principalGroups":{"items":[]},
                         "actions":{"items":[{"value":"ec2:Stop*"},{"value":"ec2:Terminate*"}]},
                         "resources":{"items":[{"value":"*"}]},
                         "conditions":{"items":[{"key":"ec2:Tenancy",
                           "values":{"items":[{"value":"default"},{"value":"host"}]}}]}}""".formatted(id)));
        assertThat(decoded.at("/matchedStatements/items/1/statementId").asText("none"))
                .isEmpty();
        assertThat(decoded.at("/matchedStatements/items/1/notActions/items/0/value")
                        .asText())
                .isEqualTo("iam:*");
        assertThat(decoded.at("/matchedStatements/items")).hasSize(2);
    }

    @Test
    void decodingNeedsItsPermission() {
        AwsCredentials bob = newUser("bob");
        String message = denial(bob, tenancy());
        assertRefused(
                () -> server.sts(bob).decodeAuthorizationMessage(in -> in.encodedMessage(message)),
                403,
                "AccessDenied",
                "User: " + account.arn("user/bob") + " is not authorized to perform: sts:DecodeAuthorizationMessage"
                        + " because no identity-based policy allows the sts:DecodeAuthorizationMessage action");
        iam.putUserPolicy(in -> in.userName("bob").policyName("p").policyDocument("""
                {"Version":"2012-10-17","Statement":{
                  "Effect":"Allow","Action":"sts:DecodeAuthorizationMessage","Resource":"*"}}"""));
        assertThat(server.sts(bob)
                        .decodeAuthorizationMessage(in -> in.encodedMessage(message))
                        .decodedMessage())
                .contains("ec2:StopInstances");
    }

    @Test
    void aMessageOpensInItsAccountOnlyAndForADay() {
        String message = denial(newUser("bob"), tenancy());
        AwsServer.TestAccount other = server.account();
        assertRefused(
                () -> server.sts(other.admin()).decodeAuthorizationMessage(in -> in.encodedMessage(message)),
                400,
                INVALID);
        server.clock().forward(AuthorizationMessages.LIFETIME.minus(Duration.ofSeconds(1)));
        assertThat(server.sts(account.admin())
                        .decodeAuthorizationMessage(in -> in.encodedMessage(message))
                        .decodedMessage())
                .isNotEmpty();
        server.clock().forward(Duration.ofSeconds(1));
        assertRefused(
                () -> server.sts(account.admin()).decodeAuthorizationMessage(in -> in.encodedMessage(message)),
                400,
                INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "not base64!", "AAAA", "line\nbreak", "====", "%00", "\u00e9"})
    void whatIsNotOursIsInvalid(String message) {
        assertRefused(
                () -> server.sts(account.admin()).decodeAuthorizationMessage(in -> in.encodedMessage(message)),
                400,
                INVALID,
                "Message is not valid");
    }

    @Test
    void neitherAnAlteredMessageNorASessionsTokenIsOne() {
        String message = denial(newUser("bob"), tenancy());
        char middle = message.charAt(message.length() / 2);
        String altered = message.substring(0, message.length() / 2)
                + (middle == 'A' ? 'B' : 'A')
                + message.substring(message.length() / 2 + 1);
        String token = Objects.requireNonNull(
                server.sts(account.admin()).getSessionToken().credentials().sessionToken());
        for (String wrong : new String[] {altered, message.substring(1), message + message, token}) {
            assertRefused(
                    () -> server.sts(account.admin()).decodeAuthorizationMessage(in -> in.encodedMessage(wrong)),
                    400,
                    INVALID);
        }
        // Nor is a message a session's token.
        String asToken = message.replace('-', '+').replace('_', '/');
        assertRefused(
                () -> server.sts(AwsSessionCredentials.create("ASIAIOSFODNN7EXAMPLE", "secret", asToken))
                        .getCallerIdentity(),
                403,
                "InvalidClientTokenId");
    }

    @Test
    void howeverMuchWasAskedTheMessageFitsWhatIsTaken() throws Exception {
        RequestContext.Builder keys = RequestContext.builder();
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            keys.put("aws:RequestTag/" + Long.toHexString(random.nextLong()), Long.toHexString(random.nextLong()));
        }
        String message = denial(newUser("bob"), keys);
        assertThat(message.length()).isLessThanOrEqualTo(10_240);
        JsonNode decoded = decode(message);
        assertThat(decoded.at("/context/principal/name").asText()).isEqualTo("bob");
        assertThat(decoded.at("/context/conditions/items")).isEmpty();
        // Much of the same is no trouble.
        RequestContext.Builder alike =
                RequestContext.builder().putMultivalued("aws:TagKeys", Collections.nCopies(900, "walnut"));
        assertThat(decode(denial(newUser("alice"), alike)).at("/context/conditions/items"))
                .isNotEmpty();
    }

    @Test
    void theCommandLineReadsItToo(@TempDir Path home) throws Exception {
        String message = denial(newUser("bob"), tenancy());
        server.clock().forward(Duration.between(server.clock().instant(), Instant.now()));
        // A day may have passed on the way there.
        String fresh = denial(
                AwsServer.credentials(
                        iam.createAccessKey(in -> in.userName("bob")).accessKey()),
                tenancy());
        AwsCli admin = new AwsCli(
                home,
                server.uri(),
                account.admin().accessKeyId(),
                account.admin().secretAccessKey(),
                "");
        JsonNode said = admin.json("sts", "decode-authorization-message", "--encoded-message", fresh);
        assertThat(JSON.readTree(said.get("DecodedMessage").asText())
                        .at("/context/principal/name")
                        .asText())
                .isEqualTo("bob");
        assertThat(admin.isRefused("sts", "decode-authorization-message", "--encoded-message", message))
                .contains("(" + INVALID
                        + ") when calling the DecodeAuthorizationMessage operation: Message is not valid");
    }
}
