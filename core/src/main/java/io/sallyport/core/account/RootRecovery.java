// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.credential.Password;
import io.sallyport.core.credential.PasswordHash;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** The way back in for a root user who lost her password or her device: by hand on the machine, never over the wire. */
public final class RootRecovery {
    private final Passwords passwords;
    private final MfaRegistry registry;
    private final InstantSource clock;

    public RootRecovery(Passwords passwords, MfaRegistry registry, InstantSource clock) {
        this.passwords = passwords;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Gives root a new password, which must be changed at the next sign-in, forgets the wrong codes that make her devices
     * rest, and cuts off all her sessions.
     *
     * @param removeDevices whether to take her MFA devices too
     */
    public Password recover(Accounts accounts, AccountId id, boolean removeDevices) {
        Password password = passwords.generate();
        PasswordHash hash = passwords.hash(password);
        return accounts.write(id, account -> {
            UniqueId root = account.root().id();
            Instant now = clock.instant();
            account.loginProfiles().change(root, hash, true, now, 0);
            List<MfaDevice> devices = removeDevices ? account.mfaDevices().of(root) : List.of();
            devices.forEach(device -> registry.deactivate(account.mfaDevices(), root, device.serial()));
            registry.release(account.mfaDevices(), root, null);
            if (removeDevices) {
                // They stand in for devices, and whoever has those may have these.
                account.recoveryCodes().remove(root);
            }
            account.sessions().cutOff(root, now);
            EventRecord.byOperator(account, "RootRecovered")
                    .parameters(EventRecord.json().put("removeDevices", removeDevices))
                    .response(EventRecord.json()
                            .put("passwordReplaced", true)
                            .put("sessionsRevoked", true)
                            .put("devicesRemoved", devices.size()))
                    .into(account, now);
            return password;
        });
    }
}
