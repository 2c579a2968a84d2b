// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.policy.ManagedPolicies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store of an earlier version is opened with everything in it. */
final class UpgradeTest {
    private static final AccountId ID = new AccountId("051826736434");
    private static final AccessKeyId KEY = new AccessKeyId("AKIAQYLPMN5HAAAAAAAA");
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private static final Instant ENABLED = Instant.parse("2026-01-01T00:00:00Z");

    /** Serial, type, algorithm, offset in steps. */
    private static final String[][] DEVICES = {
        {"GAHT00000001", "FOB", "TOTP", "-7"},
        {"GAHT00000002", "FOB", "HOTP", "0"},
        {"arn:aws:iam::051826736434:mfa/phone", "VIRTUAL", "TOTP", "2"},
    };

    /** As 0.1.0 left it: the schema of that version, written by its statements. */
    private static void writeFirstVersion(DataSource source, Dialect dialect, KeySet keys) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:io/sallyport/core/store/migration")
                .placeholders(dialect.placeholders())
                .target("1")
                .load()
                .migrate();
        Jdbi.create(source).useTransaction(handle -> {
            handle.execute(
                    "INSERT INTO account (account_id, alias, root_email, created_at) VALUES (?, 'acme', 'root@example.com', 1)",
                    ID.value());
            handle.execute(
                    "INSERT INTO directory (kind, name, account_id) VALUES ('key', ?, ?)", KEY.value(), ID.value());
            handle.execute(
                    "INSERT INTO iam_user (account_id, user_id, name, name_key, path, created_at)"
                            + " VALUES (?, 'AIDAIOSFODNN7EXAMPLE', 'Tyler', 'tyler', '/', 1)",
                    ID.value());
            handle.execute(
                    "INSERT INTO iam_group (account_id, group_id, name, name_key, path, created_at)"
                            + " VALUES (?, 'AGPAIOSFODNN7EXAMPLE', 'admin', 'admin', '/', 1)",
                    ID.value());
            handle.execute(
                    "INSERT INTO group_member (account_id, user_id, group_id)"
                            + " VALUES (?, 'AIDAIOSFODNN7EXAMPLE', 'AGPAIOSFODNN7EXAMPLE')",
                    ID.value());
            handle.execute(
                    "INSERT INTO attached_policy (account_id, holder_id, policy_arn)"
                            + " VALUES (?, 'AGPAIOSFODNN7EXAMPLE', 'arn:aws:iam::aws:policy/AdministratorAccess')",
                    ID.value());
            handle.execute(
                    "INSERT INTO login_profile (account_id, owner_id, password_hash, must_change, created_at)"
                            + " VALUES (?, 'AIDAIOSFODNN7EXAMPLE', '$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA', FALSE, 7)",
                    ID.value());
            handle.execute(
                    "INSERT INTO access_key (account_id, key_id, owner_id, active, created_at, secret)"
                            + " VALUES (?, ?, 'AIDAIOSFODNN7EXAMPLE', TRUE, 1, ?)",
                    ID.value(),
                    KEY.value(),
                    keys.vault()
                            .seal(
                                    SECRET.getBytes(StandardCharsets.US_ASCII),
                                    ID.value() + "|access_key|" + KEY.value()));
            for (String[] device : DEVICES) {
                handle.execute(
                        "INSERT INTO mfa_device (account_id, serial, type, owner_id, enabled_at, algorithm, hash, digits,"
                                + " period, seed, last_step, clock_offset, version, failures, locked_until)"
                                + " VALUES (?, ?, ?, 'AIDAIOSFODNN7EXAMPLE', ?, ?, 'SHA1', 6, 60, ?, 77, ?, 1, 0, 0)",
                        ID.value(),
                        device[0],
                        device[1],
                        ENABLED.toEpochMilli(),
                        device[2],
                        new byte[1],
                        Long.parseLong(device[3]));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aStoreOfTheFirstVersionOpensAndDecidesAsBefore(Dialect dialect) throws IOException {
        try (TestStore store = TestStore.open(dialect, (source, keys) -> writeFirstVersion(source, dialect, keys))) {
            TestAccount account = new TestAccount(store.accounts(), ID);
            String secret = account.read(in -> in.accessKeys()
                    .secret(in.accessKeys().find(KEY).orElseThrow())
                    .reveal());
            assertThat(secret).isEqualTo(SECRET);
            assertThat(account.read(Account::policyStamp)).isPresent();
            UniqueId owner = new UniqueId("AIDAIOSFODNN7EXAMPLE");
            assertThat(account.read(in -> in.loginProfiles().find(owner))
                            .orElseThrow()
                            .changedAt())
                    .isEqualTo(Instant.ofEpochMilli(7));

            User tyler = account.read(in -> in.users().require(new UserName("tyler")));
            Authorizer authorizer = new Authorizer(new ManagedPolicies(), () -> TestStore.NOW);
            assertThat(allows(authorizer, account, tyler)).isTrue();
            account.change(in -> in.tags().put(tyler.id(), List.of(new Tag("team", "blue"))));
            assertThatList(account.read(in -> in.tags().of(tyler.id()))).containsExactly(new Tag("team", "blue"));
            assertThat(allows(authorizer, account, tyler)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void anEarlierVersionsClockOffsetIsWhereADevicesClockBegins(Dialect dialect) throws IOException {
        try (TestStore store = TestStore.open(dialect, (source, keys) -> writeFirstVersion(source, dialect, keys))) {
            TestAccount account = new TestAccount(store.accounts(), ID);
            Instant aDayLater = ENABLED.plusSeconds(86_400);
            CodeDevice fob = account.code(new MfaSerial(DEVICES[0][0]));
            assertThat(fob.offsetAt(ENABLED)).isEqualTo(-7);
            assertThat(fob.clock().lastStep()).isEqualTo(77);
            assertThat(fob.clock().estimate().at()).isEqualTo(ENABLED);
            assertThat(fob.liveCodesAt(aDayLater).count()).isEqualTo(3);
            assertThat(fob.liveCodesAt(ENABLED.plusSeconds(400 * 86_400L)).count())
                    .as("nobody has watched its rate")
                    .isEqualTo(9);
            CodeDevice events = account.code(new MfaSerial(DEVICES[1][0]));
            assertThat(events.offsetAt(aDayLater)).isZero();
            assertThat(events.liveCodesAt(aDayLater).to()).isEqualTo(87);
            CodeDevice app = account.code(new MfaSerial(DEVICES[2][0]));
            assertThat(app.offsetAt(aDayLater)).isEqualTo(2);
            assertThat(app.liveCodesAt(ENABLED.plusSeconds(400 * 86_400L)).count())
                    .isEqualTo(3);
        }
    }

    private static boolean allows(Authorizer authorizer, TestAccount account, User user) {
        Caller caller = new Caller(ID, user, null, null, Caller.Credential.LONG_TERM_KEY, null, null);
        RequestFacts facts = new RequestFacts("192.0.2.1", true, null, null, null);
        return account.read(in -> authorizer
                .decide(in, caller, "iam:ListUsers", "arn:aws:iam::051826736434:user/", facts)
                .isAllowed());
    }
}
