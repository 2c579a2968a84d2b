// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.CredentialReport;
import io.sallyport.core.account.ReportedCredentials;
import io.sallyport.core.account.ReportedCredentials.ReportedCertificate;
import io.sallyport.core.account.ReportedCredentials.ReportedKey;
import io.sallyport.core.account.ReportedCredentials.ReportedPassword;
import io.sallyport.core.certificate.SigningCertificateUpload;
import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.KeyUse;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.credential.PasswordPolicy;
import io.sallyport.core.credential.SigningCertificate;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.UniqueId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class CredentialReportStoreTest {
    private final TestStore store;
    private final TestAccount account;

    CredentialReportStoreTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    private List<ReportedCredentials> credentials() {
        return account.read(in -> in.credentialReports().credentials());
    }

    @Test
    void rootComesFirstAndUsersByNameWhateverItsCase() {
        for (String name : List.of("b", "A", "_", "C")) {
            account.addUser(name);
        }
        assertThat(credentials().stream().map(ReportedCredentials::name))
                .containsExactly(ReportedCredentials.ROOT, "_", "A", "b", "C");
        assertThat(credentials().get(0).arn()).isEqualTo(account.id().root());
        assertThat(credentials().get(0).createdAt()).isEqualTo(TestStore.NOW);
    }

    @Test
    void everyCredentialIsItsOwners() {
        User tyler = account.addUser("tyler");
        account.addUser("marla");
        account.addKey(tyler.id());
        account.addKey(account.root());
        account.addApp("phone", tyler.id());
        account.change(in -> {
            in.loginProfiles()
                    .add(
                            new LoginProfile(
                                    tyler.id(),
                                    new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA"),
                                    false,
                                    TestStore.NOW),
                            "tyler");
            in.users().passwordUsed(tyler.id(), TestStore.NOW.plusSeconds(1));
            in.mfaDevices().add(account.app("nobodys"), TestAccount.seed());
        });

        ReportedKey key = new ReportedKey(true, TestStore.NOW, null);
        List<ReportedCredentials> all = credentials();
        assertThat(all.get(0).keys()).containsExactly(key);
        assertThat(all.get(0).password()).isNull();
        assertThat(all.get(1).name()).isEqualTo("marla");
        assertThat(all.get(1).keys()).isEmpty();
        assertThat(all.get(1).mfaActive()).isFalse();
        assertThat(all.get(2).keys()).containsExactly(key);
        assertThat(all.get(2).mfaActive()).isTrue();
        assertThat(all.get(2).password())
                .isEqualTo(new ReportedPassword(TestStore.NOW.plusSeconds(1), TestStore.NOW, null));
    }

    @Test
    void certificatesAndLastUsesAreReported() {
        User tyler = account.addUser("tyler");
        AccessKey key = account.addKey(tyler.id());
        KeyUse use = new KeyUse(TestStore.NOW.plusSeconds(9), "iam", "us-east-1");
        account.change(in -> {
            in.accessKeys().used(Map.of(key.id(), use));
            in.signingCertificates()
                    .add(new SigningCertificate(
                            new Ids(new SecureRandom()).signingCertificate(),
                            tyler.id(),
                            new SigningCertificateUpload("body", "digest"),
                            false,
                            TestStore.NOW));
        });

        ReportedCredentials reported = credentials().get(1);
        assertThat(reported.keys()).containsExactly(new ReportedKey(true, TestStore.NOW, use));
        assertThat(reported.certificates()).containsExactly(new ReportedCertificate(false, TestStore.NOW));
        assertThat(credentials().get(0).certificates()).isEmpty();
    }

    @Test
    void usersPasswordsRotateByThePolicyFromTheirLastChange() {
        User tyler = account.addUser("tyler");
        Instant changed = TestStore.NOW.plusSeconds(5);
        PasswordHash hash = new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA");
        account.change(in -> {
            for (UniqueId owner : List.of(tyler.id(), account.root())) {
                in.loginProfiles().add(new LoginProfile(owner, hash, false, TestStore.NOW, changed), "somebody");
            }
            in.passwordPolicies().put(new PasswordPolicy(8, false, false, false, false, false, 90, null, null));
        });

        assertThat(credentials().get(1).password())
                .isEqualTo(new ReportedPassword(null, changed, changed.plus(Duration.ofDays(90))));
        assertThat(credentials().get(0).password()).isEqualTo(new ReportedPassword(null, changed, null));
    }

    @Test
    void theReportIsOneAndEveryNodeHasIt() {
        CredentialReport first = new CredentialReport(TestStore.NOW, "first");
        CredentialReport second = new CredentialReport(TestStore.NOW.plus(Duration.ofHours(4)), "second");
        Optional<Instant> none = account.write(in -> in.credentialReports().lock());
        assertThat(none).isEmpty();
        account.change(in -> in.credentialReports().put(first));
        account.change(in -> in.credentialReports().put(second));

        Optional<CredentialReport> found;
        try (SqlAccounts node = store.anotherNode()) {
            found = node.read(account.id(), in -> in.credentialReports().find());
        }
        assertThat(found.orElseThrow()).isEqualTo(second);
        Optional<Instant> generatedAt =
                account.write(in -> in.credentialReports().lock());
        assertThat(generatedAt).contains(second.generatedAt());
    }

    @Test
    void manyUsersTakeNoMoreQueriesThanOne() {
        account.addUser("only");
        long before = queries();
        account.change(in -> IntStream.range(0, 300).forEach(i -> in.users().add(account.user("user" + i, "/"))));
        assertThat(queries()).isEqualTo(before);
    }

    private long queries() {
        QueryCount count = new QueryCount();
        store.raw().useHandle(handle -> {
            handle.setSqlLogger(count);
            Scope scope = Scope.of(handle, account.id(), store.dialect(), store.vault());
            new JdbiCredentialReports(scope, TestStore.root(account.id())).credentials();
        });
        return count.queries;
    }

    private static final class QueryCount implements SqlLogger {
        private long queries;

        @Override
        public void logAfterExecution(StatementContext context) {
            queries++;
        }
    }
}
