// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.Fobs;
import io.sallyport.core.mfa.NewFob;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.StockedFob;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;

final class JdbiFobs implements Fobs {
    private static final int AT_ONCE = 500;

    private static final String SELECT = "SELECT " + JdbiUsers.COLUMNS + """
            , mfa_device.* FROM mfa_device
            LEFT JOIN iam_user ON iam_user.account_id = mfa_device.account_id AND user_id = owner_id
            WHERE mfa_device.account_id = :account AND stock_state IS NOT NULL""";

    private final Scope scope;

    JdbiFobs(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(List<NewFob> fobs, boolean held, Instant at, String by) {
        // Two that hold the same serials in different orders would wait for each other.
        scope.lockAccount();
        CodeDeviceBatch batch = new CodeDeviceBatch(scope);
        for (int start = 0; start < fobs.size(); start += AT_ONCE) {
            List<NewFob> some = fobs.subList(start, Math.min(start + AT_ONCE, fobs.size()));
            int taken = batch.insert(some, held ? FobState.QUARANTINE : FobState.IN_STOCK, held, at, by);
            if (taken < some.size()) {
                throw Fobs.known(some.get(taken).device().serial(), start + taken + 1);
            }
        }
    }

    @Override
    public List<MfaSerial> known(List<MfaSerial> serials) {
        List<MfaSerial> known = new ArrayList<>();
        for (int start = 0; start < serials.size(); start += AT_ONCE) {
            List<MfaSerial> some = serials.subList(start, Math.min(start + AT_ONCE, serials.size()));
            Set<String> found = new HashSet<>(scope.query(
                            "SELECT serial FROM mfa_device WHERE account_id = :account AND serial IN (<serials>)")
                    .bindList("serials", some.stream().map(MfaSerial::value).toList())
                    .mapTo(String.class)
                    .list());
            some.stream().filter(serial -> found.contains(serial.value())).forEach(known::add);
        }
        return known;
    }

    @Override
    public Optional<StockedFob> find(MfaSerial serial) {
        return scope.query(SELECT + " AND serial = :serial")
                .bind("serial", serial.value())
                .map((row, context) -> fob(row))
                .findOne();
    }

    @Override
    public Optional<StockedFob> lock(MfaSerial serial) {
        // An outer join cannot be locked: the row first, then what it says.
        boolean there = scope.queryForUpdate("""
                        SELECT serial FROM mfa_device
                        WHERE account_id = :account AND serial = :serial AND stock_state IS NOT NULL""")
                .bind("serial", serial.value())
                .mapTo(String.class)
                .findOne()
                .isPresent();
        return there ? find(serial) : Optional.empty();
    }

    @Override
    public Page<StockedFob> list(Filter filter, PageRequest page) {
        return page.cut(
                some(filter, "", page).map((row, context) -> fob(row)).list(),
                fob -> fob.device().serial().value());
    }

    @Override
    public Page<NewFob> seeds(Filter filter, PageRequest page) {
        return page.cut(
                some(filter, " AND seed IS NOT NULL", page)
                        .map((row, context) -> withSeed(row))
                        .list(),
                fob -> fob.device().serial().value());
    }

    private Query some(Filter filter, String condition, PageRequest page) {
        UniqueId owner = filter.owner();
        String maker = filter.maker();
        String states = filter.states().stream().map(state -> "'" + state + "'").collect(Collectors.joining(", "));
        Query query = scope.query(SELECT + condition
                + (states.isEmpty() ? "" : " AND stock_state IN (" + states + ")")
                + (owner == null ? "" : " AND owner_id = :owner")
                + (maker == null ? "" : " AND maker = :maker")
                + " AND serial > :after ORDER BY serial LIMIT :limit");
        if (owner != null) {
            query.bind("owner", owner.value());
        }
        if (maker != null) {
            query.bind("maker", maker);
        }
        return query.bind("after", page.after()).bind("limit", page.limit());
    }

    private NewFob withSeed(ResultSet row) throws SQLException {
        CodeDevice device = MfaDeviceRow.codeDevice(row);
        byte[] seed = scope.vault().open(row.getBytes("seed"), JdbiMfaDevices.context(scope, device.serial()));
        return new NewFob(device, OtpSeed.of(seed), row.getString("maker"));
    }

    private static StockedFob fob(ResultSet row) throws SQLException {
        return new StockedFob(
                MfaDeviceRow.codeDevice(row),
                row.getString("user_id") == null ? null : JdbiUsers.user(row),
                FobState.valueOf(row.getString("stock_state")),
                row.getBoolean("held"),
                row.getString("maker"),
                Scope.instantOrNull(row, "stock_at"),
                row.getString("stock_by"));
    }

    @Override
    public boolean move(MfaSerial serial, FobState from, FobState to, boolean held, Instant at, String by) {
        return scope.update("""
                                UPDATE mfa_device
                                SET stock_state = :to, held = :held, stock_at = :at, stock_by = :by,
                                    seed = CASE WHEN :retired THEN NULL ELSE seed END
                                WHERE account_id = :account AND serial = :serial AND stock_state = :from""")
                        .bind("serial", serial.value())
                        .bind("from", from.name())
                        .bind("to", to.name())
                        .bind("held", held)
                        .bind("retired", to == FobState.RETIRED)
                        .bind("at", at.toEpochMilli())
                        .bind("by", by)
                        .execute()
                == 1;
    }
}
