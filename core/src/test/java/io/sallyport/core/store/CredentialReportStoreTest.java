// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.CredentialReport;
import io.sallyport.core.account.ReportedCredentials;
import io.sallyport.core.account.ReportedCredentials.ReportedKey;
import io.sallyport.core.account.ReportedCredentials.ReportedPassword;
import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.KeyUse;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.identity.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
        AccessKey tylers = account.addKey(tyler.id());
        AccessKey roots = account.addKey(account.root());
        KeyUse use = new KeyUse(TestStore.NOW.plusSeconds(9), "iam", "us-east-1");
        account.addApp("phone", tyler.id());
        account.change(in -> {
            in.loginProfiles()
                    .add(
                            new LoginProfile(
                                    tyler.id(),
                                    new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA"),
                                    false,
                                    TestStore.NOW,
                                    TestStore.NOW.plusSeconds(5)),
                            "tyler");
            in.accessKeys().used(Map.of(tylers.id(), use));
            in.users().passwordUsed(tyler.id(), TestStore.NOW.plusSeconds(1));
            in.mfaDevices().add(account.app("nobodys"), TestAccount.seed());
        });

        List<ReportedCredentials> all = credentials();
        assertThat(all.get(0).keys()).containsExactly(new ReportedKey(roots.id(), true, TestStore.NOW, null));
        assertThat(all.get(0).password()).isNull();
        assertThat(all.get(1).name()).isEqualTo("marla");
        assertThat(all.get(1).keys()).isEmpty();
        assertThat(all.get(1).mfaActive()).isFalse();
        assertThat(all.get(2).keys()).containsExactly(new ReportedKey(tylers.id(), true, TestStore.NOW, use));
        assertThat(all.get(2).mfaActive()).isTrue();
        assertThat(all.get(2).password())
                .isEqualTo(new ReportedPassword(TestStore.NOW.plusSeconds(1), TestStore.NOW.plusSeconds(5), null));
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
        return QueryCount.of(
                store, account, scope -> new JdbiCredentialReports(scope, TestStore.root(account.id())).credentials());
    }
}
