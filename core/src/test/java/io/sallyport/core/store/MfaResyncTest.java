// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.IamException.Kind;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.StepCodes;
import io.sallyport.core.name.MfaSerial;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Resynchronisation by two consecutive codes. */
@OnBothDatabases
final class MfaResyncTest extends MfaRegistryFixture {
    MfaResyncTest(TestStore store) {
        super(store);
    }

    private final MfaSerial serial = serial("app");
    private final OtpSeed seed = enabledApp(serial, tyler.id());

    private void pairAt(int off) {
        resync(serial, StepCodes.code(seed, step() + off - 1), StepCodes.code(seed, step() + off));
    }

    @Test
    void learnsTheOffsetAndMovesTheWindowThere() {
        pairAt(7);
        assertThat(clock(serial).offset()).isEqualTo(7);
        assertThat(clock(serial).lastStep()).isEqualTo(step() + 7);
        pass(STEP.multipliedBy(2));
        assertThat(accepts(serial, StepCodes.code(seed, step()))).isFalse();
        assertThat(accepts(serial, StepCodes.code(seed, step() + 8))).isTrue();
        assertThat(clock(serial).offset()).isEqualTo(7);
    }

    @Test
    void ofASlowClockNeverLowersTheLastStep() {
        assertThat(accepts(serial, StepCodes.code(seed, step()))).isTrue();
        long last = clock(serial).lastStep();
        Refused.with(
                Kind.INVALID_AUTHENTICATION_CODE, "Authentication code for device is not valid.", () -> pairAt(-5));
        Refused.with(Kind.INVALID_AUTHENTICATION_CODE, "Authentication code for device is not valid.", () -> pairAt(1));
        assertThat(clock(serial).lastStep()).isEqualTo(last);
        assertThat(clock(serial).failures())
                .as("codes of the past are no guesses")
                .isZero();
        pass(STEP.multipliedBy(10));
        pairAt(-5);
        assertThat(clock(serial).offset()).isEqualTo(-5);
        assertThat(clock(serial).lastStep()).isGreaterThan(last);
    }

    @Test
    void isCappedAtTwentyStepsEitherWay() {
        pass(STEP.multipliedBy(100));
        for (int off : List.of(-20, 22)) {
            Refused.with(
                    Kind.INVALID_AUTHENTICATION_CODE,
                    "Authentication code for device is not valid.",
                    () -> pairAt(off));
        }
        pairAt(-19);
        pass(STEP.multipliedBy(100));
        pairAt(21);
        assertThat(clock(serial).offset()).isEqualTo(21);
    }

    @Test
    void isOnlyForTheDevicesOwner() {
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "MFA Device invalid for user.",
                () -> account.change(
                        in -> registry.resync(in.mfaDevices(), account.root(), serial, "000000", "000000")));
    }
}
