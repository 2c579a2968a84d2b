// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Json;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.DecoyDevices;
import io.sallyport.core.mfa.DeviceNotice;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.MfaDevices;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.WrongTries;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

final class JdbiMfaDevices implements MfaDevices {
    private static final String TABLE = "mfa_device";

    private final Scope scope;

    JdbiMfaDevices(Scope scope) {
        this.scope = scope;
    }

    @Override
    public void add(CodeDevice device, OtpSeed seed) {
        if (device.type() == MfaDevice.Type.VIRTUAL) {
            requireRoomForVirtual();
        }
        int added = scope.update("""
                        INSERT INTO mfa_device (account_id, serial, type, algorithm, hash, digits, period, seed,
                            last_step, clock_offset, version, failures, locked_until)
                        VALUES (:account, :serial, :type, :algorithm, :hash, :digits, :period, :seed,
                            :step, :offset, 0, 0, 0)
                        ON CONFLICT DO NOTHING""")
                .bind("serial", device.serial().value())
                .bind("type", device.type().name())
                .bind("algorithm", device.parameters().algorithm().name())
                .bind("hash", device.parameters().hash().name())
                .bind("digits", device.parameters().digits())
                .bind("period", device.parameters().period().toSeconds())
                .bind("seed", scope.vault().seal(seed.reveal(), context(device.serial())))
                .bind("step", device.clock().lastStep())
                .bind("offset", device.clock().offset())
                .execute();
        if (added == 0) {
            throw exists();
        }
    }

    @Override
    public void add(KeyDevice device) {
        requireRoom(device.owner());
        int added = scope.update("""
                        INSERT INTO mfa_device (account_id, serial, type, owner_id, enabled_at, credential_id, credential)
                        VALUES (:account, :serial, :type, :owner, :at, :id, :credential)
                        ON CONFLICT DO NOTHING""")
                .bind("serial", device.serial().value())
                .bind("type", device.type().name())
                .bind("owner", device.owner().value())
                .bind("at", device.enabledAt().toEpochMilli())
                .bind("id", device.credential().credentialId().toHex())
                .bind("credential", Json.write(device.credential()))
                .execute();
        if (added == 0) {
            throw exists();
        }
    }

    @Override
    public Optional<MfaDevice> find(MfaSerial serial) {
        return scope.query("SELECT * FROM mfa_device WHERE account_id = :account AND serial = :serial")
                .bind("serial", serial.value())
                .map((row, context) -> MfaDeviceRow.device(row))
                .findOne();
    }

    @Override
    public Optional<CodeDevice> lock(MfaSerial serial) {
        return scope.queryForUpdate("SELECT * FROM mfa_device WHERE account_id = :account AND serial = :serial")
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
    public boolean accept(CodeDevice device, long step, long offset) {
        return scope.update("""
                                UPDATE mfa_device
                                SET last_step = :step, clock_offset = :offset, version = version + 1,
                                    failures = 0, locked_until = 0
                                WHERE account_id = :account AND serial = :serial
                                  AND version = :version AND last_step < :step""")
                        .bind("serial", device.serial().value())
                        .bind("step", step)
                        .bind("offset", offset)
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
    public boolean assign(CodeDevice device, UniqueId owner, Instant at) {
        requireRoom(owner);
        return scope.update("""
                                UPDATE mfa_device SET owner_id = :owner, enabled_at = :at
                                WHERE account_id = :account AND serial = :serial AND owner_id IS NULL""")
                        .bind("serial", device.serial().value())
                        .bind("owner", owner.value())
                        .bind("at", at.toEpochMilli())
                        .execute()
                == 1;
    }

    @Override
    public void unassign(CodeDevice device) {
        UniqueId owner = device.owner();
        // The last step stays: a code shown to one owner is none for the next.
        scope.update("""
                        UPDATE mfa_device SET owner_id = NULL, enabled_at = NULL, failures = 0, locked_until = 0,
                            last_used_at = NULL
                        WHERE account_id = :account AND serial = :serial AND owner_id = :owner""")
                .bind("serial", device.serial().value())
                .bind("owner", owner == null ? null : owner.value())
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
