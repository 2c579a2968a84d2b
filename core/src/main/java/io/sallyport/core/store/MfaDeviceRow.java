// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.Json;
import io.sallyport.core.mfa.ClockEstimate;
import io.sallyport.core.mfa.ClockState;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Reads a row of {@code mfa_device}. */
final class MfaDeviceRow {
    private MfaDeviceRow() {}

    static MfaDevice device(ResultSet row) throws SQLException {
        return type(row) == MfaDevice.Type.SECURITY_KEY ? keyDevice(row) : codeDevice(row);
    }

    static CodeDevice codeDevice(ResultSet row) throws SQLException {
        String owner = row.getString("owner_id");
        return new CodeDevice(
                new MfaSerial(row.getString("serial")),
                type(row),
                new OtpParameters(
                        OtpParameters.Algorithm.valueOf(row.getString("algorithm")),
                        OtpParameters.Hash.valueOf(row.getString("hash")),
                        row.getInt("digits"),
                        Duration.ofSeconds(row.getLong("period"))),
                owner == null ? null : new UniqueId(owner),
                Scope.instantOrNull(row, "enabled_at"),
                new ClockState(
                        row.getLong("last_step"),
                        estimate(row),
                        row.getLong("version"),
                        row.getInt("failures"),
                        Scope.instant(row, "locked_until")));
    }

    private static ClockEstimate estimate(ResultSet row) throws SQLException {
        Instant jumpedAt = Scope.instantOrNull(row, "clock_jumped_at");
        return new ClockEstimate(
                Scope.instantOrNull(row, "clock_at"),
                row.getDouble("clock_seconds"),
                row.getDouble("clock_rate"),
                new ClockEstimate.Covariance(
                        row.getDouble("clock_seconds_variance"),
                        row.getDouble("clock_covariance"),
                        row.getDouble("clock_rate_variance")),
                row.getLong("clock_uses"),
                jumpedAt == null ? null : new ClockEstimate.Jump(jumpedAt, row.getDouble("clock_jump_seconds")));
    }

    private static KeyDevice keyDevice(ResultSet row) throws SQLException {
        return new KeyDevice(
                new MfaSerial(row.getString("serial")),
                new UniqueId(row.getString("owner_id")),
                Scope.instant(row, "enabled_at"),
                Json.read(row.getString("credential"), KeyCredential.class));
    }

    private static MfaDevice.Type type(ResultSet row) throws SQLException {
        return MfaDevice.Type.valueOf(row.getString("type"));
    }
}
