// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.name.UniqueId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessAdvisorUsageGranularityType;
import software.amazon.awssdk.services.iam.model.EntityDetails;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsWithEntitiesResponse;
import software.amazon.awssdk.services.iam.model.JobStatusType;
import software.amazon.awssdk.services.iam.model.ServiceLastAccessed;
import software.amazon.awssdk.services.iam.model.TrackedActionLastAccessed;

/** The account, the questions and what nobody has accessed yet are as they were recorded from AWS. */
class LastAccessedTest extends ServedAccount {
    private AwsCredentials target;
    private String sharedArn;
    private UniqueId role;

    private static String allow(String... actions) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement("Allow", actions) + "]}";
    }

    private static String statement(String effect, String... actions) {
        return "{\"Effect\":\"" + effect + "\",\"Action\":[\"" + String.join("\",\"", actions)
                + "\"],\"Resource\":\"*\"}";
    }

    @BeforeEach
    void asRecorded() {
        target = newUser("target");
        newUser("member");
        iam.createUser(in -> in.userName("empty"));
        iam.createGroup(in -> in.groupName("zgroup").path("/last/"));
        iam.createGroup(in -> in.groupName("agroup"));
        role = new UniqueId(iam.createRole(in -> in.roleName("fixture-role")
                        .path("/last/")
                        .assumeRolePolicyDocument(
                                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                                        + account.arn("root") + "\"},\"Action\":\"sts:AssumeRole\"}]}"))
                .role()
                .roleId());
        sharedArn = iam.createPolicy(
                        in -> in.policyName("shared").policyDocument(allow("sqs:SendMessage", "s3:GetObject")))
                .policy()
                .arn();
        iam.putUserPolicy(in -> in.userName("target")
                .policyName("z-direct")
                .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":["
                        + statement("Allow", "s3:GetObject", "iam:GetUser", "iam:PassRole", "ec2:DescribeInstances")
                        + "," + statement("Deny", "sqs:*") + "]}"));
        iam.putGroupPolicy(
                in -> in.groupName("zgroup").policyName("a-group").policyDocument(allow("lambda:ListFunctions")));
        iam.putGroupPolicy(in -> in.groupName("agroup").policyName("z-group").policyDocument(allow("iam:GetUser")));
        iam.putRolePolicy(in -> in.roleName("fixture-role")
                .policyName("role-inline")
                .policyDocument(allow("kms:ListKeys", "iam:*LastAccessed*", "iam:ListPoliciesGrantingServiceAccess")));
        iam.addUserToGroup(in -> in.groupName("zgroup").userName("target"));
        iam.addUserToGroup(in -> in.groupName("zgroup").userName("member"));
        iam.addUserToGroup(in -> in.groupName("agroup").userName("target"));
        iam.attachUserPolicy(in -> in.userName("target").policyArn(sharedArn));
        iam.attachGroupPolicy(in -> in.groupName("zgroup").policyArn(sharedArn));
        iam.attachRolePolicy(in -> in.roleName("fixture-role").policyArn(sharedArn));
    }

    private String generate(String arn, @Nullable AccessAdvisorUsageGranularityType granularity) {
        return iam.generateServiceLastAccessedDetails(in -> in.arn(arn).granularity(granularity))
                .jobId();
    }

    private GetServiceLastAccessedDetailsResponse services(String job) {
        return iam.getServiceLastAccessedDetails(in -> in.jobId(job));
    }

    private List<ServiceLastAccessed> actionLevel(String arn) {
        return services(generate(arn, AccessAdvisorUsageGranularityType.ACTION_LEVEL))
                .servicesLastAccessed();
    }

    private GetServiceLastAccessedDetailsWithEntitiesResponse entities(String job, String service) {
        return iam.getServiceLastAccessedDetailsWithEntities(in -> in.jobId(job).serviceNamespace(service));
    }

    private static List<String> namespaces(List<ServiceLastAccessed> services) {
        return services.stream().map(ServiceLastAccessed::serviceNamespace).toList();
    }

    private static ServiceLastAccessed service(List<ServiceLastAccessed> services, String namespace) {
        return services.stream()
                .filter(service -> service.serviceNamespace().equals(namespace))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> actions(List<ServiceLastAccessed> services, String namespace) {
        return service(services, namespace).trackedActionsLastAccessed().stream()
                .map(TrackedActionLastAccessed::actionName)
                .toList();
    }

    private static List<String> names(GetServiceLastAccessedDetailsWithEntitiesResponse entities) {
        return entities.entityDetailsList().stream()
                .map(entity -> entity.entityInfo().name())
                .toList();
    }

    private IamClient session(String name) {
        var issued = new SessionTokens(server.keys().tokens(), new SecureRandom(), server.clock())
                .issue(account.id(), role, Duration.ofHours(1), SessionGrant.named(name));
        return server.iam(AwsSessionCredentials.create(
                issued.statement().accessKeyId().value(),
                issued.statement().secret().reveal(),
                issued.token()));
    }

    @Test
    void aUsersServicesAreThoseHerPoliciesGrantTogether() {
        String job = generate(account.arn("user/target"), AccessAdvisorUsageGranularityType.SERVICE_LEVEL);
        assertThat(job).hasSize(36);
        GetServiceLastAccessedDetailsResponse report = services(job);
        assertThat(report.jobStatus()).isEqualTo(JobStatusType.COMPLETED);
        assertThat(report.jobTypeAsString()).isEqualTo("SERVICE_LEVEL");
        assertThat(report.jobCreationDate()).isEqualTo(server.clock().instant());
        assertThat(report.jobCompletionDate()).isNotNull();
        assertThat(report.isTruncated()).isFalse();
        assertThat(report.servicesLastAccessed())
                .extracting(ServiceLastAccessed::serviceNamespace, ServiceLastAccessed::serviceName)
                .containsExactly(
                        tuple("ec2", "Amazon EC2"),
                        tuple("iam", "AWS Identity and Access Management"),
                        tuple("lambda", "AWS Lambda"),
                        tuple("s3", "Amazon S3"));
        assertThat(report.servicesLastAccessed()).allSatisfy(service -> {
            assertThat(service.totalAuthenticatedEntities()).isZero();
            assertThat(service.lastAuthenticated()).isNull();
            assertThat(service.hasTrackedActionsLastAccessed()).isFalse();
        });
    }

    @Test
    void actionsAreToldWhereTheyAreTrackedAndPassingARoleIsNone() {
        assertThat(actions(actionLevel(account.arn("user/target")), "iam")).containsExactly("GetUser");
        assertThat(actions(actionLevel(account.arn("role/last/fixture-role")), "iam"))
                .containsExactly(
                        "GenerateServiceLastAccessedDetails",
                        "GetServiceLastAccessedDetails",
                        "GetServiceLastAccessedDetailsWithEntities",
                        "ListPoliciesGrantingServiceAccess");
        assertThat(service(actionLevel(account.arn("user/target")), "s3").hasTrackedActionsLastAccessed())
                .isFalse();
    }

    @Test
    void groupsAndPoliciesTellOfTheirOwnServicesAndOfAllWhoHaveThem() {
        assertThat(namespaces(actionLevel(account.arn("group/last/zgroup")))).containsExactly("lambda", "s3", "sqs");
        String policy = generate(sharedArn, AccessAdvisorUsageGranularityType.ACTION_LEVEL);
        assertThat(namespaces(services(policy).servicesLastAccessed())).containsExactly("s3", "sqs");
        assertThat(names(entities(policy, "s3"))).containsExactly("member", "target", "fixture-role");
        assertThat(names(entities(policy, "iam"))).isEmpty();

        server.clock().forward(Duration.ofSeconds(10));
        IamClient targets = server.iam(target);
        targets.getUser(in -> {});
        Instant at = server.clock().instant();
        String iamPolicy = iam.createPolicy(in -> in.policyName("reads").policyDocument(allow("iam:GetUser")))
                .policy()
                .arn();
        iam.attachGroupPolicy(in -> in.groupName("zgroup").policyArn(iamPolicy));
        server.clock().forward(Duration.ofSeconds(10));

        List<ServiceLastAccessed> services = actionLevel(iamPolicy);
        assertThat(service(services, "iam"))
                .isEqualTo(ServiceLastAccessed.builder()
                        .serviceName("AWS Identity and Access Management")
                        .serviceNamespace("iam")
                        .lastAuthenticated(at)
                        .lastAuthenticatedEntity(account.arn("user/target"))
                        .lastAuthenticatedRegion("us-east-1")
                        .totalAuthenticatedEntities(1)
                        .trackedActionsLastAccessed(TrackedActionLastAccessed.builder()
                                .actionName("GetUser")
                                .lastAccessedTime(at)
                                .lastAccessedEntity(account.arn("user/target"))
                                .lastAccessedRegion("us-east-1")
                                .build())
                        .build());
        List<EntityDetails> entities =
                entities(generate(iamPolicy, null), "iam").entityDetailsList();
        assertThat(entities.get(0).entityInfo().name()).isEqualTo("target");
        assertThat(entities.get(0).lastAuthenticated()).isEqualTo(at);
        assertThat(entities.get(1).entityInfo().name()).isEqualTo("member");
        assertThat(entities.get(1).lastAuthenticated()).isNull();
    }

    @Test
    void attemptsThatAreDeniedCountForTheService() {
        assertRefused(() -> server.iam(target).listUserPolicies(in -> in.userName("target")), 403, "AccessDenied");
        List<ServiceLastAccessed> services = actionLevel(account.arn("user/target"));
        assertThat(service(services, "iam").lastAuthenticatedEntity()).isEqualTo(account.arn("user/target"));
        assertThat(service(services, "iam").totalAuthenticatedEntities()).isEqualTo(1);
        assertThat(service(services, "iam").trackedActionsLastAccessed().get(0).lastAccessedTime())
                .isNull();
    }

    @Test
    void whatARolesSessionsDoIsTheRoles() {
        server.clock().forward(Duration.ofSeconds(5));
        assertRefused(() -> session("one").listRoles(in -> {}), 403, "AccessDenied");
        Instant at = server.clock().instant();
        server.clock().forward(Duration.ofSeconds(5));
        assertThat(service(actionLevel(account.arn("role/last/fixture-role")), "iam"))
                .extracting(ServiceLastAccessed::lastAuthenticated, ServiceLastAccessed::lastAuthenticatedEntity)
                .containsExactly(at, account.arn("role/last/fixture-role"));
    }

    @Test
    void aReportIsReadByWhoAskedForItOnly() {
        iam.attachUserPolicy(in -> in.userName("target").policyArn("arn:aws:iam::aws:policy/IAMReadOnlyAccess"));
        IamClient targets = server.iam(target);
        String hers = targets.generateServiceLastAccessedDetails(in -> in.arn(account.arn("user/target")))
                .jobId();
        AwsCredentials otherKey = AwsServer.credentials(
                iam.createAccessKey(in -> in.userName("target")).accessKey());
        assertThat(server.iam(otherKey)
                        .getServiceLastAccessedDetails(in -> in.jobId(hers))
                        .hasServicesLastAccessed())
                .isTrue();
        assertRefused(() -> services(hers), 404, "NoSuchEntity", "Job " + hers + " does not exist.");
        assertRefused(() -> entities(hers, "s3"), 404, "NoSuchEntity", "Job " + hers + " does not exist.");

        IamClient one = session("one");
        String sessions = one.generateServiceLastAccessedDetails(in -> in.arn(account.arn("user/target")))
                .jobId();
        assertThat(one.getServiceLastAccessedDetails(in -> in.jobId(sessions)).jobStatus())
                .isEqualTo(JobStatusType.COMPLETED);
        assertRefused(
                () -> session("two").getServiceLastAccessedDetails(in -> in.jobId(sessions)),
                404,
                "NoSuchEntity",
                "Job " + sessions + " does not exist.");
    }

    @Test
    void aReportStaysAsItWasForSevenDays() {
        String job = generate(account.arn("group/last/zgroup"), null);
        iam.removeUserFromGroup(in -> in.groupName("zgroup").userName("member"));
        iam.updateUser(in -> in.userName("target").newUserName("renamed").newPath("/new/"));
        iam.putGroupPolicy(in -> in.groupName("zgroup").policyName("a-group").policyDocument(allow("sns:Publish")));
        assertThat(namespaces(services(job).servicesLastAccessed())).containsExactly("lambda", "s3", "sqs");
        assertThat(names(entities(job, "s3"))).containsExactly("member", "renamed");
        assertThat(entities(job, "s3").entityDetailsList().get(1).entityInfo().path())
                .isEqualTo("/new/");

        iam.listAccessKeys(in -> in.userName("member"))
                .accessKeyMetadata()
                .forEach(key -> iam.deleteAccessKey(in -> in.userName("member").accessKeyId(key.accessKeyId())));
        iam.deleteUser(in -> in.userName("member"));
        assertThat(names(entities(job, "s3"))).containsExactly("renamed");

        server.clock().forward(Duration.ofDays(7));
        assertThat(services(job).hasServicesLastAccessed()).isTrue();
        server.clock().forward(Duration.ofSeconds(1));
        assertRefused(() -> services(job), 404, "NoSuchEntity", "Job " + job + " does not exist.");
    }

    @Test
    void pagesGoOnWhereTheLastEndedAndInTheirOwnListOnly() {
        String job = generate(account.arn("user/target"), null);
        var first = iam.getServiceLastAccessedDetails(in -> in.jobId(job).maxItems(1));
        assertThat(namespaces(first.servicesLastAccessed())).containsExactly("ec2");
        assertThat(first.isTruncated()).isTrue();
        var next = iam.getServiceLastAccessedDetails(
                in -> in.jobId(job).maxItems(3).marker(first.marker()));
        assertThat(namespaces(next.servicesLastAccessed())).containsExactly("iam", "lambda", "s3");
        assertThat(next.isTruncated()).isFalse();
        assertThat(next.marker()).isNull();

        String invalid = "The marker passed in the request was invalid.";
        String other = generate(account.arn("user/target"), null);
        assertRefused(
                () -> iam.getServiceLastAccessedDetails(in -> in.jobId(other).marker(first.marker())),
                400,
                "InvalidInput",
                invalid);
        assertRefused(
                () -> iam.getServiceLastAccessedDetailsWithEntities(
                        in -> in.jobId(job).serviceNamespace("s3").marker(first.marker())),
                400,
                "InvalidInput",
                invalid);
        assertRefused(
                () -> iam.getServiceLastAccessedDetails(in -> in.jobId(job).marker("invalid")),
                400,
                "ValidationError",
                "Invalid Marker.");

        String policy = generate(sharedArn, null);
        var one = iam.getServiceLastAccessedDetailsWithEntities(
                in -> in.jobId(policy).serviceNamespace("s3").maxItems(1));
        assertThat(names(one)).containsExactly("member");
        assertThat(names(iam.getServiceLastAccessedDetailsWithEntities(
                        in -> in.jobId(policy).serviceNamespace("sqs").marker(one.marker()))))
                .containsExactly("target", "fixture-role");
    }

    @Test
    void anAdministratorsReportNamesEveryService() {
        String job = generate("arn:aws:iam::aws:policy/AdministratorAccess", null);
        var first = services(job);
        assertThat(first.servicesLastAccessed()).hasSize(200);
        assertThat(first.isTruncated()).isTrue();
        long all = iam.getServiceLastAccessedDetails(in -> in.jobId(job).maxItems(1000))
                .servicesLastAccessed()
                .size();
        assertThat(all).isGreaterThan(400);
        assertThat(names(entities(job, "iam"))).containsExactly("admin");
    }

    @Test
    void whatCannotBeAskedIsRefusedInAwssWords() {
        String missing = account.arn("user/nobody-is-called-so");
        assertRefused(() -> generate(missing, null), 404, "NoSuchEntity", "ARN " + missing + " does not exist.");
        String policy = account.arn("policy/nothing-is-called-so");
        assertRefused(() -> generate(policy, null), 404, "NoSuchEntity", "ARN " + policy + " does not exist.");
        assertRefused(
                () -> generate(account.arn("root"), null),
                400,
                "InvalidInput",
                "Invalid Entity Arn: " + account.arn("root") + " is not supported.");
        assertRefused(
                () -> generate("arn:aws:s3::" + account.id() + ":user/target", null),
                400,
                "ValidationError",
                "Invalid service in ARN");
        assertRefused(
                () -> generate("arn:aws-cn:iam::" + account.id() + ":user/target", null),
                400,
                "ValidationError",
                "Invalid ARN partition");
        assertRefused(
                () -> generate("arn:aws:iam::999999999999:user/target", null),
                403,
                "AccessDenied",
                "User: " + account.arn("user/admin")
                        + " is not authorized to perform the operation on arn:aws:iam::999999999999:user/target");
        String unknown = "00000000-0000-0000-0000-000000000000";
        assertRefused(() -> services(unknown), 404, "NoSuchEntity", "Job " + unknown + " does not exist.");
        String job = generate(account.arn("user/elsewhere/target"), null);
        assertThat(services(job).servicesLastAccessed())
                .as("paths count for nothing")
                .hasSize(4);
        assertRefused(
                () -> entities(job, "S3"),
                400,
                "InvalidInput",
                "Service namepace S3 is either invalid or unsupported.");
        assertRefused(
                () -> server.iam(target).getServiceLastAccessedDetails(in -> in.jobId(job)),
                403,
                "AccessDenied",
                "User: " + account.arn("user/target")
                        + " is not authorized to perform: iam:GetServiceLastAccessedDetails on resource: * because no"
                        + " identity-based policy allows the iam:GetServiceLastAccessedDetails action");
    }
}
