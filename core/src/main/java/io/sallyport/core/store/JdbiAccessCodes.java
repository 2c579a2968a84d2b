// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.accesscode.AccessCode;
import io.sallyport.core.accesscode.AccessCodeRequest;
import io.sallyport.core.accesscode.AccessCodeRequest.State;
import io.sallyport.core.accesscode.AccessCodes;
import io.sallyport.core.accesscode.HelpDeskRules;
import io.sallyport.core.accesscode.Operator;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

final class JdbiAccessCodes implements AccessCodes {
    /** How long a story that has ended is listed; the event log keeps it for as long as that is kept. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final String OPEN = "state IN ('REQUESTED', 'ISSUED')";

    private static final String IS_OPEN = "(" + OPEN + " AND expires_at > :now)";

    private static final String OF_REQUEST = " WHERE account_id = :account AND request_id = :id";

    private final Scope scope;

    JdbiAccessCodes(Scope scope) {
        this.scope = scope;
    }

    @Override
    public HelpDeskRules rules() {
        return scope.query("SELECT * FROM help_desk_rules WHERE account_id = :account")
                .map((row, context) -> new HelpDeskRules(
                        row.getBoolean("four_eyes"),
                        row.getBoolean("first_device_by_code"),
                        HelpDeskRules.Compares.valueOf(row.getString("compares")),
                        Duration.ofSeconds(row.getLong("code_seconds")),
                        Duration.ofSeconds(row.getLong("approval_seconds"))))
                .findOne()
                .orElse(HelpDeskRules.STANDARD);
    }

    @Override
    public void setRules(HelpDeskRules rules) {
        scope.update("""
                        INSERT INTO help_desk_rules
                          (account_id, four_eyes, first_device_by_code, compares, code_seconds, approval_seconds)
                        VALUES (:account, :eyes, :first, :compares, :code, :approval)
                        ON CONFLICT (account_id) DO UPDATE
                        SET four_eyes = excluded.four_eyes, first_device_by_code = excluded.first_device_by_code,
                            compares = excluded.compares, code_seconds = excluded.code_seconds,
                            approval_seconds = excluded.approval_seconds""")
                .bind("eyes", rules.fourEyes())
                .bind("first", rules.firstDeviceByCode())
                .bind("compares", rules.compares().name())
                .bind("code", rules.codeLifetime().toSeconds())
                .bind("approval", rules.approvalTime().toSeconds())
                .execute();
    }

    @Override
    public void open(AccessCodeRequest request, @Nullable AccessCode code) {
        // Those for one user wait for each other, so that the last of them stays.
        scope.lockOwner(request.user().value());
        scope.update("DELETE FROM access_code_request WHERE account_id = :account AND requested_at < :old"
                        + " AND NOT holds AND NOT (" + OPEN + " AND expires_at > :now)")
                .bind("old", request.requestedAt().minus(KEPT).toEpochMilli())
                .bind("now", request.requestedAt().toEpochMilli())
                .execute();
        boolean holds = request.holds() || holds(request.user());
        scope.update("UPDATE access_code_request SET holds = FALSE WHERE account_id = :account AND user_id = :user")
                .bind("user", request.user().value())
                .execute();
        scope.update("UPDATE access_code_request SET state = 'REPLACED', code_hash = NULL"
                        + " WHERE account_id = :account AND user_id = :user AND " + OPEN)
                .bind("user", request.user().value())
                .execute();
        scope.update("""
                        INSERT INTO access_code_request
                          (account_id, request_id, user_id, state, reason, lost_serial, code_seconds, requested_by,
                           requested_person, requested_arn, requested_at, code_hash, holds, expires_at)
                        VALUES (:account, :id, :user, :state, :reason, :lost, :seconds, :by, :person, :arn, :at, :hash,
                           :holds, :expires)""")
                .bind("id", request.id())
                .bind("user", request.user().value())
                .bind("state", request.state().name())
                .bind("reason", request.reason())
                .bind("lost", text(request.lost()))
                .bind("seconds", request.codeLifetime().toSeconds())
                .bind("by", request.requestedBy().id())
                .bind("person", request.requestedBy().person())
                .bind("arn", request.requestedBy().arn())
                .bind("at", request.requestedAt().toEpochMilli())
                .bind("holds", holds)
                .bind("hash", code == null ? null : code.hash(request.id()))
                .bind("expires", request.expiresAt().toEpochMilli())
                .execute();
    }

    @Override
    public Optional<AccessCodeRequest> find(String id) {
        return scope.query("SELECT * FROM access_code_request" + OF_REQUEST)
                .bind("id", id)
                .map(JdbiAccessCodes::request)
                .findOne();
    }

    @Override
    public List<AccessCodeRequest> list(boolean unfinished, Instant now) {
        return scope.query("SELECT * FROM access_code_request WHERE account_id = :account"
                        + (unfinished ? " AND (" + IS_OPEN + " OR holds)" : " AND requested_at <= :now")
                        + " ORDER BY requested_at DESC, request_id")
                .bind("now", now.toEpochMilli())
                .map(JdbiAccessCodes::request)
                .list();
    }

    @Override
    public Optional<AccessCodeRequest> openFor(UniqueId user, Instant now) {
        return scope.query("SELECT * FROM access_code_request WHERE account_id = :account AND user_id = :user AND "
                        + OPEN + " AND expires_at > :now")
                .bind("user", user.value())
                .bind("now", now.toEpochMilli())
                .map(JdbiAccessCodes::request)
                .findOne();
    }

    @Override
    public boolean holds(UniqueId user) {
        return scope.query(
                                "SELECT count(*) FROM access_code_request WHERE account_id = :account AND user_id = :owner AND holds")
                        .bind("owner", user.value())
                        .mapTo(int.class)
                        .one()
                > 0;
    }

    @Override
    public boolean approve(AccessCodeRequest request, Operator by, AccessCode code, Instant now) {
        // Invariant: nobody approves what she asked for, and nothing is approved twice. The row says so, not we.
        return scope.update("""
                        UPDATE access_code_request
                        SET state = 'ISSUED', code_hash = :hash, expires_at = :expires,
                            decided_by = :by, decided_person = :person, decided_arn = :arn, decided_at = :now""" + OF_REQUEST + " AND state = 'REQUESTED' AND expires_at > :now AND requested_by <> :by"
                                + " AND requested_person <> :person")
                        .bind("id", request.id())
                        .bind("hash", code.hash(request.id()))
                        .bind("expires", now.plus(request.codeLifetime()).toEpochMilli())
                        .bind("by", by.id())
                        .bind("person", by.person())
                        .bind("arn", by.arn())
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    @Override
    public boolean deny(AccessCodeRequest request, Operator by, Instant now) {
        return close(
                request,
                State.DENIED,
                "state = 'REQUESTED' AND expires_at > :now AND requested_by <> :by AND requested_person <> :person",
                by,
                now);
    }

    @Override
    public boolean withdraw(AccessCodeRequest request, Operator by, Instant now) {
        return close(request, State.WITHDRAWN, "(" + IS_OPEN + " OR holds)", by, now);
    }

    private boolean close(AccessCodeRequest request, State state, String condition, Operator by, Instant now) {
        return scope.update("""
                        UPDATE access_code_request
                        SET state = :state, code_hash = NULL, holds = (holds AND :state <> 'WITHDRAWN'),
                            decided_by = :by, decided_person = :person, decided_arn = :arn, decided_at = :now""" + OF_REQUEST + " AND " + condition)
                        .bind("id", request.id())
                        .bind("state", state.name())
                        .bind("by", by.id())
                        .bind("person", by.person())
                        .bind("arn", by.arn())
                        .bind("now", now.toEpochMilli())
                        .execute()
                == 1;
    }

    @Override
    public Optional<AccessCodeRequest> use(UniqueId user, AccessCode code, Instant now) {
        Optional<Issued> issued = scope.queryForUpdate("""
                        SELECT * FROM access_code_request
                        WHERE account_id = :account AND user_id = :user AND state = 'ISSUED' AND expires_at > :now""")
                .bind("user", user.value())
                .bind("now", now.toEpochMilli())
                .map((row, context) ->
                        new Issued(request(row, context), Objects.requireNonNull(row.getString("code_hash"))))
                .findOne();
        if (issued.isEmpty()) {
            return Optional.empty();
        }
        AccessCodeRequest request = issued.get().request();
        if (!isSame(issued.get().hash(), code.hash(request.id()))) {
            return Optional.empty();
        }
        int used = scope.update("UPDATE access_code_request SET state = 'USED', code_hash = NULL, used_at = :now"
                        + OF_REQUEST + " AND state = 'ISSUED' AND expires_at > :now")
                .bind("id", request.id())
                .bind("now", now.toEpochMilli())
                .execute();
        return used == 1 ? Optional.of(request) : Optional.empty();
    }

    private record Issued(AccessCodeRequest request, String hash) {}

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void enrolled(String id, MfaSerial device) {
        scope.update("UPDATE access_code_request SET enrolled_serial = :serial, holds = FALSE" + OF_REQUEST
                        + " AND state = 'USED' AND enrolled_serial IS NULL")
                .bind("id", id)
                .bind("serial", device.value())
                .execute();
    }

    private static @Nullable String text(@Nullable MfaSerial serial) {
        return serial == null ? null : serial.value();
    }

    private static @Nullable MfaSerial serial(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : new MfaSerial(text);
    }

    private static AccessCodeRequest request(ResultSet row, StatementContext context) throws SQLException {
        String decidedBy = row.getString("decided_by");
        return new AccessCodeRequest(
                row.getString("request_id"),
                new UniqueId(row.getString("user_id")),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                serial(row, "lost_serial"),
                Duration.ofSeconds(row.getLong("code_seconds")),
                new Operator(
                        row.getString("requested_by"),
                        row.getString("requested_person"),
                        row.getString("requested_arn")),
                Scope.instant(row, "requested_at"),
                decidedBy == null
                        ? null
                        : new Operator(decidedBy, row.getString("decided_person"), row.getString("decided_arn")),
                Scope.instantOrNull(row, "decided_at"),
                Scope.instant(row, "expires_at"),
                Scope.instantOrNull(row, "used_at"),
                serial(row, "enrolled_serial"),
                row.getBoolean("holds"));
    }
}
