// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.account.CredentialReport;
import io.sallyport.core.account.CredentialReports;
import io.sallyport.core.account.ReportedCredentials;
import io.sallyport.core.account.ReportedCredentials.ReportedKey;
import io.sallyport.core.account.ReportedCredentials.ReportedPassword;
import io.sallyport.core.account.RootUser;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        Held held = new Held(passwordsSince(), keys(), ownersOfDevices());
        List<ReportedCredentials> all = new ArrayList<>();
        all.add(held.of(
                ReportedCredentials.ROOT, scope.account().root(), root.id().value(), root.createdAt(), null));
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
            Map<String, Instant> passwordsSince, Map<String, List<ReportedKey>> keys, Set<String> ownersOfDevices) {
        ReportedCredentials of(String name, Arn arn, String id, Instant createdAt, @Nullable Instant passwordLastUsed) {
            Instant since = passwordsSince.get(id);
            return new ReportedCredentials(
                    name,
                    arn,
                    createdAt,
                    since == null ? null : new ReportedPassword(passwordLastUsed, since, null),
                    ownersOfDevices.contains(id),
                    keys.getOrDefault(id, List.of()),
                    List.of());
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
                .query("SELECT owner_id, created_at FROM login_profile WHERE account_id = :account")
                .map((row, context) -> Map.entry(row.getString("owner_id"), Scope.instant(row, "created_at")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<String, List<ReportedKey>> keys() {
        return scope
                .query("SELECT owner_id, active, created_at FROM access_key WHERE account_id = :account")
                .map((row, context) -> Map.entry(
                        row.getString("owner_id"),
                        new ReportedKey(row.getBoolean("active"), Scope.instant(row, "created_at"), null)))
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
