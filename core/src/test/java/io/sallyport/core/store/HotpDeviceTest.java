// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.IamException.Kind;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.StepCodes;
import io.sallyport.core.name.MfaSerial;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Event-based fobs (RFC 4226). */
@OnBothDatabases
final class HotpDeviceTest extends MfaRegistryFixture {
    private final MfaSerial serial = new MfaSerial("GAHT12345678");
    private final OtpSeed seed = TestAccount.seed();

    HotpDeviceTest(TestStore store) {
        super(store);
        OtpParameters hotp =
                new OtpParameters(OtpParameters.Algorithm.HOTP, OtpParameters.Hash.SHA1, 6, Duration.ofSeconds(30));
        account.change(in -> in.mfaDevices().add(CodeDevice.newFob(serial, hotp, 5), seed));
        enable(serial, tyler.id(), StepCodes.code(seed, 5), StepCodes.code(seed, 6));
    }

    @Test
    void lookTenPressesAheadAndNoFurther() {
        assertThat(accepts(serial, StepCodes.code(seed, 17))).isFalse();
        assertThat(accept(serial, StepCodes.code(seed, 16)).method()).isEqualTo(MfaEvidence.Method.HOTP);
        assertThat(clock(serial).lastStep()).isEqualTo(16);
    }

    @Test
    void neverGoBackAndASeenCodeCountsAsNoFailure() {
        assertThat(accepts(serial, StepCodes.code(seed, 9))).isTrue();
        for (int old = 5; old <= 9; old++) {
            assertThat(accepts(serial, StepCodes.code(seed, old))).isFalse();
        }
        assertThat(clock(serial).failures()).isZero();
        assertThat(clock(serial).lastStep()).isEqualTo(9);
        assertThat(accepts(serial, StepCodes.code(seed, 10))).isTrue();
    }

    @Test
    void areFoundAgainByTwoConsecutiveCodesWithinAHundredPresses() {
        Refused.with(
                Kind.INVALID_AUTHENTICATION_CODE,
                "Authentication code for device is not valid.",
                () -> resync(serial, StepCodes.code(seed, 108), StepCodes.code(seed, 109)));
        resync(serial, StepCodes.code(seed, 107), StepCodes.code(seed, 108));
        assertThat(clock(serial).lastStep()).isEqualTo(108);
        assertThat(account.code(serial).offsetAt(now)).isZero();
        Refused.with(
                Kind.INVALID_AUTHENTICATION_CODE,
                "Authentication code for device is not valid.",
                () -> resync(serial, StepCodes.code(seed, 50), StepCodes.code(seed, 51)));
    }

    @Test
    void signInByTwoConsecutiveCodesBeyondTheLookAhead() {
        assertThat(accepts(serial, StepCodes.code(seed, 40))).isFalse();
        assertThat(pair(40, 42)).as("not consecutive").isEmpty();
        assertThat(pair(40, 41).orElseThrow().method()).isEqualTo(MfaEvidence.Method.HOTP);
        assertThat(pair(40, 41)).isEmpty();
        assertThat(pair(30, 31)).as("backwards").isEmpty();
        assertThat(clock(serial).lastStep()).isEqualTo(41);
        assertThat(account.code(serial).liveCodesAt(now).count()).isEqualTo(10);
    }

    private Optional<MfaEvidence> pair(int first, int second) {
        return account.write(in -> registry.tryCodes(
                        in.mfaDevices(), tyler.id(), serial, StepCodes.code(seed, first), StepCodes.code(seed, second))
                .evidence());
    }
}
