// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.TagOwner;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.ClockEstimate;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.MfaDevices.Assignment;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class MfaDevicesTest {
    private static final ClockEstimate ESTIMATE = new ClockEstimate(
            TestStore.NOW,
            -64.125,
            3.8e-6,
            new ClockEstimate.Covariance(30.5, -1.25e-6, 2.5e-13),
            5,
            new ClockEstimate.Jump(TestStore.NOW.minusSeconds(7), 250.5));

    private final TestAccount account;
    private final User tyler;

    MfaDevicesTest(TestStore store) {
        this.account = store.account();
        this.tyler = account.addUser("tyler");
    }

    @Test
    void aFobComesBackAsItWasWithItsSeed() {
        OtpParameters parameters =
                new OtpParameters(OtpParameters.Algorithm.HOTP, OtpParameters.Hash.SHA1, 8, Duration.ofSeconds(60));
        CodeDevice fob = CodeDevice.newFob(new MfaSerial("GAHT12345678"), parameters, 5_000_000_000L);
        OtpSeed seed = TestAccount.seed();
        account.change(in -> in.mfaDevices().add(fob, seed));

        CodeDevice read = account.code(fob.serial());
        assertThat(read).isEqualTo(fob);
        assertThat(read.clock().lastStep()).isEqualTo(4_999_999_999L);
        assertThat(read.owner()).isNull();
        assertThat(read.enabledAt()).isNull();
        assertThatObject(account.read(in -> in.mfaDevices().seed(read))).isEqualTo(seed);
        assertThatObject(account.write(in -> in.mfaDevices().lock(fob.serial())))
                .isEqualTo(Optional.of(fob));
        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS,
                "MFA device already exists.",
                () -> account.change(in -> in.mfaDevices().add(fob, seed)));
    }

    @Test
    void aDeviceThatIsNotThereIsNoSuchEntity() {
        MfaSerial serial = new MfaSerial("GAHT00000000");
        assertThatObject(account.read(in -> in.mfaDevices().find(serial))).isEqualTo(Optional.empty());
        assertThatObject(account.write(in -> in.mfaDevices().lock(serial))).isEqualTo(Optional.empty());
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "MFA Device with serial number GAHT00000000 does not exist.",
                () -> account.read(in -> in.mfaDevices().require(serial)));
    }

    @Test
    void anAppIsAssignedOnceAndFreedByItsOwnerOnly() {
        CodeDevice app = account.app("app");
        User marla = account.addUser("marla");
        account.change(in -> in.mfaDevices().add(app, TestAccount.seed()));
        Instant at = TestStore.NOW.plusMillis(1);

        assertThat(assign(app, tyler, at)).isTrue();
        assertThat(assign(app, marla, at)).isFalse();
        CodeDevice tylers = account.code(app.serial());
        assertThat(tylers.owner()).isEqualTo(tyler.id());
        assertThat(tylers.enabledAt()).isEqualTo(at);
        account.change(in -> in.mfaDevices().accept(tylers, 7, ESTIMATE));
        account.change(in -> in.mfaDevices().failed(tylers, TestStore.NOW));
        account.change(in -> in.mfaDevices().unassign(tylers));
        CodeDevice freed = account.code(app.serial());
        assertThat(freed.owner()).isNull();
        assertThat(freed.enabledAt()).isNull();
        assertThat(freed.clock().failures()).isZero();
        assertThat(freed.clock().lockedUntil()).isEqualTo(Instant.EPOCH);
        assertThat(freed.clock().lastStep()).as("shown codes stay used").isEqualTo(7);

        assertThat(assign(app, marla, at)).isTrue();
        account.change(in -> in.mfaDevices().unassign(tylers));
        assertThat(account.code(app.serial()).owner())
                .as("a stale owner frees nothing")
                .isEqualTo(marla.id());
    }

    private boolean assign(CodeDevice app, User owner, Instant at) {
        return account.write(in -> in.mfaDevices().assign(app, owner.id(), at));
    }

    @Test
    void aStepIsAcceptedOnceAndOnlyForward() {
        CodeDevice app = account.addApp("app", tyler.id());
        assertThat(accept(app, 100)).isTrue();
        assertThat(accept(app, 101)).as("as it was read before").isFalse();
        CodeDevice now = account.code(app.serial());
        assertThat(now.clock().version()).isEqualTo(1);
        assertThat(accept(now, 100)).isFalse();
        assertThat(accept(now, 99)).isFalse();
        assertThat(accept(now, 101)).isTrue();
    }

    private boolean accept(CodeDevice app, long step) {
        return account.write(in -> in.mfaDevices().accept(app, step, ESTIMATE));
    }

    @Test
    void anAcceptanceForgetsFailures() {
        CodeDevice app = account.addApp("app", tyler.id());
        account.change(in -> in.mfaDevices().failed(app, TestStore.NOW.plusMillis(250)));
        CodeDevice failed = account.code(app.serial());
        assertThat(failed.clock().failures()).isEqualTo(1);
        assertThat(failed.clock().lockedUntil()).isEqualTo(TestStore.NOW.plusMillis(250));
        assertThat(accept(failed, 1)).isTrue();
        CodeDevice accepted = account.code(app.serial());
        assertThat(accepted.clock().failures()).isZero();
        assertThat(accepted.clock().lockedUntil()).isEqualTo(Instant.EPOCH);
        assertThat(accepted.clock().estimate()).isEqualTo(ESTIMATE);
    }

    @Test
    void aSecurityKeyComesBackAsItWasAndIsUniqueBySerialAndCredential() {
        KeyDevice key = account.securityKey("yubi", tyler.id(), "00ff");
        account.change(in -> in.mfaDevices().add(key));
        assertThatObject(account.read(in -> in.mfaDevices().find(key.serial()))).isEqualTo(Optional.of(key));
        assertThatObject(account.write(in -> in.mfaDevices().lock(key.serial())))
                .isEqualTo(Optional.empty());

        for (KeyDevice twin : List.of(
                account.securityKey("yubi", tyler.id(), "00aa"), account.securityKey("other", tyler.id(), "00ff"))) {
            Refused.with(
                    Kind.ENTITY_ALREADY_EXISTS,
                    "MFA device already exists.",
                    () -> account.change(in -> in.mfaDevices().add(twin)));
        }
        account.change(in -> in.mfaDevices().update(key, key.credential().withState(7, true)));
        KeyDevice used = (KeyDevice) account.read(in -> in.mfaDevices().require(key.serial()));
        assertThat(used.credential()).isEqualTo(key.credential().withState(7, true));
        account.change(in -> in.mfaDevices().remove(key));
        assertThatObject(account.read(in -> in.mfaDevices().find(key.serial()))).isEqualTo(Optional.empty());
    }

    @Test
    void ownersOfPasskeysAreARing() {
        List<UniqueId> ids = Stream.of("one", "two", "three", "four")
                .map(name -> account.addUser(name).id())
                .sorted(Comparator.comparing(UniqueId::value))
                .toList();
        UniqueId low = ids.get(0);
        UniqueId between = ids.get(1);
        UniqueId high = ids.get(2);
        assertThatObject(nextOwner(low)).isEqualTo(Optional.empty());
        account.change(in -> {
            in.mfaDevices().add(account.securityKey("factor", between, "01"));
            in.mfaDevices().add(account.passkey("low", low, "02"));
            in.mfaDevices().add(account.passkey("high", high, "03"));
            in.mfaDevices().add(account.securityKey("second", high, "04"));
        });
        assertThatObject(nextOwner(low)).isEqualTo(Optional.of(low));
        assertThatObject(nextOwner(between)).isEqualTo(Optional.of(high));
        assertThatObject(nextOwner(high)).isEqualTo(Optional.of(high));
        assertThatObject(nextOwner(ids.get(3))).isEqualTo(Optional.of(low));
        assertThatList(account.read(in -> in.mfaDevices().passkeys(high)))
                .containsExactly(account.passkey("high", high, "03").credential());
        account.change(in -> in.mfaDevices().remove(account.passkey("low", low, "02")));
        assertThatObject(nextOwner(ids.get(3))).isEqualTo(Optional.of(high));
    }

    private Optional<UniqueId> nextOwner(UniqueId from) {
        return account.read(in -> in.mfaDevices().ownerOfPasskeys(from));
    }

    @Test
    void anOwnerHasEightDevicesOfAllKindsAlsoUnderConcurrency() throws InterruptedException {
        for (UniqueId owner : List.of(tyler.id(), account.root())) {
            List<Object> results = Together.run(16, number -> {
                String name = (owner.isRoot() ? "root-" : "user-") + number;
                if (number % 2 == 0) {
                    return account.addApp(name, owner);
                }
                KeyDevice key = account.securityKey(
                        name, owner, (owner.isRoot() ? "aa" : "bb") + String.format("%02d", number));
                account.change(in -> in.mfaDevices().add(key));
                return key;
            });
            assertThat(results).filteredOn(MfaDevice.class::isInstance).hasSize(8);
            assertThatList(account.read(in -> in.mfaDevices().of(owner))).hasSize(8);
            Refused.with(
                    Kind.LIMIT_EXCEEDED,
                    "Cannot exceed quota for MFADevicesPerUser: 8",
                    () -> account.change(in -> in.mfaDevices().add(account.securityKey("more", owner, "cc"))));
        }
    }

    @Test
    void theQuotaOfVirtualDevicesHoldsUnderConcurrency() throws InterruptedException {
        OtpSeed seed = TestAccount.seed();
        account.change(in -> {
            for (int i = 0; i < 4996; i++) {
                in.mfaDevices().add(account.app("app-" + i), seed);
            }
        });
        List<Object> results = Together.run(8, number -> {
            account.change(in -> in.mfaDevices().add(account.app("late-" + number), seed));
            return number;
        });

        assertThat(results).filteredOn(Integer.class::isInstance).hasSize(4);
        Refused.with(
                Kind.LIMIT_EXCEEDED,
                "Cannot exceed quota for VirtualMFADevicesPerAccount: 5000",
                () -> account.change(in -> in.mfaDevices().add(account.app("one-too-many"), seed)));
        account.change(in ->
                in.mfaDevices().add(CodeDevice.newFob(new MfaSerial("GAHT12345678"), OtpParameters.STANDARD, 0), seed));
    }

    @Test
    void anAppsTagsGoWithIt() {
        CodeDevice app = account.app("app");
        TagOwner owner = TagOwner.of(app.serial().arn(account.id()));
        account.change(in -> {
            in.mfaDevices().add(app, TestAccount.seed());
            in.tags().put(owner, List.of(new Tag("team", "blue")));
        });
        assertThatList(account.read(in -> in.tags().of(owner))).containsExactly(new Tag("team", "blue"));
        account.change(in -> in.mfaDevices().remove(app));
        assertThatList(account.read(in -> in.tags().of(owner))).isEmpty();
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "The mfa device with id " + app.serial() + " cannot be found.",
                () -> account.change(in -> in.tags().put(owner, List.of(new Tag("team", "blue")))));
    }

    @Test
    void anOwnersDevicesComeInPagesBySerial() {
        CodeDevice b = account.addApp("b", tyler.id());
        CodeDevice a = account.addApp("A", tyler.id());
        account.addApp("c", account.root());
        KeyDevice key = account.securityKey("k", tyler.id(), "01");
        account.change(in -> in.mfaDevices().add(key));

        Page<MfaDevice> first = account.read(in -> in.mfaDevices().of(tyler.id(), PageRequest.of(2, null)));
        assertThat(first.items()).containsExactly(a, b);
        Page<MfaDevice> second = account.read(in -> in.mfaDevices().of(tyler.id(), PageRequest.of(2, first.marker())));
        assertThat(second.items()).containsExactly(key);
        assertThat(second.marker()).isNull();
        assertThatList(account.read(in -> in.mfaDevices().of(tyler.id()))).containsExactly(a, b, key);
    }

    @Test
    void virtualDevicesAreListedByAssignment() {
        CodeDevice free = account.app("free");
        account.change(in -> in.mfaDevices().add(free, TestAccount.seed()));
        CodeDevice taken = account.addApp("taken", tyler.id());
        account.change(in -> in.mfaDevices()
                .add(CodeDevice.newFob(new MfaSerial("GAHT12345678"), OtpParameters.STANDARD, 0), TestAccount.seed()));
        account.change(in -> in.mfaDevices().add(account.securityKey("k", tyler.id(), "01")));

        assertThatList(virtual(Assignment.ANY)).containsExactly(free, taken);
        assertThatList(virtual(Assignment.ASSIGNED)).containsExactly(taken);
        assertThatList(virtual(Assignment.UNASSIGNED)).containsExactly(free);
        Page<CodeDevice> first = account.read(in -> in.mfaDevices().virtual(Assignment.ANY, PageRequest.of(1, null)));
        Page<CodeDevice> second =
                account.read(in -> in.mfaDevices().virtual(Assignment.ANY, PageRequest.of(1, first.marker())));
        assertThat(second).isEqualTo(new Page<>(List.of(taken), null));
        account.change(in -> in.mfaDevices().remove(free));
        assertThatList(virtual(Assignment.ANY)).containsExactly(taken);
    }

    private List<CodeDevice> virtual(Assignment assignment) {
        return account.read(in ->
                in.mfaDevices().virtual(assignment, PageRequest.of(null, null)).items());
    }
}
