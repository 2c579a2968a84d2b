// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.account.ReportedDevice;
import io.sallyport.core.account.ReportedDevices;
import io.sallyport.core.mfa.FobState;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class JdbiReportedDevices implements ReportedDevices {
    private final Scope scope;

    JdbiReportedDevices(Scope scope) {
        this.scope = scope;
    }

    @Override
    public List<ReportedDevice> all() {
        return scope.query("SELECT " + JdbiUsers.COLUMNS + """
                        , mfa_device.* FROM mfa_device
                        LEFT JOIN iam_user ON iam_user.account_id = mfa_device.account_id AND user_id = owner_id
                        WHERE mfa_device.account_id = :account
                        ORDER BY CASE WHEN owner_id = :account THEN 0 WHEN owner_id IS NULL THEN 2 ELSE 1 END,
                            name_key, serial""")
                .map((row, context) -> new ReportedDevice(
                        MfaDeviceRow.device(row),
                        row.getString("user_id") == null ? null : JdbiUsers.user(row),
                        stock(row.getString("stock_state")),
                        Scope.instantOrNull(row, "last_used_at")))
                .list();
    }

    private static @Nullable FobState stock(@Nullable String state) {
        return state == null ? null : FobState.valueOf(state);
    }
}
