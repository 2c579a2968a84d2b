// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsResponse;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredentialMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;

/** Service-specific credentials of users. */
class ServiceSpecificCredentialsTest extends ServedAccount {
    private static final String CODECOMMIT = "codecommit.amazonaws.com";
    private static final String CASSANDRA = "cassandra.amazonaws.com";
    private static final String BEDROCK = "bedrock.amazonaws.com";

    @BeforeEach
    void addTyler() {
        iam.createUser(in -> in.userName("Tyler"));
    }

    /** In another millisecond than the one before. */
    private ServiceSpecificCredential create(String user, String service) {
        server.clock().forward(Duration.ofSeconds(1));
        return iam.createServiceSpecificCredential(in -> in.userName(user).serviceName(service))
                .serviceSpecificCredential();
    }

    private List<ServiceSpecificCredentialMetadata> tylers() {
        return iam.listServiceSpecificCredentials(in -> in.userName("tyler")).serviceSpecificCredentials();
    }

    @Test
    void aPasswordIsShownOnceAndListedWithout() {
        for (String service : List.of(CODECOMMIT, CASSANDRA)) {
            ServiceSpecificCredential made = create("tyler", service);

            assertThat(made.userName()).isEqualTo("Tyler");
            assertThat(made.serviceName()).isEqualTo(service);
            assertThat(made.serviceUserName()).isEqualTo("Tyler-at-" + account.id());
            assertThat(made.servicePassword()).matches("[A-Za-z0-9+/]{59}=");
            assertThat(made.serviceSpecificCredentialId()).matches("ACCA[A-Z2-7]{17}");
            assertThat(made.status()).isEqualTo(StatusType.ACTIVE);
            assertThat(made.createDate()).isEqualTo(server.clock().instant());
            assertThat(made.expirationDate()).isNull();
            assertThat(made.serviceCredentialAlias()).isNull();
            assertThat(made.serviceCredentialSecret()).isNull();

            ListServiceSpecificCredentialsResponse listed = iam.listServiceSpecificCredentials(
                    in -> in.userName("tyler").serviceName(service));
            assertThat(listed.serviceSpecificCredentials()).singleElement().satisfies(one -> {
                assertThat(one.userName()).isEqualTo("Tyler");
                assertThat(one.serviceName()).isEqualTo(service);
                assertThat(one.serviceUserName()).isEqualTo(made.serviceUserName());
                assertThat(one.serviceCredentialAlias()).isNull();
                assertThat(one.serviceSpecificCredentialId()).isEqualTo(made.serviceSpecificCredentialId());
                assertThat(one.status()).isEqualTo(StatusType.ACTIVE);
                assertThat(one.createDate()).isEqualTo(made.createDate());
            });
            assertThat(listed.isTruncated()).isFalse();
            assertThat(listed.marker()).isNull();
        }
        assertThat(iam.listServiceSpecificCredentials(in -> in.userName("tyler"))
                        .isTruncated())
                .as("as recorded, where no service is named")
                .isFalse();
        assertThat(tylers()).hasSize(2);
        assertThat(iam.listServiceSpecificCredentials().hasServiceSpecificCredentials())
                .isTrue();
        assertThat(iam.listServiceSpecificCredentials().serviceSpecificCredentials())
                .isEmpty();
    }

    @Test
    void anApiKeySaysWhoseItIsAndExpires() {
        ServiceSpecificCredential key = iam.createServiceSpecificCredential(
                        in -> in.userName("tyler").serviceName(BEDROCK).credentialAgeDays(30))
                .serviceSpecificCredential();

        assertThat(key.serviceUserName()).isNull();
        assertThat(key.servicePassword()).isNull();
        assertThat(key.serviceCredentialAlias()).isEqualTo("Tyler-at-" + account.id());
        assertThat(key.serviceCredentialSecret()).startsWith("ABSK");
        String decoded = new String(
                Base64.getDecoder().decode(key.serviceCredentialSecret().substring(4)), StandardCharsets.US_ASCII);
        assertThat(decoded).matches("Tyler-at-" + account.id() + ":[A-Za-z0-9+/]{59}=");
        assertThat(key.expirationDate()).isEqualTo(key.createDate().plus(30, ChronoUnit.DAYS));
        assertThat(create("tyler", "logs.amazonaws.com").serviceCredentialSecret())
                .startsWith("ACWL");

        server.clock().forward(Duration.ofDays(30));
        assertThat(tylers())
                .extracting(ServiceSpecificCredentialMetadata::status)
                .containsExactly(StatusType.EXPIRED, StatusType.ACTIVE);
        assertThat(tylers().get(0).serviceCredentialAlias()).isEqualTo(key.serviceCredentialAlias());
        assertThat(tylers().get(0).expirationDate()).isEqualTo(key.expirationDate());
    }

    @Test
    void anAgeIsForApiKeysAndWithinBounds() {
        assertRefused(
                () -> iam.createServiceSpecificCredential(
                        in -> in.userName("tyler").serviceName(CODECOMMIT).credentialAgeDays(1)),
                400,
                "ValidationError");
        for (int days : List.of(0, -1, 36_601)) {
            assertRefused(
                    () -> iam.createServiceSpecificCredential(
                            in -> in.userName("tyler").serviceName(BEDROCK).credentialAgeDays(days)),
                    400,
                    "ValidationError",
                    "1 validation error detected: Value at 'credentialAgeDays' failed to satisfy constraint: Member"
                            + " must have value "
                            + (days > 0 ? "less than or equal to 36600" : "greater than or equal to 1"));
        }
    }

    @Test
    void aSecondCredentialHasANumberAndAThirdIsRefused() {
        ServiceSpecificCredential first = create("tyler", CODECOMMIT);
        assertThat(create("tyler", CODECOMMIT).serviceUserName()).isEqualTo("Tyler+1-at-" + account.id());
        assertRefused(
                () -> create("tyler", CODECOMMIT),
                409,
                "LimitExceeded",
                "Cannot exceed quota for ServiceSpecificCredentialsPerUser: 2");
        create("tyler", CASSANDRA);
        iam.deleteServiceSpecificCredential(
                in -> in.userName("tyler").serviceSpecificCredentialId(first.serviceSpecificCredentialId()));
        assertThat(create("tyler", CODECOMMIT).serviceUserName()).isEqualTo(first.serviceUserName());
        iam.createUser(in -> in.userName("Tyler+1"));
        assertThat(create("tyler+1", CODECOMMIT).serviceUserName()).isEqualTo("Tyler+1+1-at-" + account.id());
    }

    @Test
    void resetShowsAnotherSecretOfTheSameCredential() {
        for (String service : List.of(CODECOMMIT, BEDROCK)) {
            ServiceSpecificCredential made = create("tyler", service);
            ServiceSpecificCredential reset = iam.resetServiceSpecificCredential(
                            in -> in.userName("tyler").serviceSpecificCredentialId(made.serviceSpecificCredentialId()))
                    .serviceSpecificCredential();
            assertThat(reset.toBuilder()
                            .servicePassword(made.servicePassword())
                            .serviceCredentialSecret(made.serviceCredentialSecret())
                            .build())
                    .isEqualTo(made);
            assertThat(reset).isNotEqualTo(made);
        }
    }

    @Test
    void aCredentialIsSwitchedOffAndForgotten() {
        String id = create("tyler", CODECOMMIT).serviceSpecificCredentialId();

        iam.updateServiceSpecificCredential(
                in -> in.userName("tyler").serviceSpecificCredentialId(id).status("Inactive"));
        assertThat(tylers())
                .extracting(ServiceSpecificCredentialMetadata::status)
                .containsExactly(StatusType.INACTIVE);
        assertRefused(
                () -> iam.updateServiceSpecificCredential(
                        in -> in.serviceSpecificCredentialId(id).status("Invalid")),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum"
                        + " value set");
        iam.deleteServiceSpecificCredential(in -> in.userName("tyler").serviceSpecificCredentialId(id));
        assertThat(tylers()).isEmpty();
    }

    @Test
    void theCallersOwnAreMeantByDefaultAndRootHasNone() {
        ServiceSpecificCredential mine = create("admin", CODECOMMIT);
        String id = mine.serviceSpecificCredentialId();
        assertThat(iam.listServiceSpecificCredentials().serviceSpecificCredentials())
                .extracting(ServiceSpecificCredentialMetadata::serviceSpecificCredentialId)
                .containsExactly(id);
        iam.resetServiceSpecificCredential(in -> in.serviceSpecificCredentialId(id));
        iam.updateServiceSpecificCredential(
                in -> in.serviceSpecificCredentialId(id).status("Inactive"));
        iam.deleteServiceSpecificCredential(in -> in.serviceSpecificCredentialId(id));
        assertRefused(
                () -> server.iam(account.root()).listServiceSpecificCredentials(),
                400,
                "ValidationError",
                "Must specify userName when calling with non-User credentials");
    }

    @Test
    void everybodysComeInPages() {
        List<String> ids = List.of(
                create("tyler", CODECOMMIT).serviceSpecificCredentialId(),
                create("admin", BEDROCK).serviceSpecificCredentialId(),
                create("admin", CODECOMMIT).serviceSpecificCredentialId());

        ListServiceSpecificCredentialsResponse page =
                iam.listServiceSpecificCredentials(in -> in.allUsers(true).maxItems(2));
        assertThat(page.serviceSpecificCredentials())
                .extracting(ServiceSpecificCredentialMetadata::serviceSpecificCredentialId)
                .isEqualTo(ids.subList(0, 2));
        assertThat(page.serviceSpecificCredentials())
                .extracting(ServiceSpecificCredentialMetadata::userName)
                .containsExactly("Tyler", "admin");
        assertThat(page.isTruncated()).isTrue();
        assertThat(iam.listServiceSpecificCredentials(
                                in -> in.allUsers(true).maxItems(2).marker(page.marker()))
                        .serviceSpecificCredentials())
                .extracting(ServiceSpecificCredentialMetadata::serviceSpecificCredentialId)
                .isEqualTo(ids.subList(2, 3));
        assertThat(iam.listServiceSpecificCredentials(in -> in.allUsers(true).serviceName(CODECOMMIT))
                        .serviceSpecificCredentials())
                .hasSize(2);
        assertRefused(
                () -> iam.listServiceSpecificCredentials(in -> in.allUsers(true).userName("tyler")),
                400,
                "ValidationError");
    }

    @Test
    void whatIsMissingIsNamedTheUserFirst() {
        assertRefused(
                () -> create("nobody", "nonexistentservice.amazonaws.com"),
                404,
                "NoSuchEntity",
                "The user with name nobody cannot be found.");
        for (String service : List.of("nonexistentservice.amazonaws.com", "o3on3n3onosneo", "lambda.amazonaws.com")) {
            String message = "No such service " + service + " is supported for Service Specific Credentials";
            assertRefused(() -> create("tyler", service), 404, "NoSuchEntity", message);
            assertRefused(
                    () -> iam.listServiceSpecificCredentials(
                            in -> in.userName("tyler").serviceName(service)),
                    404,
                    "NoSuchEntity",
                    message);
        }
        String tylers = create("tyler", CODECOMMIT).serviceSpecificCredentialId();
        refusesAll("nobody", tylers, 404, "NoSuchEntity", "The user with name nobody cannot be found.");
        refusesAll("admin", tylers, 404, "NoSuchEntity", "No such credential " + tylers + " exists");
        refusesAll(
                "tyler",
                "satisfiesregexbutstillinvalid",
                404,
                "NoSuchEntity",
                "No such credential satisfiesregexbutstillinvalid exists");
        refusesAll(
                "tyler",
                "totally-wrong-credential-id-with-hyphens",
                400,
                "ValidationError",
                "1 validation error detected: Value at 'serviceSpecificCredentialId' failed to satisfy constraint:"
                        + " Member must satisfy regular expression pattern: [\\w]+");
    }

    private void refusesAll(String user, String id, int status, String code, String message) {
        List<ThrowingCallable> calls = List.of(
                () -> iam.updateServiceSpecificCredential(
                        in -> in.userName(user).serviceSpecificCredentialId(id).status("Inactive")),
                () -> iam.resetServiceSpecificCredential(in -> in.userName(user).serviceSpecificCredentialId(id)),
                () -> iam.deleteServiceSpecificCredential(
                        in -> in.userName(user).serviceSpecificCredentialId(id)));
        for (ThrowingCallable call : calls) {
            assertRefused(call, status, code, message);
        }
    }

    @Test
    void aUserWithACredentialStays() {
        String id = create("tyler", CODECOMMIT).serviceSpecificCredentialId();
        assertRefused(
                () -> iam.deleteUser(in -> in.userName("tyler")),
                409,
                "DeleteConflict",
                "Cannot delete entity, must remove referenced objects first.");
        iam.deleteServiceSpecificCredential(in -> in.userName("tyler").serviceSpecificCredentialId(id));
        iam.deleteUser(in -> in.userName("tyler"));
    }

    @Test
    void policiesDecideByServiceAndAge() {
        IamClient marla = server.iam(newUser("marla"));
        iam.putUserPolicy(in -> in.userName("marla").policyName("p").policyDocument("""
                        {"Version": "2012-10-17", "Statement": [
                          {"Effect": "Allow", "Action": "iam:ListServiceSpecificCredentials",
                           "Resource": "arn:aws:iam::*:user/${aws:username}"},
                          {"Effect": "Allow", "Action": "iam:CreateServiceSpecificCredential", "Resource": "*",
                           "Condition": {
                             "StringEquals": {"iam:ServiceSpecificCredentialServiceName": "bedrock.amazonaws.com"},
                             "NumericLessThanEquals": {"iam:ServiceSpecificCredentialAgeDays": "30"}}}]}"""));

        marla.createServiceSpecificCredential(
                in -> in.userName("marla").serviceName(BEDROCK).credentialAgeDays(30));
        for (Integer days : java.util.Arrays.asList(31, null)) {
            assertRefused(
                    () -> marla.createServiceSpecificCredential(
                            in -> in.userName("marla").serviceName(BEDROCK).credentialAgeDays(days)),
                    403,
                    "AccessDenied");
        }
        assertRefused(
                () -> marla.createServiceSpecificCredential(
                        in -> in.userName("marla").serviceName(CODECOMMIT)),
                403,
                "AccessDenied");
        assertThat(marla.listServiceSpecificCredentials(in -> in.allUsers(false))
                        .serviceSpecificCredentials())
                .hasSize(1);
        assertRefused(() -> marla.listServiceSpecificCredentials(in -> in.allUsers(true)), 403, "AccessDenied");
    }
}
