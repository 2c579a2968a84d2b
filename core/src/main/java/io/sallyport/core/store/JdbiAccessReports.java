// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.Json;
import io.sallyport.core.account.AccessReport;
import io.sallyport.core.account.AccessReports;
import java.time.Instant;
import java.util.Optional;

final class JdbiAccessReports implements AccessReports {
    private final Scope scope;

    JdbiAccessReports(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(String jobId, String requester, AccessReport report) {
        scope.update("""
                        INSERT INTO access_report (account_id, job_id, requester, created_at, content)
                        VALUES (:account, :job, :requester, :created, :content)""")
                .bind("job", jobId)
                .bind("requester", requester)
                .bind("created", report.createdAt().toEpochMilli())
                .bind("content", Json.write(report))
                .execute();
    }

    @Override
    public Optional<AccessReport> find(String jobId, String requester) {
        return scope.query("""
                        SELECT content FROM access_report
                        WHERE account_id = :account AND job_id = :job AND requester = :requester""")
                .bind("job", jobId)
                .bind("requester", requester)
                .mapTo(String.class)
                .findOne()
                .map(content -> Json.read(content, AccessReport.class));
    }

    @Override
    public void forgetBefore(Instant instant) {
        scope.update("DELETE FROM access_report WHERE account_id = :account AND created_at < :before")
                .bind("before", instant.toEpochMilli())
                .execute();
    }
}
