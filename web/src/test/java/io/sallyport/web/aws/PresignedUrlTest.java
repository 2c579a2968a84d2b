// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** URLs that the signer of AWS's SDK for Java signed, and then something happened to them. */
class PresignedUrlTest extends ServedAccount {
    private static final String[] JSON = {"Accept", "application/json"};

    private Presigner as(AwsCredentials who) {
        return new Presigner(server.uri(), server.clock(), who);
    }

    private void assertRefused(HttpResponse<String> answer, int status, String code, String message) {
        assertThat(answer.body()).contains("\"Code\":\"" + code + "\"").contains("\"Message\":\"" + message);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void provesItsSignerAsOftenAsItIsOpened() throws Exception {
        URI url = as(account.admin()).callerIdentity();
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = Presigner.open(url);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).contains("<Arn>" + account.arn("user/admin") + "</Arn>");
        }
        assertThat(Presigner.open(as(account.root()).callerIdentity()).body())
                .contains("<Arn>" + account.arn("root") + "</Arn>");
    }

    @Test
    void aSessionsTokenIsPartOfWhatIsSigned() throws Exception {
        AwsCredentials first = session();
        AwsCredentials second = session();
        URI url = as(first).callerIdentity();
        assertThat(Presigner.open(url).statusCode()).isEqualTo(200);
        assertThat(url.getRawQuery()).contains("X-Amz-Security-Token=");

        String other = ((AwsSessionCredentials) second).sessionToken();
        assertRefused(
                Presigner.open(Presigner.with(url, "X-Amz-Security-Token", other), JSON),
                403,
                "InvalidClientTokenId",
                "The security token included in the request is invalid.");
        assertRefused(
                Presigner.open(Presigner.with(url, "X-Amz-Security-Token", ""), JSON),
                403,
                "InvalidClientTokenId",
                "The security token included in the request is invalid.");
    }

    private AwsCredentials session() {
        return AwsServer.credentials(
                server.sts(account.admin()).getSessionToken().credentials());
    }

    /** As at STS, whatever {@code X-Amz-Expires} says, which the signer set to a minute. */
    @Test
    void livesFifteenMinutesEitherWay() throws Exception {
        URI url = as(account.admin()).callerIdentity();
        assertThat(url.getRawQuery()).contains("X-Amz-Expires=60");
        server.clock().forward(Duration.ofMinutes(15));
        assertThat(Presigner.open(url).statusCode()).isEqualTo(200);
        server.clock().forward(Duration.ofSeconds(1));
        assertRefused(Presigner.open(url, JSON), 403, "SignatureDoesNotMatch", "Signature expired: ");

        SettableClock ahead = new SettableClock(server.clock().instant().plus(Duration.ofMinutes(16)));
        assertRefused(
                Presigner.open(new Presigner(server.uri(), ahead, account.admin()).callerIdentity(), JSON),
                403,
                "SignatureDoesNotMatch",
                "Signature not yet current: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X-Amz-Expires       | 900                | The request signature we calculated does not match
            Action              | GetSessionToken    | .
            Version             | 2010-05-08         | .
            X-Amz-Date          | 20260301T120006Z   | The request signature we calculated does not match
            X-Amz-Signature     | 00                 | The request signature we calculated does not match
            X-Amz-SignedHeaders | host;accept        | The request signature we calculated does not match
            X-Amz-SignedHeaders | accept             | 'Host' or ':authority' must be a 'SignedHeader'
            """)
    void nothingInItMayBeAltered(String name, String value, String message) throws Exception {
        SettableClock start = new SettableClock(AwsServer.START);
        server.clock().forward(Duration.between(server.clock().instant(), AwsServer.START));
        URI url = Presigner.with(new Presigner(server.uri(), start, account.admin()).callerIdentity(), name, value);
        HttpResponse<String> answer = Presigner.open(url, JSON);
        assertThat(answer.statusCode()).as(answer.body()).isIn(400, 403, 405);
        if (!message.equals(".")) {
            assertRefused(answer, 403, "SignatureDoesNotMatch", message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"})
    void whatIsMissingIsNamed(String name) throws Exception {
        URI url = Presigner.with(as(account.admin()).callerIdentity(), name, "");
        assertRefused(
                Presigner.open(url, JSON),
                400,
                "IncompleteSignature",
                "AWS query-string parameters must include '" + name + "'. Re-examine the query-string parameters.");
    }

    @Test
    void withoutAnAlgorithmItIsUnsignedAndWithAnotherUnknown() throws Exception {
        URI url = as(account.admin()).callerIdentity();
        assertRefused(
                Presigner.open(Presigner.with(url, "X-Amz-Algorithm", ""), JSON),
                403,
                "MissingAuthenticationToken",
                "Request is missing Authentication Token");
        assertRefused(
                Presigner.open(Presigner.with(url, "X-Amz-Algorithm", "AWS4-HMAC-SHA1"), JSON),
                400,
                "IncompleteSignature",
                "Unsupported AWS 'algorithm'");
        assertRefused(
                Presigner.open(URI.create(url + "&X-Amz-Signature=00"), JSON),
                400,
                "MalformedQueryString",
                "A parameter is given more than once");
        assertRefused(
                Presigner.open(url, "Accept", "application/json", "Authorization", "AWS4-HMAC-SHA256 Credential=x"),
                403,
                "SignatureDoesNotMatch",
                "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");
    }

    @Test
    void theScopeIsThatOfTheService() throws Exception {
        assertRefused(
                Presigner.open(as(account.admin()).url("GetCallerIdentity", Api.STS.version(), "iam"), JSON),
                403,
                "SignatureDoesNotMatch",
                "Credential should be scoped to correct service: 'sts'.");
    }

    @Test
    void aKeyThatIsDeactivatedProvesNobody() throws Exception {
        AwsCredentials tyler = newUser("tyler");
        URI url = as(tyler).callerIdentity();
        assertThat(Presigner.open(url).statusCode()).isEqualTo(200);
        iam.updateAccessKey(
                in -> in.userName("tyler").accessKeyId(tyler.accessKeyId()).status("Inactive"));
        assertRefused(Presigner.open(url, JSON), 403, "InvalidClientTokenId", "The security token");
    }

    /** Whoever opens a link would change something from her own address. */
    @Test
    void asksButChangesNothing() throws Exception {
        Map<String, String> createUser =
                Map.of("Action", "CreateUser", "Version", Api.IAM.version(), "UserName", "marla");
        assertRefused(
                Presigner.open(as(account.admin()).url("iam", createUser), JSON),
                405,
                "MethodNotAllowed",
                "CreateUser is not called by a presigned URL here");
        HttpResponse<String> users =
                Presigner.open(as(account.admin()).url("ListUsers", Api.IAM.version(), "iam"), JSON);
        assertThat(users.statusCode()).as(users.body()).isEqualTo(200);
        assertThat(users.body())
                .contains("\"Path\":\"/\",\"PermissionsBoundary\":null,\"Tags\":null")
                .contains("\"UserName\":\"admin\"")
                .contains("\"IsTruncated\":false")
                .doesNotContain("marla");
    }

    /** Which no browser does for somebody else's page. */
    @Test
    void aGetWithASignedHeaderMayDoAsMuchAsAPost() throws Exception {
        Map<String, String> createUser =
                Map.of("Action", "CreateUser", "Version", Api.IAM.version(), "UserName", "marla singer+1");
        HttpResponse<String> refused = Presigner.send(as(account.admin()).get("iam", createUser));
        assertThat(refused.body()).contains("ValidationError");
        HttpResponse<String> answer = Presigner.send(as(account.admin())
                .get("iam", Map.of("Action", "CreateUser", "Version", Api.IAM.version(), "UserName", "marla+1@x")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("<UserName>marla+1@x</UserName>");
        assertThat(iam.getUser(in -> in.userName("marla+1@x")).user().userName())
                .isEqualTo("marla+1@x");
    }

    @Test
    void peopleAreStillShownTheWayIn() throws Exception {
        HttpResponse<String> front = Presigner.open(server.uri().resolve("/"));
        assertThat(front.statusCode()).isEqualTo(302);
        HttpResponse<String> unsigned =
                Presigner.open(server.uri().resolve("/?Action=GetCallerIdentity&Version=2011-06-15"));
        assertThat(unsigned.statusCode()).isEqualTo(403);
        assertThat(unsigned.body()).contains("<Code>MissingAuthenticationToken</Code>");
    }
}
