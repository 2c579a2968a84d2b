// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** What the log tells of calls, in the shape of the records in CloudTrail's documentation. */
class RecordedCallsTest extends ServedAccount {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private List<JsonNode> events() {
        return LoggedEvents.of(server.accounts(), account.id());
    }

    private JsonNode newest() {
        return events().get(0);
    }

    @Test
    void aChangeIsToldAsCloudTrailTellsIt() throws Exception {
        String id =
                iam.createUser(in -> in.userName("marla").path("/dev/")).user().userId();
        JsonNode event = newest();
        assertThat(event.get("requestID").asText()).hasSize(36);
        assertThat(event.get("eventID").asText()).hasSize(36);
        assertThat(event.get("userAgent").asText()).startsWith("aws-sdk-java/2.");
        JsonNode identity = event.get("userIdentity");
        assertThat(identity.get("principalId").asText()).startsWith("AIDA");
        assertThat(event).isEqualTo(JSON.readTree("""
            {"eventVersion": "1.11",
             "userIdentity": {"type": "IAMUser", "principalId": "%s", "arn": "%s", "accountId": "%s",
                              "accessKeyId": "%s", "userName": "admin"},
             "eventTime": "%s", "eventSource": "iam.amazonaws.com", "eventName": "CreateUser",
             "awsRegion": "us-east-1", "sourceIPAddress": "127.0.0.1", "userAgent": "%s",
             "requestParameters": {"userName": "marla", "path": "/dev/"},
             "responseElements": {"user": {"path": "/dev/", "userName": "marla", "userId": "%s", "arn": "%s",
                                           "createDate": "%s"}},
             "requestID": "%s", "eventID": "%s", "readOnly": false, "eventType": "AwsApiCall",
             "managementEvent": true, "recipientAccountId": "%s", "eventCategory": "Management"}\
            """.formatted(
                        identity.get("principalId").asText(),
                        account.arn("user/admin"),
                        account.id(),
                        account.admin().accessKeyId(),
                        server.clock().instant().toString(),
                        event.get("userAgent").asText(),
                        id,
                        account.arn("user/dev/marla"),
                        DateTimeFormatter.ofPattern("MMM d, yyyy, h:mm:ss a", Locale.US)
                                .withZone(ZoneOffset.UTC)
                                .format(server.clock().instant()),
                        event.get("requestID").asText(),
                        event.get("eventID").asText(),
                        account.id())));
    }

    @Test
    void rootIsRoot() throws Exception {
        server.iam(account.root()).createUser(in -> in.userName("marla"));
        assertThat(newest().get("userIdentity")).isEqualTo(JSON.readTree("""
            {"type": "Root", "principalId": "%1$s", "arn": "arn:aws:iam::%1$s:root", "accountId": "%1$s",
             "accessKeyId": "%2$s"}\
            """.formatted(
                        account.id(), account.root().accessKeyId())));
    }

    @Test
    void aReadIsToldOnlyIfItWasDenied() {
        AwsCredentials marla = newUser("marla");
        int before = events().size();
        iam.getUser(in -> in.userName("marla"));
        iam.listUsers();
        assertRefused(() -> iam.getUser(in -> in.userName("nobody")), 404, "NoSuchEntity");
        assertThat(events()).hasSize(before);

        assertRefused(() -> server.iam(marla).getUser(in -> in.userName("admin")), 403, "AccessDenied");
        JsonNode event = newest();
        assertThat(event.get("eventName").asText()).isEqualTo("GetUser");
        assertThat(event.get("readOnly").asBoolean()).isTrue();
        assertThat(event.get("errorCode").asText()).isEqualTo("AccessDenied");
        assertThat(event.get("errorMessage").asText())
                .isEqualTo("User: " + account.arn("user/marla")
                        + " is not authorized to perform: iam:GetUser on resource: " + account.arn("user/admin")
                        + " because no identity-based policy allows the iam:GetUser action");
        assertThat(event.at("/userIdentity/userName").asText()).isEqualTo("marla");
        assertThat(event.at("/requestParameters/userName").asText()).isEqualTo("admin");
        assertThat(event.get("responseElements").isNull()).isTrue();
    }

    @Test
    void aChangeThatWasRefusedIsToldWithItsError() {
        AwsCredentials marla = newUser("marla");
        int before = events().size();
        assertRefused(() -> iam.deleteUser(in -> in.userName("nobody")), 404, "NoSuchEntity");
        assertRefused(() -> iam.createUser(in -> in.userName("marla")), 409, "EntityAlreadyExists");
        assertRefused(() -> iam.createUser(in -> in.userName("not a name")), 400, "ValidationError");
        assertRefused(() -> server.iam(marla).createUser(in -> in.userName("robert")), 403, "AccessDenied");
        assertThat(events().subList(0, events().size() - before))
                .extracting(event -> event.get("errorCode").asText())
                .containsExactlyInAnyOrder(
                        "NoSuchEntityException", "EntityAlreadyExistsException", "ValidationError", "AccessDenied");
    }

    @Test
    void whoIsNotShownToHaveSignedFillsNoLog() {
        int before = events().size();
        AwsCredentials wrong = AwsBasicCredentials.create(account.admin().accessKeyId(), "wrong");
        assertRefused(() -> server.iam(wrong).createUser(in -> in.userName("marla")), 403, "SignatureDoesNotMatch");
        assertThat(events()).hasSize(before);
    }

    @Test
    void aSessionAndWhatIsDoneInItTellOfTheFactor() {
        VirtualMFADevice app = enabledApp("admin", "phone");
        server.clock().forward(AppCodes.STEP);
        AppCodes codes = new AppCodes(app.base32StringSeed().asUtf8String());
        StsClient sts = server.sts(account.admin());
        assertRefused(
                () -> sts.getSessionToken(
                        in -> in.serialNumber(app.serialNumber()).tokenCode("000000")),
                403,
                "AccessDenied");
        Credentials session = sts.getSessionToken(in -> in.serialNumber(app.serialNumber())
                        .tokenCode(codes.at(server.clock().instant())))
                .credentials();
        JsonNode opened = newest();
        assertThat(opened.get("eventName").asText()).isEqualTo("GetSessionToken");
        assertThat(opened.get("eventSource").asText()).isEqualTo("sts.amazonaws.com");
        assertThat(opened.get("readOnly").asBoolean()).isTrue();
        assertThat(opened.at("/responseElements/credentials/accessKeyId").asText())
                .isEqualTo(session.accessKeyId());
        assertThat(opened.at("/requestParameters").toString())
                .isEqualTo("{\"serialNumber\":\"" + app.serialNumber() + "\"}");
        assertThat(events().get(1).get("errorCode").asText()).isEqualTo("AccessDenied");

        try (IamClient inside = server.iam(AwsServer.credentials(session))) {
            inside.createGroup(in -> in.groupName("devs"));
        }
        JsonNode done = newest();
        assertThat(done.at("/userIdentity/accessKeyId").asText()).isEqualTo(session.accessKeyId());
        assertThat(done.at("/userIdentity/sessionContext/attributes/mfaAuthenticated")
                        .asText())
                .isEqualTo("true");
        assertThat(done.at("/userIdentity/sessionContext/attributes/creationDate")
                        .asText())
                .isEqualTo(server.clock().instant().toString());
    }

    @Test
    void aPrivateKeyInTheWrongPlaceIsNotTold() throws Exception {
        String key = TestCertificates.selfSigned(
                        TestCertificates.pair("RSA", 2048), server.clock().instant())
                .privateKey();
        assertRefused(() -> iam.uploadSigningCertificate(in -> in.certificateBody(key)), 400, "MalformedCertificate");
        JsonNode event = newest();
        assertThat(event.get("errorCode").asText()).isEqualTo("MalformedCertificateException");
        assertThat(event.toString()).doesNotContain("PRIVATE KEY", key.substring(60, 100));
    }
}
