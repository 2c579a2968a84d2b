// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.IamException;
import io.sallyport.core.account.Refusal;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.Claimant;
import io.sallyport.core.mfa.ClockState;
import io.sallyport.core.mfa.CodeVerification;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.StepCodes;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A registry over a store, a person, and a clock that the test moves. */
abstract class MfaRegistryFixture {
    static final Duration STEP = Duration.ofSeconds(30);

    final TestAccount account;
    final User tyler;
    volatile Instant now = Instant.parse("2026-03-01T12:00:10Z");
    final MfaRegistry registry =
            new MfaRegistry(new CodeVerification(new StepCodes(), () -> now), () -> now, new SecureRandom());

    MfaRegistryFixture(TestStore store) {
        this.account = store.account();
        this.tyler = account.addUser("tyler");
    }

    long step() {
        return OtpParameters.STANDARD.stepAt(now);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    OtpSeed createApp(MfaSerial serial) {
        return account.write(in -> registry.createApp(in.mfaDevices(), serial));
    }

    MfaSerial serial(String name) {
        return MfaSerial.virtual(account.id(), EntityPath.ROOT, name);
    }

    /** In the way a caller has to: what is wrong is refused, and its traces are kept. */
    void enable(MfaSerial serial, UniqueId owner, String first, String second) {
        account.change(in -> {
            if (!registry.enable(in.mfaDevices(), owner, serial, first, second)) {
                throw new Refusal(MfaRegistry.codeNotValid());
            }
        });
    }

    void resync(MfaSerial serial, String first, String second) {
        account.change(in -> {
            if (!registry.resync(in.mfaDevices(), tyler.id(), serial, first, second)) {
                throw new Refusal(MfaRegistry.codeNotValid());
            }
        });
    }

    MfaEvidence accept(MfaSerial serial, UniqueId owner, String code) {
        return account.write(in -> registry.tryCode(in.mfaDevices(), Claimant.of(owner), List.of(serial), code)
                .evidence()
                .orElseThrow(() -> new Refusal(MfaRegistry.codeNotValid())));
    }

    MfaEvidence accept(MfaSerial serial, String code) {
        return accept(serial, tyler.id(), code);
    }

    boolean accepts(MfaSerial serial, String code) {
        try {
            accept(serial, code);
            return true;
        } catch (IamException refused) {
            assertThat(refused).hasMessage("Authentication code for device is not valid.");
            return false;
        }
    }

    ClockState clock(MfaSerial serial) {
        return account.code(serial).clock();
    }

    /** An app of an owner, enabled ten steps ago. */
    OtpSeed enabledApp(MfaSerial serial, UniqueId owner) {
        OtpSeed seed = createApp(serial);
        enable(serial, owner, StepCodes.code(seed, step() - 1), StepCodes.code(seed, step()));
        pass(STEP.multipliedBy(10));
        return seed;
    }

    /** A code that the device does not show for a long time. */
    String wrong(OtpSeed seed) {
        return StepCodes.code(seed, step() + 50_000);
    }
}
