// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import java.util.function.Consumer;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** How many statements something takes. */
final class QueryCount implements SqlLogger {
    private long queries;

    private QueryCount() {}

    static long of(TestStore store, TestAccount account, Consumer<Scope> work) {
        QueryCount count = new QueryCount();
        store.raw().useHandle(handle -> {
            handle.setSqlLogger(count);
            work.accept(Scope.of(handle, account.id(), store.dialect(), store.vault(), "a node"));
        });
        return count.queries;
    }

    @Override
    public void logAfterExecution(StatementContext context) {
        queries++;
    }
}
