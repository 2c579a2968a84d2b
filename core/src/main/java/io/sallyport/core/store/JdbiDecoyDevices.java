// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.DecoyDevices;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.MfaSerial;
import java.util.Optional;
import java.util.function.Supplier;

final class JdbiDecoyDevices implements DecoyDevices {
    private static final String TABLE = "decoy_device";

    private final Scope scope;

    JdbiDecoyDevices(Scope scope) {
        this.scope = scope;
    }

    @Override
    public CodeDevice of(String whoseever, Supplier<OtpSeed> seed) {
        MfaSerial serial = new MfaSerial("decoy-device-" + Math.floorMod(whoseever.hashCode(), MOST));
        return find(serial).orElseGet(() -> {
            scope.update("""
                            INSERT INTO decoy_device (account_id, serial, seed, failures, locked_until, refused)
                            VALUES (:account, :serial, :seed, 0, 0, 0) ON CONFLICT DO NOTHING""")
                    .bind("serial", serial.value())
                    .bind("seed", scope.vault().seal(seed.get().reveal(), scope.seal(TABLE, serial.value())))
                    .execute();
            return CodeDevice.newApp(serial);
        });
    }

    private Optional<CodeDevice> find(MfaSerial serial) {
        return scope.query(
                        "SELECT serial, failures, locked_until FROM decoy_device WHERE account_id = :account AND serial = :serial")
                .bind("serial", serial.value())
                .map((row, context) -> CodeDevice.newApp(new MfaSerial(row.getString("serial"))))
                .findOne();
    }

    @Override
    public OtpSeed seed(CodeDevice decoy) {
        byte[] sealed = scope.query("SELECT seed FROM decoy_device WHERE account_id = :account AND serial = :serial")
                .bind("serial", decoy.serial().value())
                .mapTo(byte[].class)
                .one();
        return OtpSeed.of(
                scope.vault().open(sealed, scope.seal(TABLE, decoy.serial().value())));
    }

    @Override
    public void unread(CodeDevice decoy) {
        scope.update("""
                        UPDATE decoy_device
                        SET failures = failures + :wrong, locked_until = :until, refused = refused + 1
                        WHERE account_id = :account AND serial = :serial""")
                .bind("serial", decoy.serial().value())
                .bind("wrong", 0)
                .bind("until", 0L)
                .execute();
    }
}
