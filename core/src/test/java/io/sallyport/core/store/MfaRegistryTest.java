// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Refusal;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.ClockState;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.CodeVerification;
import io.sallyport.core.mfa.MfaDevice;
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
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The registry as it works: over a store, on either database. */
@OnBothDatabases
final class MfaRegistryTest {
    private static final Duration STEP = Duration.ofSeconds(30);

    private final TestAccount account;
    private final User tyler;
    private volatile Instant now = Instant.parse("2026-03-01T12:00:10Z");
    private final MfaRegistry registry =
            new MfaRegistry(new CodeVerification(new StepCodes(), () -> now), () -> now, new SecureRandom());

    MfaRegistryTest(TestStore store) {
        this.account = store.account();
        this.tyler = account.addUser("tyler");
    }

    private long step() {
        return OtpParameters.STANDARD.stepAt(now);
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private OtpSeed createApp(MfaSerial serial) {
        return account.write(in -> registry.createApp(in.mfaDevices(), serial));
    }

    private MfaSerial serial(String name) {
        return MfaSerial.virtual(account.id(), EntityPath.ROOT, name);
    }

    /** In the way a caller has to: what is wrong is refused, and its traces are kept. */
    private void enable(MfaSerial serial, UniqueId owner, String first, String second) {
        account.change(in -> {
            if (!registry.enable(in.mfaDevices(), owner, serial, first, second)) {
                throw new Refusal(MfaRegistry.codeNotValid());
            }
        });
    }

    private void resync(MfaSerial serial, String first, String second) {
        account.change(in -> {
            if (!registry.resync(in.mfaDevices(), tyler.id(), serial, first, second)) {
                throw new Refusal(MfaRegistry.codeNotValid());
            }
        });
    }

    private MfaEvidence accept(MfaSerial serial, UniqueId owner, String code) {
        return account.write(in -> registry.acceptCode(in.mfaDevices(), owner, serial, code)
                .orElseThrow(() -> new Refusal(MfaRegistry.codeNotValid())));
    }

    private MfaEvidence accept(MfaSerial serial, String code) {
        return accept(serial, tyler.id(), code);
    }

    private boolean accepts(MfaSerial serial, String code) {
        try {
            accept(serial, code);
            return true;
        } catch (IamException refused) {
            assertThat(refused).hasMessage("Authentication code for device is not valid.");
            return false;
        }
    }

    private ClockState clock(MfaSerial serial) {
        return account.code(serial).clock();
    }

    /** An app of an owner, enabled ten steps ago. */
    private OtpSeed enabledApp(MfaSerial serial, UniqueId owner) {
        OtpSeed seed = createApp(serial);
        enable(serial, owner, StepCodes.code(seed, step() - 1), StepCodes.code(seed, step()));
        pass(STEP.multipliedBy(10));
        return seed;
    }

    /** A code that the device does not show for a long time. */
    private String wrong(OtpSeed seed) {
        return StepCodes.code(seed, step() + 50_000);
    }

    @Test
    void enablingTakesTwoConsecutiveCodesAndUsesThemUp() {
        MfaSerial serial = serial("app");
        OtpSeed seed = createApp(serial);
        assertThat(seed.reveal()).hasSize(32);
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
            account.write(in -> registry.acceptCode(in.mfaDevices(), owner, serial, wrong(seed)));
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
                "MFA Device with serial number " + serial + " does not exist.",
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

    @Nested
    @DisplayName("resynchronisation")
    class Resync {
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
            Refused.with(
                    Kind.INVALID_AUTHENTICATION_CODE, "Authentication code for device is not valid.", () -> pairAt(1));
            assertThat(clock(serial).lastStep()).isEqualTo(last);
            assertThat(clock(serial).failures()).isEqualTo(2);
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
                    "MFA Device with serial number " + serial + " does not exist.",
                    () -> account.change(
                            in -> registry.resync(in.mfaDevices(), account.root(), serial, "000000", "000000")));
        }
    }

    @Nested
    @DisplayName("RFC 4226 event-based fobs")
    class Hotp {
        private final MfaSerial serial = new MfaSerial("GAHT12345678");
        private final OtpSeed seed = TestAccount.seed();

        Hotp() {
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
            assertThat(clock(serial).offset()).isZero();
            Refused.with(
                    Kind.INVALID_AUTHENTICATION_CODE,
                    "Authentication code for device is not valid.",
                    () -> resync(serial, StepCodes.code(seed, 50), StepCodes.code(seed, 51)));
        }
    }
}
