// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;

/** A table of what has a name, unique without regard to case, and a path. */
record NamedTable<T>(Scope scope, String table, RowMapper<T> row, Function<T, String> key) {
    /** @param key of the name: {@code name_key} */
    Optional<T> find(String key) {
        return scope.query("SELECT * FROM " + table + " WHERE account_id = :account AND name_key = :key")
                .bind("key", key)
                .map(row)
                .findOne();
    }

    /** By name, as AWS lists. */
    Page<T> list(String pathPrefix, PageRequest page) {
        List<T> read = scope.query("SELECT * FROM " + table + """
                         WHERE account_id = :account AND name_key > :after
                          AND substr(path, 1, length(:prefix)) = :prefix
                        ORDER BY name_key LIMIT :limit""")
                .bind("after", page.after())
                .bind("prefix", pathPrefix)
                .bind("limit", page.limit())
                .map(row)
                .list();
        return page.cut(read, key);
    }

    /**
     * Locks the account: whoever else adds waits until this transaction ends.
     *
     * @param what AWS's name of the quota
     * @throws IamException {@code LIMIT_EXCEEDED}
     */
    void requireRoom(String what, int quota) {
        scope.lockAccount();
        int there = scope.query("SELECT count(*) FROM " + table + " WHERE account_id = :account")
                .mapTo(int.class)
                .one();
        if (there >= quota) {
            throw new IamException(Kind.LIMIT_EXCEEDED, "Cannot exceed quota for " + what + ": " + quota);
        }
    }
}
