// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.Json;
import io.sallyport.core.credential.BrowserSession;
import io.sallyport.core.credential.Sessions;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

final class JdbiSessions implements Sessions {
    private static final int NANOS_OF_A_MILLISECOND = 1_000_000;

    private static final String VALID_AFTER =
            "SELECT (SELECT valid_after FROM session_cutoff WHERE account_id = ? AND owner_id = ?)";

    private record Standing(long validAfter, boolean withDevice) {}

    /** A missing row is read as 0, long before every session. */
    private static final HotStatement<Standing> WITHOUT_DEVICE =
            HotStatement.query(VALID_AFTER, row -> new Standing(row.getLong(1), true));

    private static final HotStatement<Standing> WITH_DEVICE =
            HotStatement.query(VALID_AFTER + """
                    ,
                        NOT EXISTS (
                            SELECT 1 FROM account_setting WHERE account_id = ? AND sessions_end_with_device)
                        OR EXISTS (
                            SELECT 1 FROM mfa_device
                            WHERE account_id = ? AND serial = ? AND owner_id = ? AND enabled_at <= ?)""", row -> new Standing(row.getLong(1), row.getBoolean(2)));

    private final Scope scope;

    JdbiSessions(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(BrowserSession session) {
        scope.update("""
                        DELETE FROM browser_session
                        WHERE account_id = :account AND owner_id = :owner AND expires_at <= :now""")
                .bind("owner", session.owner().value())
                .bind("now", session.signedInAt().toEpochMilli())
                .execute();
        MfaEvidence mfa = session.mfa();
        scope.update("""
                        INSERT INTO browser_session (account_id, token_hash, owner_id, signed_in_at, mfa, expires_at)
                        VALUES (:account, :hash, :owner, :at, :mfa, :expires)""")
                .bind("hash", session.tokenHash())
                .bind("owner", session.owner().value())
                .bind("at", session.signedInAt().toEpochMilli())
                .bind("mfa", mfa == null ? null : Json.write(mfa))
                .bind("expires", session.expiresAt().toEpochMilli())
                .execute();
    }

    @Override
    public Optional<BrowserSession> find(String tokenHash, Instant now) {
        return scope.query("""
                        SELECT * FROM browser_session
                        WHERE account_id = :account AND token_hash = :hash AND expires_at > :now""")
                .bind("hash", tokenHash)
                .bind("now", now.toEpochMilli())
                .map(JdbiSessions::session)
                .findOne();
    }

    private static BrowserSession session(ResultSet row, StatementContext context) throws SQLException {
        String mfa = row.getString("mfa");
        return new BrowserSession(
                row.getString("token_hash"),
                new UniqueId(row.getString("owner_id")),
                Scope.instant(row, "signed_in_at"),
                mfa == null ? null : Json.read(mfa, MfaEvidence.class),
                Scope.instant(row, "expires_at"));
    }

    @Override
    public void remove(String tokenHash) {
        scope.update("DELETE FROM browser_session WHERE account_id = :account AND token_hash = :hash")
                .bind("hash", tokenHash)
                .execute();
    }

    @Override
    public Instant validAfter(UniqueId owner) {
        return scope.query("SELECT valid_after FROM session_cutoff WHERE account_id = :account AND owner_id = :owner")
                .bind("owner", owner.value())
                .mapTo(long.class)
                .findOne()
                .map(Instant::ofEpochMilli)
                .orElse(Instant.EPOCH);
    }

    @Override
    public boolean stands(UniqueId owner, Instant issuedAt, @Nullable MfaEvidence mfa) {
        String account = scope.account().value();
        Standing standing = (mfa == null || mfa.onlyEnrols()
                        ? WITHOUT_DEVICE.find(scope.handle(), account, owner.value())
                        : WITH_DEVICE.find(
                                scope.handle(),
                                account,
                                owner.value(),
                                account,
                                account,
                                mfa.serial().value(),
                                owner.value(),
                                mfa.at().toEpochMilli()))
                .orElseThrow();
        return !issuedAt.isBefore(Instant.ofEpochMilli(standing.validAfter())) && standing.withDevice();
    }

    @Override
    public void cutOff(UniqueId owner, Instant at) {
        scope.update("DELETE FROM browser_session WHERE account_id = :account AND owner_id = :owner")
                .bind("owner", owner.value())
                .execute();
        // Nodes' clocks differ: the cut never moves back.
        scope.update("""
                        INSERT INTO session_cutoff (account_id, owner_id, valid_after) VALUES (:account, :owner, :at)
                        ON CONFLICT (account_id, owner_id) DO UPDATE SET valid_after = excluded.valid_after
                        WHERE session_cutoff.valid_after < excluded.valid_after""")
                .bind("owner", owner.value())
                .bind("at", at.plusNanos(NANOS_OF_A_MILLISECOND - 1).toEpochMilli())
                .execute();
    }
}
