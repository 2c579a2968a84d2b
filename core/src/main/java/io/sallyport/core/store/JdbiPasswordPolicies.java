// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.credential.PasswordPolicies;
import io.sallyport.core.credential.PasswordPolicy;
import io.sallyport.core.credential.PasswordProfile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

final class JdbiPasswordPolicies implements PasswordPolicies {
    private final Scope scope;

    JdbiPasswordPolicies(Scope scope) {
        this.scope = scope;
    }

    @Override
    public Optional<PasswordPolicy> find() {
        return scope.query("SELECT * FROM password_policy WHERE account_id = :account")
                .map(JdbiPasswordPolicies::policy)
                .findOne();
    }

    private static PasswordPolicy policy(ResultSet row, StatementContext context) throws SQLException {
        boolean hard = row.getBoolean("hard_expiry");
        return new PasswordPolicy(
                row.getInt("minimum_length"),
                row.getBoolean("require_symbols"),
                row.getBoolean("require_numbers"),
                row.getBoolean("require_uppercase"),
                row.getBoolean("require_lowercase"),
                row.getBoolean("allow_users_to_change"),
                integer(row, "max_age_days"),
                integer(row, "reuse_prevention"),
                isNull(row, "hard_expiry") ? null : Boolean.valueOf(hard));
    }

    private static @Nullable Integer integer(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : Integer.valueOf(value);
    }

    private static boolean isNull(ResultSet row, String column) throws SQLException {
        return row.getObject(column) == null;
    }

    @Override
    public void put(PasswordPolicy policy) {
        remove();
        scope.update("""
                        INSERT INTO password_policy (account_id, minimum_length, require_symbols, require_numbers,
                            require_uppercase, require_lowercase, allow_users_to_change, max_age_days,
                            reuse_prevention, hard_expiry)
                        VALUES (:account, :length, :symbols, :numbers, :uppercase, :lowercase, :allow, :age, :reuse, :hard)""")
                .bind("length", policy.minimumLength())
                .bind("symbols", policy.requireSymbols())
                .bind("numbers", policy.requireNumbers())
                .bind("uppercase", policy.requireUppercase())
                .bind("lowercase", policy.requireLowercase())
                .bind("allow", policy.allowUsersToChange())
                .bind("age", policy.maxAgeDays())
                .bind("reuse", policy.reusePrevention())
                .bind("hard", policy.hardExpiry())
                .execute();
    }

    @Override
    public boolean remove() {
        // Two who put at once wait for each other.
        scope.lockAccount();
        return scope.update("DELETE FROM password_policy WHERE account_id = :account")
                        .execute()
                == 1;
    }

    @Override
    public PasswordProfile profile() {
        return scope.query("SELECT password_profile FROM account WHERE account_id = :account")
                .mapTo(PasswordProfile.class)
                .one();
    }

    @Override
    public void choose(PasswordProfile profile) {
        scope.update("UPDATE account SET password_profile = :profile WHERE account_id = :account")
                .bind("profile", profile.name())
                .execute();
    }
}
