// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Json;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.mfa.ClockEstimate;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.DecoyDevices;
import io.sallyport.core.mfa.DeviceNotice;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.MfaDevices;
import io.sallyport.core.mfa.NewFob;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.WrongTries;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

final class JdbiMfaDevices implements MfaDevices {
    private static final String TABLE = "mfa_device";

    /** In SQL, the states of fobs that are not there. */
    private static final String GONE = Stream.of(FobState.values())
            .filter(state -> !state.isThere())
            .map(state -> "'" + state + "'")
            .collect(Collectors.joining(", "));

    /** A fob that is lost or retired is not there for anybody but the stock. */
    private static final String SELECT = """
            SELECT * FROM mfa_device
            WHERE account_id = :account AND serial = :serial
              AND (stock_state IS NULL OR stock_state NOT IN (""" + GONE + "))";

    private final Scope scope;

    JdbiMfaDevices(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(CodeDevice device, OtpSeed seed) {
        if (device.type() == MfaDevice.Type.VIRTUAL) {
            requireRoomForVirtual();
        }
        FobState state = device.type() == MfaDevice.Type.FOB ? FobState.IN_STOCK : null;
        int added =
                new CodeDeviceBatch(scope).insert(List.of(new NewFob(device, seed, null)), state, false, null, null);
        if (added == 0) {
            throw exists();
        }
    }

    @Override
    public void add(KeyDevice device) {
        requireRoom(device.owner());
        int added = scope.update("""
                        INSERT INTO mfa_device (account_id, serial, type, owner_id, enabled_at, credential_id, credential, passkey)
                        VALUES (:account, :serial, :type, :owner, :at, :id, :credential, :passkey)
                        ON CONFLICT DO NOTHING""")
                .bind("serial", device.serial().value())
                .bind("type", device.type().name())
                .bind("owner", device.owner().value())
                .bind("at", device.enabledAt().toEpochMilli())
                .bind("id", device.credential().credentialId().toHex())
                .bind("credential", Json.write(device.credential()))
                .bind("passkey", device.credential().passkey())
                .execute();
        if (added == 0) {
            throw exists();
        }
    }

    @Override
    public Optional<MfaDevice> find(MfaSerial serial) {
        return scope.query(SELECT)
                .bind("serial", serial.value())
                .map((row, context) -> MfaDeviceRow.device(row))
                .findOne();
    }

    @Override
    public Optional<CodeDevice> lock(MfaSerial serial) {
        return scope.queryForUpdate(SELECT)
                .bind("serial", serial.value())
                .map((row, context) -> MfaDeviceRow.device(row))
                .findOne()
                .filter(CodeDevice.class::isInstance)
                .map(CodeDevice.class::cast);
    }

    @Override
    public OtpSeed seed(CodeDevice device) {
        byte[] sealed = scope.query("SELECT seed FROM mfa_device WHERE account_id = :account AND serial = :serial")
                .bind("serial", device.serial().value())
                .mapTo(byte[].class)
                .one();
        return OtpSeed.of(scope.vault().open(sealed, context(device.serial())));
    }

    private String context(MfaSerial serial) {
        return context(scope, serial);
    }

    static String context(Scope scope, MfaSerial serial) {
        return scope.seal(TABLE, serial.value());
    }

    @Override
    public Page<MfaDevice> of(UniqueId owner, PageRequest page) {
        List<MfaDevice> read = scope.query("""
                        SELECT * FROM mfa_device
                        WHERE account_id = :account AND owner_id = :owner AND serial > :after
                        ORDER BY serial LIMIT :limit""")
                .bind("owner", owner.value())
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map((row, context) -> MfaDeviceRow.device(row))
                .list();
        return page.cut(read, device -> device.serial().value());
    }

    @Override
    public Optional<UniqueId> ownerOfPasskeys(UniqueId from) {
        return ownerOfPasskeys("owner_id >= :from", from).or(() -> ownerOfPasskeys("owner_id < :from", from));
    }

    private Optional<UniqueId> ownerOfPasskeys(String where, UniqueId from) {
        return scope.query("SELECT owner_id FROM mfa_device WHERE account_id = :account AND passkey AND " + where
                        + " ORDER BY owner_id LIMIT 1")
                .bind("from", from.value())
                .mapTo(String.class)
                .findOne()
                .map(UniqueId::new);
    }

    @Override
    public Page<CodeDevice> virtual(Assignment assignment, PageRequest page) {
        String condition = switch (assignment) {
            case ASSIGNED -> "AND owner_id IS NOT NULL ";
            case UNASSIGNED -> "AND owner_id IS NULL ";
            case ANY -> "";
        };
        List<CodeDevice> read = scope.query("SELECT * FROM mfa_device"
                        + " WHERE account_id = :account AND type = 'VIRTUAL' AND serial > :after " + condition
                        + "ORDER BY serial LIMIT :limit")
                .bind("after", page.after())
                .bind("limit", page.limit())
                .map((row, context) -> MfaDeviceRow.codeDevice(row))
                .list();
        return page.cut(read, device -> device.serial().value());
    }

    @Override
    public boolean accept(CodeDevice device, long step, ClockEstimate estimate) {
        ClockEstimate.Jump jump = estimate.jump();
        return scope.update("""
                                UPDATE mfa_device
                                SET last_step = :step, version = version + 1, failures = 0, locked_until = 0,
                                    clock_at = :at, clock_seconds = :offset, clock_rate = :rate,
                                    clock_seconds_variance = :offsetVariance, clock_covariance = :covariance,
                                    clock_rate_variance = :rateVariance, clock_uses = :uses,
                                    clock_jumped_at = :jumpedAt, clock_jump_seconds = :jump
                                WHERE account_id = :account AND serial = :serial
                                  AND version = :version AND last_step < :step""")
                        .bind("serial", device.serial().value())
                        .bind("step", step)
                        .bind("at", Scope.millis(estimate.at()))
                        .bind("offset", estimate.offset())
                        .bind("rate", estimate.rate())
                        .bind("offsetVariance", estimate.covariance().offset())
                        .bind("covariance", estimate.covariance().both())
                        .bind("rateVariance", estimate.covariance().rate())
                        .bind("uses", estimate.uses())
                        .bind("jumpedAt", jump == null ? null : Scope.millis(jump.at()))
                        .bind("jump", jump == null ? null : jump.seconds())
                        .bind("version", device.clock().version())
                        .execute()
                == 1;
    }

    @Override
    public void failed(CodeDevice device, Instant lockedUntil) {
        count(device, 1, lockedUntil);
    }

    @Override
    public void unread(CodeDevice device) {
        count(device, 0, device.clock().lockedUntil());
    }

    private void count(CodeDevice device, int wrong, Instant lockedUntil) {
        scope.update("""
                        UPDATE mfa_device
                        SET failures = failures + :wrong, locked_until = :until, refused = refused + 1
                        WHERE account_id = :account AND serial = :serial""")
                .bind("serial", device.serial().value())
                .bind("wrong", wrong)
                .bind("until", lockedUntil.toEpochMilli())
                .execute();
    }

    @Override
    public void release(CodeDevice device) {
        scope.update("""
                        UPDATE mfa_device SET failures = 0, locked_until = 0
                        WHERE account_id = :account AND serial = :serial""").bind("serial", device.serial().value()).execute();
    }

    @Override
    public WrongTries wrongTries() {
        return new JdbiWrongTries(scope);
    }

    @Override
    public DecoyDevices decoys() {
        return new JdbiDecoyDevices(scope);
    }

    @Override
    public boolean isHeld(MfaSerial serial) {
        return scope.query("SELECT held FROM mfa_device WHERE account_id = :account AND serial = :serial")
                .bind("serial", serial.value())
                .mapTo(boolean.class)
                .findOne()
                .orElse(false);
    }

    @Override
    public boolean assign(CodeDevice device, UniqueId owner, Instant at, @Nullable String by) {
        requireRoom(owner);
        return scope.update("""
                                UPDATE mfa_device
                                SET owner_id = :owner, enabled_at = :at,
                                    stock_state = CASE WHEN stock_state IS NULL THEN NULL ELSE 'ASSIGNED' END,
                                    stock_at = CASE WHEN stock_state IS NULL THEN NULL ELSE :at END,
                                    stock_by = :by
                                WHERE account_id = :account AND serial = :serial AND owner_id IS NULL AND NOT held
                                  AND (stock_state IS NULL OR stock_state IN ('IN_STOCK', 'QUARANTINE'))""")
                        .bind("serial", device.serial().value())
                        .bind("owner", owner.value())
                        .bind("at", at.toEpochMilli())
                        .bind("by", device.type() == MfaDevice.Type.FOB ? by : null)
                        .execute()
                == 1;
    }

    @Override
    public void unassign(CodeDevice device, FobState next, @Nullable Instant at, @Nullable String by) {
        UniqueId owner = device.owner();
        boolean fob = device.type() == MfaDevice.Type.FOB;
        // The last step stays: a code shown to one owner is none for the next.
        scope.update("""
                        UPDATE mfa_device SET owner_id = NULL, enabled_at = NULL, failures = 0, locked_until = 0,
                            last_used_at = NULL, stock_state = :next, stock_at = :at, stock_by = :by
                        WHERE account_id = :account AND serial = :serial AND owner_id = :owner""")
                .bind("serial", device.serial().value())
                .bind("owner", owner == null ? null : owner.value())
                .bind("next", fob ? next.name() : null)
                .bind("at", fob ? Scope.millis(at) : null)
                .bind("by", fob ? by : null)
                .execute();
    }

    @Override
    public void announce(DeviceNotice notice, MfaDevice device, UniqueId owner, Instant at) {
        new JdbiWebhooks(scope).announce(notice, device, owner, at);
    }

    @Override
    public void update(KeyDevice device, KeyCredential credential) {
        scope.update("UPDATE mfa_device SET credential = :new WHERE account_id = :account AND serial = :serial")
                .bind("serial", device.serial().value())
                .bind("new", Json.write(credential))
                .execute();
    }

    @Override
    public void used(MfaSerial serial, Instant at) {
        scope.update("UPDATE mfa_device SET last_used_at = :at WHERE account_id = :account AND serial = :serial")
                .bind("serial", serial.value())
                .bind("at", at.toEpochMilli())
                .execute();
    }

    @Override
    public void remove(MfaDevice device) {
        scope.update("DELETE FROM mfa_device WHERE account_id = :account AND serial = :serial")
                .bind("serial", device.serial().value())
                .execute();
        if (device.type() == MfaDevice.Type.VIRTUAL) {
            // Nothing else among the devices bears tags.
            scope.update("DELETE FROM tag WHERE account_id = :account AND owner_id = :owner")
                    .bind("owner", device.serial().value())
                    .execute();
        }
    }

    private void requireRoomForVirtual() {
        scope.lockAccount();
        int devices = scope.query("SELECT count(*) FROM mfa_device WHERE account_id = :account AND type = 'VIRTUAL'")
                .mapTo(int.class)
                .one();
        if (devices >= VIRTUAL_PER_ACCOUNT) {
            throw new IamException(
                    Kind.LIMIT_EXCEEDED, "Cannot exceed quota for VirtualMFADevicesPerAccount: " + VIRTUAL_PER_ACCOUNT);
        }
    }

    private void requireRoom(UniqueId owner) {
        scope.lockOwner(owner.value());
        int devices = scope.count(
                "SELECT count(*) FROM mfa_device WHERE account_id = :account AND owner_id = :owner", owner.value());
        if (devices >= MfaDevice.PER_OWNER) {
            throw new IamException(
                    Kind.LIMIT_EXCEEDED, "Cannot exceed quota for MFADevicesPerUser: " + MfaDevice.PER_OWNER);
        }
    }

    private static IamException exists() {
        return new IamException(Kind.ENTITY_ALREADY_EXISTS, "MFA device already exists.");
    }
}
