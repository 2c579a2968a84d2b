// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.account.CredentialReport;
import io.sallyport.core.account.CredentialReports;
import io.sallyport.core.account.ReportedCredentials;
import io.sallyport.core.account.ReportedCredentials.ReportedCertificate;
import io.sallyport.core.account.ReportedCredentials.ReportedKey;
import io.sallyport.core.account.ReportedCredentials.ReportedPassword;
import io.sallyport.core.account.RootUser;
import io.sallyport.core.credential.KeyUse;
import io.sallyport.core.credential.PasswordPolicies;
import io.sallyport.core.credential.PasswordRegime;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jspecify.annotations.Nullable;

final class JdbiCredentialReports implements CredentialReports {
    private final Scope scope;
    private final RootUser root;

    JdbiCredentialReports(Scope scope, RootUser root) {
        this.scope = scope;
        this.root = root;
    }

    @Override
    public Optional<Instant> lock() {
        scope.lockAccount();
        return scope.query("SELECT generated_at FROM credential_report WHERE account_id = :account")
                .map((row, context) -> Scope.instant(row, "generated_at"))
                .findOne();
    }

    @Override
    public Optional<CredentialReport> find() {
        return scope.query("SELECT * FROM credential_report WHERE account_id = :account")
                .map((row, context) ->
                        new CredentialReport(Scope.instant(row, "generated_at"), row.getString("content")))
                .findOne();
    }

    @Override
    public void put(CredentialReport report) {
        scope.update("""
                        INSERT INTO credential_report (account_id, generated_at, content)
                        VALUES (:account, :at, :content)
                        ON CONFLICT (account_id)
                        DO UPDATE SET generated_at = excluded.generated_at, content = excluded.content""")
                .bind("at", report.generatedAt().toEpochMilli())
                .bind("content", report.content())
                .execute();
    }

    @Override
    public List<ReportedCredentials> credentials() {
        Held held = new Held(passwordsSince(), keys(), certificates(), ownersOfDevices());
        PasswordPolicies policies = new JdbiPasswordPolicies(scope);
        List<ReportedCredentials> all = new ArrayList<>();
        all.add(held.of(
                ReportedCredentials.ROOT,
                scope.account().root(),
                root.id().value(),
                root.createdAt(),
                null,
                policies.regime(root.id())));
        List<User> users = users();
        if (!users.isEmpty()) {
            PasswordRegime regime = policies.regime(users.get(0).id());
            for (User user : users) {
                all.add(held.of(
                        user.name().value(),
                        user.arn(scope.account()),
                        user.id().value(),
                        user.createdAt(),
                        user.passwordLastUsed(),
                        regime));
            }
        }
        return all;
    }

    /** What owners have, by their ids. */
    private record Held(
            Map<String, Instant> passwordsSince,
            Map<String, List<ReportedKey>> keys,
            Map<String, List<ReportedCertificate>> certificates,
            Set<String> ownersOfDevices) {
        ReportedCredentials of(
                String name,
                Arn arn,
                String id,
                Instant createdAt,
                @Nullable Instant passwordLastUsed,
                PasswordRegime regime) {
            Instant since = passwordsSince.get(id);
            return new ReportedCredentials(
                    name,
                    arn,
                    createdAt,
                    since == null
                            ? null
                            : new ReportedPassword(
                                    passwordLastUsed,
                                    since,
                                    regime.nextRotation(since).orElse(null)),
                    ownersOfDevices.contains(id),
                    keys.getOrDefault(id, List.of()),
                    certificates.getOrDefault(id, List.of()));
        }
    }

    private List<User> users() {
        return scope.query(
                        "SELECT " + JdbiUsers.COLUMNS + " FROM iam_user WHERE account_id = :account ORDER BY name_key")
                .map((row, context) -> JdbiUsers.user(row))
                .list();
    }

    private Map<String, Instant> passwordsSince() {
        return scope
                .query("SELECT owner_id, changed_at FROM login_profile WHERE account_id = :account")
                .map((row, context) -> Map.entry(row.getString("owner_id"), Scope.instant(row, "changed_at")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<String, List<ReportedKey>> keys() {
        return byOwner(
                "SELECT * FROM access_key WHERE account_id = :account",
                (row, context) ->
                        new ReportedKey(row.getBoolean("active"), Scope.instant(row, "created_at"), lastUse(row)));
    }

    private static @Nullable KeyUse lastUse(ResultSet row) throws SQLException {
        Instant at = Scope.instantOrNull(row, "last_used_at");
        return at == null
                ? null
                : new KeyUse(at, row.getString("last_used_service"), row.getString("last_used_region"));
    }

    private Map<String, List<ReportedCertificate>> certificates() {
        return byOwner(
                "SELECT * FROM signing_certificate WHERE account_id = :account",
                (row, context) -> new ReportedCertificate(row.getBoolean("active"), Scope.instant(row, "uploaded_at")));
    }

    private <T> Map<String, List<T>> byOwner(String select, RowMapper<T> mapper) {
        return scope
                .query(select)
                .map((row, context) -> Map.entry(row.getString("owner_id"), mapper.map(row, context)))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private Set<String> ownersOfDevices() {
        return new HashSet<>(scope.query("""
                        SELECT DISTINCT owner_id FROM mfa_device
                        WHERE account_id = :account AND owner_id IS NOT NULL""").mapTo(String.class).list());
    }
}
