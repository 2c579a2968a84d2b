// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.account.AccessRecord;
import io.sallyport.core.account.AccessRecords;
import io.sallyport.core.account.Attempted;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;

final class JdbiAccessRecords implements AccessRecords {
    /** In one order on every node, so that two of them do not wait for each other. */
    private static final Comparator<AccessRecord> ORDER = Comparator.comparing(
                    (AccessRecord record) -> record.principal().value())
            .thenComparing(AccessRecord::service)
            .thenComparing(AccessRecord::action);

    private final Scope scope;

    JdbiAccessRecords(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(Collection<AccessRecord> records) {
        Set<String> living = lockLiving(
                records.stream().map(record -> record.principal().value()).collect(Collectors.toSet()));
        List<AccessRecord> kept = records.stream()
                .filter(record -> living.contains(record.principal().value()))
                .sorted(ORDER)
                .toList();
        if (kept.isEmpty()) {
            return;
        }
        PreparedBatch batch = scope.batch("""
                INSERT INTO access_record AS kept (account_id, owner_id, service, action, attempts, last_at, region)
                VALUES (:account, :owner, :service, :action, :attempts, :at, :region)
                ON CONFLICT (account_id, owner_id, service, action) DO UPDATE SET
                    attempts = kept.attempts + excluded.attempts,
                    region = CASE WHEN excluded.last_at < kept.last_at THEN kept.region ELSE excluded.region END,
                    last_at = CASE WHEN excluded.last_at < kept.last_at THEN kept.last_at ELSE excluded.last_at END""");
        for (AccessRecord record : kept) {
            batch.bind("account", scope.account().value())
                    .bind("owner", record.principal().value())
                    .bind("service", record.service())
                    .bind("action", record.action())
                    .bind("attempts", record.attempted().count())
                    .bind("at", record.attempted().last().toEpochMilli())
                    .bind("region", record.attempted().region())
                    .add();
        }
        batch.execute();
    }

    /** Of these principals those who live, and who go on living until this transaction ends. */
    private Set<String> lockLiving(Set<String> principals) {
        Set<String> living = new HashSet<>();
        living.add(scope.account().value());
        for (EntityTable table : List.of(EntityTable.ROLE, EntityTable.USER)) {
            List<String> wanted =
                    principals.stream().filter(table::knows).sorted().toList();
            if (!wanted.isEmpty()) {
                living.addAll(scope.queryForUpdate(table.selectMany())
                        .bindList("owners", padded(wanted))
                        .mapTo(String.class)
                        .list());
            }
        }
        return living;
    }

    @Override
    public List<AccessRecord> of(Collection<UniqueId> principals) {
        if (principals.isEmpty()) {
            return List.of();
        }
        return scope.query("SELECT * FROM access_record WHERE account_id = :account AND owner_id IN (<owners>)")
                .bindList("owners", ids(principals))
                .map(JdbiAccessRecords::record)
                .list();
    }

    @Override
    public Map<UniqueId, Attempted> last(Collection<UniqueId> principals) {
        if (principals.isEmpty()) {
            return Map.of();
        }
        return scope.query("""
                        SELECT * FROM (
                            SELECT access_record.*, ROW_NUMBER() OVER (
                                PARTITION BY owner_id ORDER BY last_at DESC, service, action) AS place
                            FROM access_record WHERE account_id = :account AND owner_id IN (<owners>)) AS placed
                        WHERE place = 1""").bindList("owners", ids(principals)).map(JdbiAccessRecords::record).stream()
                .collect(Collectors.toMap(AccessRecord::principal, AccessRecord::attempted));
    }

    @Override
    public boolean anyOf(String service) {
        return scope.query("SELECT 1 FROM access_record WHERE account_id = :account AND service = :service LIMIT 1")
                .bind("service", service)
                .mapTo(int.class)
                .findOne()
                .isPresent();
    }

    private static List<String> ids(Collection<UniqueId> principals) {
        return padded(principals.stream().map(UniqueId::value).toList());
    }

    /** As long as a power of two, by its last again and again, so that statements come in few lengths and are kept. */
    private static List<String> padded(List<String> ids) {
        List<String> padded = new ArrayList<>(ids);
        while (Integer.bitCount(padded.size()) > 1) {
            padded.add(ids.get(ids.size() - 1));
        }
        return padded;
    }

    private static AccessRecord record(ResultSet row, StatementContext context) throws SQLException {
        return new AccessRecord(
                new UniqueId(row.getString("owner_id")),
                row.getString("service"),
                row.getString("action"),
                new Attempted(row.getLong("attempts"), Scope.instant(row, "last_at"), row.getString("region")));
    }
}
