// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.RootRecovery;
import io.sallyport.core.credential.LoginProfile;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.mfa.Claimant;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.StepCodes;
import io.sallyport.core.name.MfaSerial;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who was guessed at is released by an administrator, root by her operator. */
@OnBothDatabases
final class ReleasedDevicesTest extends MfaRegistryFixture {
    private final TestStore store;

    ReleasedDevicesTest(TestStore store) {
        super(store);
        this.store = store;
    }

    @Test
    void aHundredWrongCodesOverAllOfHerDevicesLockHerUntilSheIsReleased() {
        List<OtpSeed> seeds = new ArrayList<>();
        for (int i = 0; i < MfaDevice.PER_OWNER; i++) {
            seeds.add(enabledApp(serial("app" + i), tyler.id()));
        }
        int wrong = 0;
        while (wrong < 100) {
            int device = wrong % MfaDevice.PER_OWNER;
            assertThat(account.write(in -> registry.tryCode(
                                    in.mfaDevices(),
                                    Claimant.of(tyler.id()),
                                    List.of(serial("app" + device)),
                                    wrong(seeds.get(device))))
                            .guess())
                    .isTrue();
            wrong++;
            pass(Duration.ofHours(1));
        }
        assertThat(clock(serial("app0")).failures()).isEqualTo(13);
        assertThat(accepts(serial("app0"), StepCodes.code(seeds.get(0), step())))
                .isFalse();
        account.change(in -> registry.release(in.mfaDevices(), tyler.id(), serial("app0")));
        assertThat(accepts(serial("app0"), StepCodes.code(seeds.get(0), step())))
                .isTrue();
        assertThat(clock(serial("app1")).failures()).as("not asked for").isEqualTo(13);
        account.change(in -> registry.release(in.mfaDevices(), tyler.id(), null));
        assertThat(clock(serial("app1")).failures()).isZero();
    }

    @Test
    void rootsDeviceIsReleasedByRecovery() {
        MfaSerial serial = serial("roots");
        OtpSeed seed = enabledApp(serial, account.root());
        for (int i = 0; i < 5; i++) {
            account.write(
                    in -> registry.tryCode(in.mfaDevices(), Claimant.of(account.root()), List.of(serial), wrong(seed))
                            .evidence());
        }
        assertThat(clock(serial).lockedUntil()).isAfter(now);
        Passwords passwords = new Passwords(new SecureRandom(), 1);
        LoginProfile profile =
                new LoginProfile(account.root(), passwords.hash(passwords.generate()), false, TestStore.NOW);
        account.change(in -> in.loginProfiles().add(profile, "root"));
        new RootRecovery(passwords, registry, () -> now).recover(store.accounts(), account.id(), false);
        assertThat(clock(serial).failures()).isZero();
        assertThat(accept(serial, account.root(), StepCodes.code(seed, step())).serial())
                .isEqualTo(serial);
    }
}
