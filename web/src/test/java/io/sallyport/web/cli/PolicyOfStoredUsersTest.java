// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sallyport.core.account.Account;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.store.DirectoryLock;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code who-can} and {@code simulate --user} on a store with an administrator, ann and bob. */
final class PolicyOfStoredUsersTest {
    private static final AccountId ACCOUNT = new AccountId("051826736434");
    private static final String ARN = "arn:aws:iam::051826736434:";
    private static final String WITH_MFA = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:*", "Resource": "*",
              "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}""";
    private static final String ANYTHING_OF_IAM = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:*", "Resource": "*"}}""";
    private static final String OWN_USER = """
            {"Version": "2012-10-17", "Statement": {"Sid": "Self", "Effect": "Allow", "Action": "iam:GetUser",
              "Resource": "arn:aws:iam::*:user/${aws:username}"}}""";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    @BeforeEach
    void threeUsers() throws IOException {
        assertThat(run("init", "--data", data(), "--account-id", ACCOUNT.value(), "--admin", "tyler"))
                .isZero();
        KeySet keys = KeySet.load(directory.resolve("data/keys.json"));
        try (SqlAccounts accounts = SqlAccounts.sqlite(directory.resolve("data/sallyport.db"), keys.vault())) {
            accounts.write(ACCOUNT, account -> {
                add(account, "ann", "AIDAANNANNANNANN", WITH_MFA);
                add(account, "bob", "AIDABOBBOBBOBBOB", OWN_USER);
                return account.id();
            });
        }
    }

    private static void add(Account account, String name, String id, String policy) {
        User user = new User(new UniqueId(id), new UserName(name), EntityPath.ROOT, Instant.EPOCH, null);
        account.users().add(user);
        account.policies().put(user.id(), new PolicyName("mine"), policy, policy.length(), 2048);
    }

    @Test
    void whoCanNamesEverybodyAndThroughWhat() {
        assertThat(run("policy", "who-can", "iam:GetUser", ARN + "user/bob", "--data", data()))
                .isZero();
        assertThat(out.toString())
                .containsSubsequence(
                        "may      " + ARN + "root",
                        "may      " + ARN + "user/bob",
                        "by mine, Statement[0] (Self), line 1",
                        "may      " + ARN + "user/tyler",
                        "AdministratorAccess, Statement[0], line 1, through group admin",
                        "depends  " + ARN + "user/ann",
                        "Condition.Bool.aws:MultiFactorAuthPresent",
                        "3 of 4 principals may, 1 if conditions hold");
    }

    @Test
    void whoCanTakesTheRequestsConditions() throws IOException {
        assertThat(run(
                        "policy",
                        "who-can",
                        "iam:CreateUser",
                        ARN + "user/x",
                        "--data",
                        data(),
                        "--account",
                        ACCOUNT.value(),
                        "--context",
                        "aws:MultiFactorAuthPresent=true",
                        "--format",
                        "json"))
                .isZero();
        JsonNode answer = JsonMapper.builder().build().readTree(out.toString());
        assertThat(answer.get("may").findValuesAsText("principal"))
                .containsExactly(ARN + "root", ARN + "user/ann", ARN + "user/tyler");
        assertThat(answer.get("depends")).isEmpty();
        assertThat(answer.get("principalsAsked").asInt()).isEqualTo(4);
        assertThat(answer.get("may")
                        .get(2)
                        .get("through")
                        .get(0)
                        .get("groups")
                        .get(0)
                        .asText())
                .isEqualTo("admin");
    }

    @Test
    void whatComesThroughAGroupAndDirectlyIsNotTheGroupsAlone() throws IOException {
        KeySet keys = KeySet.load(directory.resolve("data/keys.json"));
        try (SqlAccounts accounts = SqlAccounts.sqlite(directory.resolve("data/sallyport.db"), keys.vault())) {
            accounts.write(ACCOUNT, account -> {
                User bob = account.users().require(new UserName("bob"));
                account.groups().addMember(account.groups().require(new GroupName("admin")), bob);
                return bob;
            });
        }
        assertThat(run("policy", "who-can", "iam:GetUser", ARN + "user/bob", "--data", data()))
                .isZero();
        assertThat(out.toString())
                .containsSubsequence("user/bob", "by mine, Statement[0] (Self), line 1" + System.lineSeparator())
                .contains("4 principals may");
    }

    @Test
    void simulateTakesAStoredUsersPolicies() {
        String[] own = {
            "policy",
            "simulate",
            "--data",
            data(),
            "--user",
            "bob",
            "--action",
            "iam:GetUser",
            "--resource",
            ARN + "user/bob"
        };
        assertThat(run(own)).isZero();
        own[9] = ARN + "user/ann";
        assertThat(run(own)).isEqualTo(1);
        assertThat(out.toString()).contains("mine, Statement[0] (Self), line 1 would allow it, but for");
        own[5] = "nobody";
        assertThat(run(own)).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("nobody");
    }

    @Test
    void rolesAreAskedLikeUsers() throws IOException {
        KeySet keys = KeySet.load(directory.resolve("data/keys.json"));
        try (SqlAccounts accounts = SqlAccounts.sqlite(directory.resolve("data/sallyport.db"), keys.vault())) {
            accounts.write(ACCOUNT, account -> {
                Role role = new Role(
                        new UniqueId("AROADEPLOYDEPLOYDEPLOY"),
                        new RoleName("deploy"),
                        EntityPath.ROOT,
                        Instant.EPOCH,
                        "{}",
                        null,
                        Role.DEFAULT_MAX_SESSION,
                        null);
                account.roles().add(role);
                account.policies()
                        .put(
                                role.id(),
                                new PolicyName("mine"),
                                OWN_USER.replace("aws:username", "aws:PrincipalTag/twin"),
                                10,
                                10_240);
                account.tags().put(role.id(), List.of(new Tag("twin", "bob")));
                return account.id();
            });
        }
        assertThat(run("policy", "who-can", "iam:GetUser", ARN + "user/bob", "--data", data()))
                .isZero();
        assertThat(out.toString())
                .containsSubsequence(
                        "may      " + ARN + "user/tyler",
                        "may      " + ARN + "role/deploy",
                        "by mine, Statement[0] (Self), line 1",
                        "4 of 5 principals may");
        String[] ask = {
            "policy",
            "simulate",
            "--data",
            data(),
            "--role",
            "deploy",
            "--action",
            "iam:GetUser",
            "--resource",
            ARN + "user/bob"
        };
        assertThat(run(ask)).isZero();
        ask[9] = ARN + "user/ann";
        assertThat(run(ask)).isEqualTo(1);
        ask[5] = "nobody";
        assertThat(run(ask)).isEqualTo(2);
        assertThat(err.toString()).hasLineCount(1).contains("The role with name nobody cannot be found.");
    }

    @Test
    void aUsersTagsCount() throws IOException {
        KeySet keys = KeySet.load(directory.resolve("data/keys.json"));
        try (SqlAccounts accounts = SqlAccounts.sqlite(directory.resolve("data/sallyport.db"), keys.vault())) {
            accounts.write(ACCOUNT, account -> {
                add(account, "carl", "AIDACARLCARLCARL", OWN_USER.replace("aws:username", "aws:PrincipalTag/twin"));
                account.tags().put(new UniqueId("AIDACARLCARLCARL"), List.of(new Tag("twin", "ann")));
                return account.id();
            });
        }
        String[] ask = {
            "policy",
            "simulate",
            "--data",
            data(),
            "--user",
            "carl",
            "--action",
            "iam:GetUser",
            "--resource",
            ARN + "user/ann"
        };
        assertThat(run(ask)).isZero();
        ask[9] = ARN + "user/carl";
        assertThat(run(ask)).isEqualTo(1);
    }

    @Test
    void managedPoliciesOfTheAccountAndBoundariesCount() throws IOException {
        KeySet keys = KeySet.load(directory.resolve("data/keys.json"));
        try (SqlAccounts accounts = SqlAccounts.sqlite(directory.resolve("data/sallyport.db"), keys.vault())) {
            accounts.write(ACCOUNT, account -> {
                add(account, "carl", "AIDACARLCARLCARL", OWN_USER);
                add(account, "dora", "AIDADORADORADORA", OWN_USER);
                UniqueId carl = new UniqueId("AIDACARLCARLCARL");
                UniqueId dora = new UniqueId("AIDADORADORADORA");
                Arn everything = addPolicy(account, "everything", ANYTHING_OF_IAM);
                Arn onlyWithMfa = addPolicy(account, "only-with-mfa", WITH_MFA);
                account.policies().attach(carl, everything);
                account.policies().attach(dora, everything);
                account.boundaries().put(carl, onlyWithMfa);
                account.boundaries().put(dora, Arn.parse("arn:aws:iam::aws:policy/job-function/Billing"));
                return account.id();
            });
        }
        assertThat(run("policy", "who-can", "iam:CreateUser", ARN + "user/x", "--data", data()))
                .isZero();
        assertThat(out.toString())
                .containsSubsequence(
                        "may      " + ARN + "user/tyler",
                        "depends  " + ARN + "user/carl",
                        "only-with-mfa, Statement[0], line 1 if")
                .doesNotContain("dora");
        String[] withMfa = {
            "policy",
            "who-can",
            "iam:CreateUser",
            ARN + "user/x",
            "--data",
            data(),
            "--context",
            "aws:MultiFactorAuthPresent=true"
        };
        assertThat(run(withMfa)).isZero();
        assertThat(out.toString())
                .containsSubsequence("may      " + ARN + "user/carl", "everything, Statement[0], line 1", "user/tyler")
                .doesNotContain("only-with-mfa")
                .doesNotContain("dora");
        String[] simulate = {
            "policy", "simulate", "--data", data(), "--user", "carl", "--action", "iam:CreateUser", "--resource", "*"
        };
        assertThat(run(simulate)).isEqualTo(1);
        assertThat(out.toString()).contains("only-with-mfa");
    }

    private static Arn addPolicy(Account account, String name, String document) {
        CustomerPolicy policy = new CustomerPolicy(
                new UniqueId("ANPA" + "POLICYPOLICY" + name.length()),
                new PolicyName(name),
                EntityPath.ROOT,
                null,
                CustomerPolicy.FIRST_VERSION,
                Instant.EPOCH,
                Instant.EPOCH);
        account.customerPolicies().add(policy, document);
        return policy.arn(account.id());
    }

    @Test
    void aServersStoreIsNotTouched() throws IOException {
        try (DirectoryLock lock = DirectoryLock.take(directory.resolve("data"))) {
            assertThat(lock).isNotNull();
            assertThat(run("policy", "who-can", "iam:GetUser", "*", "--data", data()))
                    .isEqualTo(1);
        }
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).hasLineCount(1).startsWith("sallyport policy who-can: ");
    }
}
