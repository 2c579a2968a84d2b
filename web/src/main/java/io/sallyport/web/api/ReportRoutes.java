// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.DeviceReport;
import java.time.InstantSource;
import java.util.List;

/** Reports that AWS has none of. */
public final class ReportRoutes {
    private final Accounts accounts;
    private final ApiCallers callers;
    private final Authorizer authorizer;
    private final InstantSource clock;

    public ReportRoutes(Accounts accounts, ApiCallers callers, Authorizer authorizer, InstantSource clock) {
        this.accounts = accounts;
        this.callers = callers;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(new Route(HandlerType.GET, "/api/v1/reports/devices", this::devices));
    }

    /** On any resource, as {@code iam:GetCredentialReport}: the report is of the whole account. */
    private void devices(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        String csv = accounts.read(proven.account(), account -> {
            authorizer.require(account, proven.caller(account), "sallyport:GetDeviceReport", "*", proven.facts());
            return DeviceReport.csv(account, clock.instant());
        });
        context.contentType("text/csv; charset=utf-8; header=present")
                .header("Content-Disposition", "attachment; filename=\"devices.csv\"")
                .header("Cache-Control", "no-store")
                .result(csv);
    }
}
