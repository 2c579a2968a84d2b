// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.NewFob;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Puts apps and fobs into {@code mfa_device}, many with one statement; their seeds are sealed first. */
final class CodeDeviceBatch {
    private final Scope scope;

    CodeDeviceBatch(Scope scope) {
        this.scope = scope;
    }

    /**
     * Puts them in until one's serial is known.
     *
     * @param state null for apps
     * @return how many came before the first whose serial is known: all of them if none is
     */
    int insert(
            List<NewFob> devices, @Nullable FobState state, boolean held, @Nullable Instant at, @Nullable String by) {
        PreparedBatch batch = scope.batch("""
                INSERT INTO mfa_device (account_id, serial, type, algorithm, hash, digits, period, seed,
                    last_step, clock_seconds, version, failures, locked_until,
                    stock_state, held, stock_at, stock_by, maker)
                VALUES (:account, :serial, :type, :algorithm, :hash, :digits, :period, :seed,
                    :step, :offset, 0, 0, 0, :state, :held, :at, :by, :maker)
                ON CONFLICT DO NOTHING""");
        for (NewFob fob : devices) {
            CodeDevice device = fob.device();
            batch.bind("account", scope.account().value())
                    .bind("serial", device.serial().value())
                    .bind("type", device.type().name())
                    .bind("algorithm", device.parameters().algorithm().name())
                    .bind("hash", device.parameters().hash().name())
                    .bind("digits", device.parameters().digits())
                    .bind("period", device.parameters().period().toSeconds())
                    .bind(
                            "seed",
                            scope.vault().seal(fob.seed().reveal(), JdbiMfaDevices.context(scope, device.serial())))
                    .bind("step", device.clock().lastStep())
                    .bind("offset", device.clock().estimate().offset())
                    .bind("state", state == null ? null : state.name())
                    .bind("held", held)
                    .bind("at", Scope.millis(at))
                    .bind("by", by)
                    .bind("maker", fob.maker())
                    .add();
        }
        int[] inserted = batch.execute();
        int good = 0;
        while (good < inserted.length && inserted[good] == 1) {
            good++;
        }
        return good;
    }
}
