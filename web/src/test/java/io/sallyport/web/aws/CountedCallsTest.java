// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.AccessRecord;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessAdvisorUsageGranularityType;
import software.amazon.awssdk.services.iam.model.ServiceLastAccessed;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TrackedActionLastAccessed;
import software.amazon.awssdk.services.sts.StsClient;

/** Ten thousand calls of random users, roles and root, allowed, denied and wrongly signed, against a count of the test's own. */
class CountedCallsTest {
    private static final int CALLS = 10_000;
    private static final long SEED = 20_260_301L;

    private static final Tag TAG = Tag.builder().key("k").value("v").build();

    /** What is called, each by a client of AWS's. */
    private interface Called {
        void by(Clients clients);
    }

    private record Clients(IamClient iam, StsClient sts) {}

    private static final Map<String, Called> ACTIONS = new TreeMap<>(Map.of(
            "iam:GetUser", by -> by.iam().getUser(in -> in.userName("user0")),
            "iam:ListUsers", by -> by.iam().listUsers(),
            "iam:ListGroups", by -> by.iam().listGroups(),
            "iam:ListRoles", by -> by.iam().listRoles(),
            "iam:GetAccountSummary", by -> by.iam().getAccountSummary(),
            "iam:ListUserTags", by -> by.iam().listUserTags(in -> in.userName("user1")),
            "iam:TagUser", by -> by.iam().tagUser(in -> in.userName("user2").tags(TAG)),
            "sts:GetCallerIdentity", by -> by.sts().getCallerIdentity(),
            "sts:GetAccessKeyInfo", by -> by.sts().getAccessKeyInfo(in -> in.accessKeyId("AKIAQYLPMN5HAAAAAAAA"))));

    /** @param granted of {@link #ACTIONS} */
    private record Principal(String arn, UniqueId id, Clients right, Clients wrong, List<String> granted) {}

    private record Counted(long count, Instant last) {}

    private final Random random = new Random(SEED);
    private final Map<UniqueId, Map<String, Counted>> counts = new TreeMap<>(Comparator.comparing(UniqueId::value));
    private final List<Principal> principals = new ArrayList<>();
    private AwsServer server;
    private AwsServer.TestAccount account;
    private IamClient iam;

    @BeforeEach
    void start() throws Exception {
        server = new AwsServer();
        account = server.account();
        iam = server.iam(account.admin());
        iam.createGroup(in -> in.groupName("some"));
        for (int i = 0; i < 8; i++) {
            addUser("user" + i, i % 2 == 0);
        }
        for (int i = 0; i < 3; i++) {
            addRole("role" + i);
        }
        principals.add(new Principal(
                account.arn("root"),
                UniqueId.ofRoot(account.id()),
                clients(account.root()),
                clients(spoilt(account.root())),
                List.of()));
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private Clients clients(AwsCredentials credentials) {
        return new Clients(server.iam(credentials), server.sts(credentials));
    }

    private static AwsCredentials spoilt(AwsCredentials credentials) {
        String secret = credentials.secretAccessKey() + "x";
        return credentials instanceof AwsSessionCredentials session
                ? AwsSessionCredentials.create(session.accessKeyId(), secret, session.sessionToken())
                : AwsBasicCredentials.create(credentials.accessKeyId(), secret);
    }

    /** A third of the actions, one of IAM at least. */
    private List<String> someActions() {
        TreeSet<String> granted = ACTIONS.keySet().stream()
                .filter(action -> random.nextInt(3) == 0)
                .collect(Collectors.toCollection(TreeSet::new));
        granted.add("iam:ListGroups");
        return List.copyOf(granted);
    }

    private static String document(List<String> actions) {
        return actions.stream()
                .collect(Collectors.joining(
                        "\",\"",
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"",
                        "\"],\"Resource\":\"*\"}]}"));
    }

    private void addUser(String name, boolean inGroup) {
        List<String> granted = someActions();
        UniqueId id =
                new UniqueId(iam.createUser(in -> in.userName(name)).user().userId());
        iam.putUserPolicy(in -> in.userName(name).policyName("some").policyDocument(document(granted)));
        if (inGroup) {
            iam.addUserToGroup(in -> in.groupName("some").userName(name));
        }
        AwsCredentials key = AwsServer.credentials(
                iam.createAccessKey(in -> in.userName(name)).accessKey());
        principals.add(new Principal(account.arn("user/" + name), id, clients(key), clients(spoilt(key)), granted));
    }

    private void addRole(String name) {
        List<String> granted = someActions();
        UniqueId id = new UniqueId(iam.createRole(in -> in.roleName(name)
                        .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":\"" + account.arn("root")
                                + "\"},\"Action\":\"sts:AssumeRole\"}]}"))
                .role()
                .roleId());
        iam.putRolePolicy(in -> in.roleName(name).policyName("some").policyDocument(document(granted)));
        SessionTokens tokens = new SessionTokens(server.keys().tokens(), new SecureRandom(), server.clock());
        var issued = tokens.issue(account.id(), id, Duration.ofDays(30), SessionGrant.named("session"));
        AwsCredentials session = AwsSessionCredentials.create(
                issued.statement().accessKeyId().value(),
                issued.statement().secret().reveal(),
                issued.token());
        principals.add(
                new Principal(account.arn("role/" + name), id, clients(session), clients(spoilt(session)), granted));
    }

    private void callAtRandom() {
        List<String> names = List.copyOf(ACTIONS.keySet());
        int denied = 0;
        for (int i = 0; i < CALLS; i++) {
            server.clock().forward(Duration.ofMillis(random.nextInt(3000)));
            Principal who = principals.get(random.nextInt(principals.size()));
            String action = names.get(random.nextInt(names.size()));
            boolean wrong = random.nextInt(20) == 0;
            try {
                Objects.requireNonNull(ACTIONS.get(action)).by(wrong ? who.wrong() : who.right());
                assertThat(wrong).as("a wrong signature is refused").isFalse();
            } catch (AwsServiceException refused) {
                denied += refused.awsErrorDetails().errorCode().equals("AccessDenied") ? 1 : 0;
                assertThat(refused.awsErrorDetails().errorCode())
                        .isEqualTo(wrong ? "SignatureDoesNotMatch" : "AccessDenied");
            }
            if (!wrong) {
                Instant now = Instant.ofEpochSecond(server.clock().instant().getEpochSecond());
                counts.computeIfAbsent(who.id(), id -> new TreeMap<>())
                        .merge(action, new Counted(1, now), (one, two) -> new Counted(one.count() + 1, now));
            }
        }
        assertThat(denied).as("denied ones were among them").isGreaterThan(CALLS / 4);
    }

    private Map<String, Counted> counted(Principal who) {
        return counts.getOrDefault(who.id(), Map.of());
    }

    /** When any of these last called something of a service. */
    private static @Nullable Instant last(Stream<Map<String, Counted>> counted, String service) {
        return counted.flatMap(actions -> actions.entrySet().stream())
                .filter(entry -> entry.getKey().startsWith(service + ":"))
                .map(entry -> entry.getValue().last())
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private List<ServiceLastAccessed> report(String arn) {
        String job = iam.generateServiceLastAccessedDetails(
                        in -> in.arn(arn).granularity(AccessAdvisorUsageGranularityType.ACTION_LEVEL))
                .jobId();
        return iam.getServiceLastAccessedDetails(in -> in.jobId(job).maxItems(1000)).servicesLastAccessed().stream()
                .filter(service -> List.of("iam", "sts").contains(service.serviceNamespace()))
                .toList();
    }

    private void assertReportEqualsCount(Principal who) {
        Map<String, List<String>> granted = who.granted().stream()
                .collect(Collectors.groupingBy(action -> action.substring(0, 3), TreeMap::new, Collectors.toList()));
        List<ServiceLastAccessed> services = report(who.arn());
        assertThat(services)
                .extracting(ServiceLastAccessed::serviceNamespace)
                .containsExactlyElementsOf(granted.keySet());
        for (ServiceLastAccessed service : services) {
            Instant last = last(Stream.of(counted(who)), service.serviceNamespace());
            assertThat(service.lastAuthenticated()).as(who.arn()).isEqualTo(last);
            assertThat(service.lastAuthenticatedEntity()).isEqualTo(last == null ? null : who.arn());
            assertThat(service.totalAuthenticatedEntities()).isEqualTo(last == null ? 0 : 1);
            Map<String, Instant> told = new TreeMap<>();
            Map<String, Instant> counted = new TreeMap<>();
            for (TrackedActionLastAccessed action : service.trackedActionsLastAccessed()) {
                told.put(action.actionName(), or(action.lastAccessedTime()));
            }
            for (String action : granted.getOrDefault(service.serviceNamespace(), List.of())) {
                Counted own = counted(who).get(action);
                counted.put(action.substring(4), or(own == null ? null : own.last()));
            }
            assertThat(told).as(who.arn()).isEqualTo(counted);
        }
    }

    private static Instant or(@Nullable Instant instant) {
        return instant == null ? Instant.EPOCH : instant;
    }

    private void assertEntitiesEqualCount(String arn, List<Principal> who) {
        String job = iam.generateServiceLastAccessedDetails(in -> in.arn(arn)).jobId();
        Map<String, Instant> told = iam
                .getServiceLastAccessedDetailsWithEntities(in -> in.jobId(job).serviceNamespace("iam"))
                .entityDetailsList()
                .stream()
                .collect(Collectors.toMap(
                        entity -> entity.entityInfo().arn(), entity -> or(entity.lastAuthenticated())));
        assertThat(told)
                .isEqualTo(who.stream()
                        .collect(Collectors.toMap(Principal::arn, one -> or(last(Stream.of(counted(one)), "iam")))));
        ServiceLastAccessed service = report(arn).stream()
                .filter(one -> one.serviceNamespace().equals("iam"))
                .findFirst()
                .orElseThrow();
        assertThat(service.totalAuthenticatedEntities()).isEqualTo(who.size());
        assertThat(service.lastAuthenticated()).isEqualTo(last(who.stream().map(this::counted), "iam"));
    }

    @Test
    @Timeout(300)
    void whatIsReportedAndRecordedEqualsTheCount() {
        callAtRandom();
        List<Principal> reported = principals.subList(0, principals.size() - 1);
        reported.forEach(this::assertReportEqualsCount);

        String shared = iam.createPolicy(
                        in -> in.policyName("shared").policyDocument(document(List.of("iam:GetUser", "s3:GetObject"))))
                .policy()
                .arn();
        iam.attachGroupPolicy(in -> in.groupName("some").policyArn(shared));
        iam.attachRolePolicy(in -> in.roleName("role1").policyArn(shared));
        List<Principal> members = reported.stream()
                .filter(who -> who.arn().matches(".*user[0246]"))
                .toList();
        assertEntitiesEqualCount(account.arn("group/some"), members);
        assertEntitiesEqualCount(
                shared,
                Stream.concat(
                                members.stream(),
                                reported.stream().filter(who -> who.arn().endsWith("role1")))
                        .toList());

        server.stop();
        AccountId id = account.id();
        Collection<AccessRecord> records =
                server.accounts().read(id, in -> in.accessRecords().of(counts.keySet()));
        Map<UniqueId, Map<String, Counted>> stored = new TreeMap<>(Comparator.comparing(UniqueId::value));
        records.forEach(record -> stored.computeIfAbsent(record.principal(), one -> new TreeMap<>())
                .put(
                        record.service() + ":" + record.action(),
                        new Counted(
                                record.attempted().count(), record.attempted().last())));
        assertThat(stored).isEqualTo(counts);
    }
}
