// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.IamException.Kind;
import io.sallyport.core.mfa.Claimant;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.StepCodes;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The registry as it works: over a store, on either database. */
@OnBothDatabases
final class MfaRegistryTest extends MfaRegistryFixture {
    MfaRegistryTest(TestStore store) {
        super(store);
    }

    @Test
    void enablingTakesTwoConsecutiveCodesAndUsesThemUp() {
        MfaSerial serial = serial("app");
        OtpSeed seed = createApp(serial);
        assertThat(seed.reveal()).hasSize(40);
        String first = StepCodes.code(seed, step() - 1);
        String second = StepCodes.code(seed, step());
        Refused.with(
                Kind.INVALID_AUTHENTICATION_CODE,
                "Authentication code for device is not valid.",
                () -> enable(serial, tyler.id(), second, first));
        Refused.with(
                Kind.INVALID_AUTHENTICATION_CODE,
                "Authentication code for device is not valid.",
                () -> enable(serial, tyler.id(), first, first));
        assertThat(clock(serial).failures()).isEqualTo(2);

        enable(serial, tyler.id(), first, second);
        CodeDevice device = account.code(serial);
        assertThat(device.owner()).isEqualTo(tyler.id());
        assertThat(device.enabledAt()).isEqualTo(now);
        assertThat(clock(serial).failures()).isZero();
        assertThat(accepts(serial, first)).isFalse();
        assertThat(accepts(serial, second)).isFalse();
        pass(STEP);
        assertThat(accept(serial, StepCodes.code(seed, step())))
                .isEqualTo(new MfaEvidence(MfaEvidence.Method.TOTP, serial, now, false));

        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS,
                "MFA Device is already in use.",
                () -> enable(serial, account.root(), "000000", "000000"));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "MFA Device with serial number " + serial("nothing") + " does not exist.",
                () -> enable(serial("nothing"), tyler.id(), "000000", "000000"));
        Refused.with(Kind.ENTITY_ALREADY_EXISTS, "MFA device already exists.", () -> createApp(serial));
    }

    @Test
    void anAppIsEnabledWithinTwoStepsAndNoFurther() {
        for (int off : List.of(-2, 2)) {
            MfaSerial serial = serial("near" + off);
            OtpSeed seed = createApp(serial);
            enable(serial, account.root(), StepCodes.code(seed, step() + off), StepCodes.code(seed, step() + off + 1));
        }
        for (int off : List.of(-3, 3)) {
            MfaSerial serial = serial("far" + off);
            OtpSeed seed = createApp(serial);
            Refused.with(
                    Kind.INVALID_AUTHENTICATION_CODE,
                    "Authentication code for device is not valid.",
                    () -> enable(
                            serial,
                            account.root(),
                            StepCodes.code(seed, step() + off),
                            StepCodes.code(seed, step() + off + 1)));
        }
    }

    @Test
    void theWindowIsOneStepEitherWay() {
        for (int off = -3; off <= 3; off++) {
            MfaSerial serial = serial("app" + off);
            OtpSeed seed = enabledApp(serial, tyler.id());
            assertThat(accepts(serial, StepCodes.code(seed, step() + off)))
                    .as("off by %d", off)
                    .isEqualTo(Math.abs(off) <= 1);
        }
    }

    @Test
    void theWindowMovesAtTheVeryStepNotBefore() {
        MfaSerial serial = serial("app");
        OtpSeed seed = enabledApp(serial, tyler.id());
        now = Instant.ofEpochSecond((step() + 1) * 30).minusMillis(1);
        String code = StepCodes.code(seed, step() + 2);
        assertThat(accepts(serial, code)).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(accepts(serial, code)).isTrue();
    }

    @Test
    void aReplayIsRefusedButCountsAsNoFailureNorDoOlderCodes() {
        MfaSerial serial = serial("app");
        OtpSeed seed = enabledApp(serial, tyler.id());
        String code = StepCodes.code(seed, step());
        assertThat(accepts(serial, code)).isTrue();
        assertThat(accepts(serial, code)).isFalse();
        assertThat(accepts(serial, StepCodes.code(seed, step() - 1))).isFalse();
        assertThat(clock(serial).failures()).isZero();
        assertThat(accepts(serial, StepCodes.code(seed, step() + 1))).isTrue();
    }

    @Test
    void aCodeFiveMinutesOldIsRefusedWhetherUsedOrNot() {
        MfaSerial serial = serial("app");
        OtpSeed seed = enabledApp(serial, tyler.id());
        String used = StepCodes.code(seed, step());
        String unused = StepCodes.code(seed, step() + 1);
        assertThat(accepts(serial, used)).isTrue();
        pass(Duration.ofMinutes(5));
        assertThat(accepts(serial, used)).isFalse();
        assertThat(accepts(serial, unused)).isFalse();
    }

    @Test
    void anotherOwnersDeviceAcceptsNothingAndCountsNothing() {
        MfaSerial serial = serial("app");
        OtpSeed seed = enabledApp(serial, account.root());
        assertThat(accepts(serial, StepCodes.code(seed, step()))).isFalse();
        assertThat(accepts(serial, wrong(seed))).isFalse();
        assertThat(accepts(serial("nothing"), "000000")).isFalse();
        assertThat(clock(serial).failures()).isZero();
        assertThat(accept(serial, account.root(), StepCodes.code(seed, step())).serial())
                .isEqualTo(serial);
    }

    @Test
    void oneCodeSignsInOnceHoweverManySendIt() throws InterruptedException {
        MfaSerial serial = serial("app");
        OtpSeed seed = enabledApp(serial, tyler.id());
        String code = StepCodes.code(seed, step());
        List<Object> results = Together.run(64, number -> accepts(serial, code));
        assertThat(results).filteredOn(Boolean.TRUE::equals).hasSize(1);
        assertThat(results).filteredOn(Boolean.FALSE::equals).hasSize(63);
        assertThat(clock(serial).failures()).isZero();
    }

    @Test
    void manyWrongCodesAtOnceAreCountedOneByOneUntilTheDeviceRests() throws InterruptedException {
        MfaSerial serial = serial("app");
        OtpSeed seed = enabledApp(serial, tyler.id());
        String wrong = wrong(seed);
        List<Object> results = Together.run(64, number -> accepts(serial, wrong));
        assertThat(results).hasSize(64).containsOnly(false);
        assertThat(clock(serial).failures()).as("four free, the fifth locks").isEqualTo(5);
        assertThat(clock(serial).lockedUntil()).isEqualTo(now.plus(Duration.ofSeconds(30)));

        assertThat(accepts(serial, StepCodes.code(seed, step())))
                .as("right, but unread")
                .isFalse();
        pass(Duration.ofSeconds(30).minusMillis(1));
        assertThat(accepts(serial, StepCodes.code(seed, step()))).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(accepts(serial, StepCodes.code(seed, step()))).isTrue();
        assertThat(clock(serial).failures()).isZero();
    }

    private void failUntilTheHundredth(MfaSerial serial, OtpSeed seed, UniqueId owner) {
        for (int i = 0; i < 100; i++) {
            account.write(in -> registry.tryCode(in.mfaDevices(), Claimant.of(owner), List.of(serial), wrong(seed))
                    .evidence());
            pass(Duration.ofHours(1));
        }
        assertThat(clock(serial).failures()).isEqualTo(100);
    }

    @Test
    void aUsersDeviceLocksForGoodAfterAHundredUntilItIsEnabledAnew() {
        MfaSerial serial = serial("app");
        OtpSeed seed = enabledApp(serial, tyler.id());
        failUntilTheHundredth(serial, seed, tyler.id());
        pass(Duration.ofDays(3650));
        assertThat(accepts(serial, StepCodes.code(seed, step()))).isFalse();
        account.change(in -> registry.deactivate(in.mfaDevices(), tyler.id(), serial));
        enable(serial, tyler.id(), StepCodes.code(seed, step()), StepCodes.code(seed, step() + 1));
        pass(STEP.multipliedBy(3));
        assertThat(accepts(serial, StepCodes.code(seed, step()))).isTrue();
    }

    @Test
    void rootsDeviceNeverLocksForGood() {
        MfaSerial serial = serial("app");
        OtpSeed seed = enabledApp(serial, account.root());
        failUntilTheHundredth(serial, seed, account.root());
        assertThat(accept(serial, account.root(), StepCodes.code(seed, step())).at())
                .isEqualTo(now);
    }

    @Test
    void aDeviceInStockNeverLocksForGood() {
        MfaSerial serial = serial("app");
        OtpSeed seed = createApp(serial);
        for (int i = 0; i < 101; i++) {
            account.write(in -> registry.enable(in.mfaDevices(), tyler.id(), serial, "x", "x"));
            pass(Duration.ofHours(1));
        }
        assertThat(clock(serial).failures()).isEqualTo(101);
        enable(serial, tyler.id(), StepCodes.code(seed, step() - 1), StepCodes.code(seed, step()));
    }

    @Test
    void anOwnerHasEightDevicesAndANinthLeavesItsCodesUnused() {
        for (int i = 0; i < MfaDevice.PER_OWNER; i++) {
            enabledApp(serial("app" + i), tyler.id());
        }
        MfaSerial ninth = serial("ninth");
        OtpSeed seed = createApp(ninth);
        String first = StepCodes.code(seed, step() - 1);
        String second = StepCodes.code(seed, step());
        Refused.with(
                Kind.LIMIT_EXCEEDED,
                "Cannot exceed quota for MFADevicesPerUser: 8",
                () -> enable(ninth, tyler.id(), first, second));
        enable(ninth, account.root(), first, second);
    }

    @Test
    void aDeviceThatIsSomebodysIsNotDeleted() {
        MfaSerial serial = serial("app");
        enabledApp(serial, tyler.id());
        Refused.with(
                Kind.DELETE_CONFLICT,
                "MFA VirtualDevice in use. Must deactivate first.",
                () -> account.change(in -> registry.deleteVirtual(in.mfaDevices(), serial)));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "MFA Device invalid for user.",
                () -> account.change(in -> registry.deactivate(in.mfaDevices(), account.root(), serial)));
        account.change(in -> registry.deactivate(in.mfaDevices(), tyler.id(), serial));
        account.change(in -> registry.deleteVirtual(in.mfaDevices(), serial));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "MFA Device with serial number " + serial + " does not exist.",
                () -> account.change(in -> registry.deleteVirtual(in.mfaDevices(), serial)));
    }

    @Test
    void deletingAnAppWhileItIsEnabledNeverTakesAFactorAway() throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            MfaSerial serial = serial("app" + round);
            OtpSeed seed = createApp(serial);
            String first = StepCodes.code(seed, step() - 1);
            String second = StepCodes.code(seed, step());
            List<Object> results = Together.run(
                    2,
                    number -> account.write(in -> {
                        if (number == 0) {
                            return registry.enable(in.mfaDevices(), account.root(), serial, first, second);
                        }
                        registry.deleteVirtual(in.mfaDevices(), serial);
                        return true;
                    }));
            boolean enabled = results.get(0).equals(true);
            assertThat(results.get(1).equals(true)).isNotEqualTo(enabled);
            Optional<MfaDevice> left = account.read(in -> in.mfaDevices().find(serial));
            assertThat(left.isPresent()).isEqualTo(enabled);
            if (enabled) {
                account.change(in -> registry.deactivate(in.mfaDevices(), account.root(), serial));
            }
        }
    }

    @Test
    void aSecurityKeyThatIsDeactivatedIsForgotten() {
        var key = account.securityKey("yubi", tyler.id(), "0102");
        account.change(in -> in.mfaDevices().add(key));
        account.change(in -> registry.deactivate(in.mfaDevices(), tyler.id(), key.serial()));
        Optional<MfaDevice> left = account.read(in -> in.mfaDevices().find(key.serial()));
        assertThat(left).isEmpty();
    }
}
