// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.IamException.Kind;
import io.sallyport.core.mfa.Claimant;
import io.sallyport.core.mfa.CodeAnswer;
import io.sallyport.core.mfa.CodeVerification;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.OneTimeCodes;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.StepCodes;
import io.sallyport.core.name.MfaSerial;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

/** Why a code is refused cannot be told by what it takes to refuse it. */
@OnBothDatabases
final class EqualWorkTest extends MfaRegistryFixture {
    private static final Pattern DECOY = Pattern.compile("decoy_device|mfa_device");
    private static final List<MfaSerial> ANY = List.of();

    private final TestStore store;
    private long reckoned;

    EqualWorkTest(TestStore store) {
        super(store);
        this.store = store;
    }

    /** What was done: how many codes were reckoned, and each statement with how many rows it changed. */
    private record Work(long codes, List<String> statements) {}

    private final MfaRegistry counting = new MfaRegistry(
            new CodeVerification(
                    (seed, parameters, from, to, code) -> {
                        reckoned += Math.max(0, to - Math.max(from, 0) + 1);
                        return ((OneTimeCodes) new StepCodes()).match(seed, parameters, from, to, code);
                    },
                    () -> now),
            () -> now,
            new SecureRandom());

    private Work refused(Claimant claimant, List<MfaSerial> serials, String code) {
        List<String> statements = new ArrayList<>();
        reckoned = 0;
        store.raw().useTransaction(handle -> {
            handle.setSqlLogger(new SqlLogger() {
                @Override
                public void logAfterExecution(StatementContext context) {
                    // A decoy's row is another table's of the same make.
                    statements.add(DECOY.matcher(context.getRawSql())
                            .replaceAll("device")
                            .replaceAll("SELECT .* FROM", "SELECT FROM"));
                }
            });
            Scope scope = Scope.of(handle, account.id(), store.dialect(), store.vault(), "a node");
            CodeAnswer answer = counting.tryCode(new JdbiMfaDevices(scope), claimant, serials, code);
            assertThat(answer.evidence()).isEmpty();
        });
        return new Work(reckoned, statements);
    }

    private void assertAllEqual(Map<String, Work> works) {
        Work first = works.values().iterator().next();
        assertThat(first.codes()).isPositive();
        assertThat(works).allSatisfy((why, work) -> assertThat(work).as(why).isEqualTo(first));
    }

    /** Decoys are made the first time they are wanted. */
    private void warmUp(Claimant... claimants) {
        for (Claimant claimant : claimants) {
            account.write(in -> registry.tryCode(in.mfaDevices(), claimant, List.of(serial("none")), "000000"));
        }
    }

    @Test
    void wrongUsedRestingAndUnknownTakeTheSameStatementsAndCodes() {
        MfaSerial serial = serial("app");
        OtpSeed seed = enabledApp(serial, tyler.id());
        MfaSerial others = serial("others");
        enabledApp(others, account.root());
        String used = StepCodes.code(seed, step());
        assertThat(accepts(serial, used)).isTrue();
        Claimant her = Claimant.named("tyler", tyler.id());
        Claimant nobody = Claimant.named("nobody", null);
        warmUp(her, nobody);

        Map<String, Work> works = new LinkedHashMap<>();
        works.put("wrong", refused(her, List.of(serial), wrong(seed)));
        works.put("used", refused(her, List.of(serial), used));
        works.put("no code at all", refused(her, List.of(serial), "x"));
        works.put("another's device", refused(her, List.of(others), wrong(seed)));
        works.put("no such device", refused(her, List.of(serial("none")), wrong(seed)));
        works.put("no such user", refused(nobody, List.of(serial), wrong(seed)));
        works.put("no such user, used", refused(nobody, List.of(serial), used));
        for (int i = 0; i < 4; i++) {
            accepts(serial, wrong(seed));
        }
        works.put("resting, wrong", refused(her, List.of(serial), wrong(seed)));
        works.put("resting, right", refused(her, List.of(serial), StepCodes.code(seed, step() + 1)));
        assertAllEqual(works);
    }

    @Test
    void withoutASerialNobodyIsTriedAsOftenAsWhoeverHasEightDevices() {
        OtpSeed seed = enabledApp(serial("app0"), tyler.id());
        var one = account.addUser("one");
        var none = account.addUser("none");
        OtpSeed ones = enabledApp(serial("ones"), one.id());
        for (int i = 1; i < MfaDevice.PER_OWNER; i++) {
            enabledApp(serial("app" + i), tyler.id());
        }
        String used = StepCodes.code(seed, step());
        assertThat(accepts(serial("app0"), used)).isTrue();
        List<Claimant> claimants = List.of(
                Claimant.named("tyler", tyler.id()),
                Claimant.named("one", one.id()),
                Claimant.named("none", none.id()),
                Claimant.named("nobody", null));
        warmUp(claimants.toArray(new Claimant[0]));

        Map<String, Work> works = new LinkedHashMap<>();
        claimants.forEach(claimant -> works.put(claimant.name(), refused(claimant, ANY, wrong(ones))));
        works.put("used", refused(claimants.get(0), ANY, used));
        assertAllEqual(works);
    }

    @Test
    void ofAnyDeviceOneAcceptsAndNoOtherCountsIt() {
        OtpSeed first = enabledApp(serial("app0"), tyler.id());
        OtpSeed second = enabledApp(serial("app1"), tyler.id());
        Claimant her = Claimant.of(tyler.id());
        String code = StepCodes.code(second, step());
        assertThat(account.write(in -> registry.tryCode(in.mfaDevices(), her, ANY, code))
                        .evidence())
                .hasValueSatisfying(shown -> assertThat(shown.serial()).isEqualTo(serial("app1")));
        CodeAnswer replayed = account.write(in -> registry.tryCode(in.mfaDevices(), her, ANY, code));
        assertThat(replayed.evidence()).isEmpty();
        assertThat(replayed.guess()).isFalse();
        assertThat(clock(serial("app0")).failures()).as("a replay is no guess").isZero();
        assertThat(clock(serial("app1")).failures()).isZero();
        assertThat(account.write(in -> registry.tryCode(in.mfaDevices(), her, ANY, wrong(first)))
                        .guess())
                .isTrue();
        assertThat(clock(serial("app0")).failures())
                .as("no single one answers for it")
                .isZero();
        for (int i = 0; i < 4; i++) {
            account.write(in -> registry.tryCode(in.mfaDevices(), her, ANY, wrong(first)));
        }
        String next = StepCodes.code(first, step() + 1);
        assertThat(account.write(in -> registry.tryCode(in.mfaDevices(), her, ANY, next))
                        .evidence())
                .as("the fifth began a rest")
                .isEmpty();
        assertThat(accepts(serial("app0"), next)).as("of none of her devices").isTrue();
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
    void aPairThatWasShownBeforeCountsAsNoFailure() {
        MfaSerial serial = serial("app");
        OtpSeed seed = enabledApp(serial, tyler.id());
        pass(STEP.multipliedBy(3));
        String first = StepCodes.code(seed, step() - 1);
        String second = StepCodes.code(seed, step());
        resync(serial, first, second);
        Refused.with(
                Kind.INVALID_AUTHENTICATION_CODE,
                "Authentication code for device is not valid.",
                () -> resync(serial, first, second));
        assertThat(clock(serial).failures()).isZero();
        Refused.with(
                Kind.INVALID_AUTHENTICATION_CODE,
                "Authentication code for device is not valid.",
                () -> resync(serial, wrong(seed), wrong(seed)));
        assertThat(clock(serial).failures()).isEqualTo(1);
    }
}
