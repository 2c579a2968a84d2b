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
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.PasswordPolicies;
import io.sallyport.core.credential.PasswordRegime;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.AccessKeyId;
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
import java.util.function.Function;
import java.util.stream.Collectors;
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
        PasswordPolicies policies = new JdbiPasswordPolicies(scope);
        PasswordRegime regime =
                new PasswordRegime(policies.profile(), policies.find().orElse(null));
        Held held = new Held(regime, passwords(), keys(), certificates(), ownersOfDevices());
        List<ReportedCredentials> all = new ArrayList<>();
        all.add(held.of(
                ReportedCredentials.ROOT,
                scope.account().root(),
                root.id().value(),
                root.createdAt(),
                root.passwordLastUsed()));
        for (User user : users()) {
            all.add(held.of(
                    user.name().value(),
                    user.arn(scope.account()),
                    user.id().value(),
                    user.createdAt(),
                    user.passwordLastUsed()));
        }
        return all;
    }

    /** What owners have, by their ids. */
    private record Held(
            PasswordRegime regime,
            Map<String, LoginProfile> passwords,
            Map<String, List<ReportedKey>> keys,
            Map<String, List<ReportedCertificate>> certificates,
            Set<String> ownersOfDevices) {
        ReportedCredentials of(String name, Arn arn, String id, Instant createdAt, @Nullable Instant passwordLastUsed) {
            LoginProfile password = passwords.get(id);
            return new ReportedCredentials(
                    name,
                    arn,
                    createdAt,
                    password == null ? null : reported(password, passwordLastUsed),
                    ownersOfDevices.contains(id),
                    keys.getOrDefault(id, List.of()),
                    certificates.getOrDefault(id, List.of()));
        }

        /** The account's policy does not bind its root user. */
        private ReportedPassword reported(LoginProfile password, @Nullable Instant lastUsed) {
            return new ReportedPassword(
                    lastUsed,
                    password.changedAt(),
                    password.owner().isRoot()
                            ? null
                            : regime.nextRotation(password).orElse(null));
        }
    }

    private List<User> users() {
        return scope.query(
                        "SELECT " + JdbiUsers.COLUMNS + " FROM iam_user WHERE account_id = :account ORDER BY name_key")
                .map((row, context) -> JdbiUsers.user(row))
                .list();
    }

    private Map<String, LoginProfile> passwords() {
        return scope
                .query("SELECT * FROM login_profile WHERE account_id = :account")
                .map(JdbiLoginProfiles::profile)
                .stream()
                .collect(Collectors.toMap(password -> password.owner().value(), Function.identity()));
    }

    private Map<String, List<ReportedKey>> keys() {
        return byOwner(
                "access_key",
                row -> new ReportedKey(
                        new AccessKeyId(row.getString("key_id")),
                        row.getBoolean("active"),
                        Scope.instant(row, "created_at"),
                        JdbiAccessKeys.lastUse(row)));
    }

    private Map<String, List<ReportedCertificate>> certificates() {
        return byOwner(
                "signing_certificate",
                row -> new ReportedCertificate(row.getBoolean("active"), Scope.instant(row, "uploaded_at")));
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> Map<String, List<T>> byOwner(String table, Reader<T> reader) {
        return scope
                .query("SELECT * FROM " + table + " WHERE account_id = :account")
                .map((row, context) -> Map.entry(row.getString("owner_id"), reader.read(row)))
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
