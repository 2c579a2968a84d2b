// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.DeviceChanges;
import io.sallyport.core.account.DeviceReport;
import io.sallyport.core.account.EventRecord;
import java.time.InstantSource;
import java.util.List;

/** Reports that AWS has none of. */
public final class ReportRoutes {
    private final WholeAccount account;
    private final DeviceChanges devices;
    private final InstantSource clock;

    public ReportRoutes(WholeAccount account, DeviceChanges devices, InstantSource clock) {
        this.account = account;
        this.devices = devices;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(new Route(HandlerType.GET, "/api/v1/reports/devices", this::devices));
    }

    private void devices(Context context) {
        String csv = account.read(
                account.callers().require(context),
                "GetDeviceReport",
                EventRecord.json(),
                in -> DeviceReport.csv(in, clock.instant(), devices::model));
        context.contentType("text/csv; charset=utf-8; header=present")
                .header("Content-Disposition", "attachment; filename=\"devices.csv\"")
                .header("Cache-Control", "no-store")
                .result(csv);
    }
}
