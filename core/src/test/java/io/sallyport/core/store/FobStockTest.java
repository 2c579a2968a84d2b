// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.FobStock;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.Fobs;
import io.sallyport.core.mfa.NewFob;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.StepCodes;
import io.sallyport.core.mfa.StockedFob;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A fob's way through its life, on either database. */
@OnBothDatabases
final class FobStockTest extends MfaRegistryFixture {
    private static final String KEEPER = "arn:aws:iam::051826736434:user/keeper";
    private static final MfaSerial SERIAL = new MfaSerial("GAHT12345678");

    private final TestStore store;
    private final OtpSeed seed = TestAccount.seed();
    private final FobStock stock = new FobStock(registry, () -> now);

    FobStockTest(TestStore store) {
        super(store);
        this.store = store;
    }

    private void receive(boolean held) {
        NewFob fob = new NewFob(CodeDevice.newFob(SERIAL, OtpParameters.STANDARD, 0), seed, "Acme");
        account.change(in -> in.fobs().add(List.of(fob), held, now, KEEPER));
    }

    private StockedFob move(FobState to) {
        return account.write(
                in -> stock.move(in, SERIAL, new FobStock.Move(to, Optional.empty()), StockedFob.OPERATOR, fob -> {}));
    }

    private StockedFob show(String first, String second) {
        FobStock.Move move = new FobStock.Move(FobState.IN_STOCK, Optional.of(new FobStock.Codes(first, second)));
        return account.write(in -> stock.move(in, SERIAL, move, StockedFob.OPERATOR, fob -> {}));
    }

    private StockedFob fob() {
        return account.read(in -> in.fobs().find(SERIAL)).orElseThrow();
    }

    private boolean assigns() {
        CodeDevice device = fob().device();
        return account.write(in -> in.mfaDevices().assign(device, tyler.id(), now));
    }

    private String code(int off) {
        return StepCodes.code(seed, step() + off);
    }

    /** By codes that were not used yet. */
    private void enable(UniqueId owner) {
        pass(STEP.multipliedBy(3));
        enable(SERIAL, owner, code(-1), code(0));
    }

    private void deactivate(UniqueId owner, boolean lost) {
        account.change(in -> registry.deactivate(in.mfaDevices(), owner, SERIAL, lost, KEEPER));
    }

    @Test
    void aFobThatCameInCanBeEnabledAndTellsSinceWhenAndByWhom() {
        receive(false);
        StockedFob fresh = fob();
        assertThat(fresh.state()).isEqualTo(FobState.IN_STOCK);
        assertThat(fresh.maker()).isEqualTo("Acme");
        assertThat(fresh.since()).isEqualTo(now);
        assertThat(fresh.by()).isEqualTo(KEEPER);
        for (UniqueId owner : List.of(tyler.id(), account.root())) {
            enable(owner);
            assertThat(fob().state()).isEqualTo(FobState.ASSIGNED);
            assertThat(fob().device().owner()).isEqualTo(owner);
            assertThat(fob().user()).isEqualTo(owner.isRoot() ? null : tyler);
            assertThat(fob().since()).isEqualTo(now);
            deactivate(owner, false);
            assertThat(fob().state()).isEqualTo(FobState.QUARANTINE);
            assertThat(fob().by()).isEqualTo(KEEPER);
        }
    }

    @Test
    void whatWasReturnedGoesToItsNextOwnerByTwoNewCodesOrThroughAnOperatorsHands() {
        receive(false);
        enable(tyler.id());
        String first = code(-1);
        String second = code(0);
        deactivate(tyler.id(), false);
        Refused.with(
                Kind.INVALID_AUTHENTICATION_CODE,
                "Authentication code for device is not valid.",
                () -> enable(SERIAL, account.root(), first, second));
        pass(STEP.multipliedBy(2));
        StockedFob shown = show(code(-1), code(0));
        assertThat(shown.state()).isEqualTo(FobState.IN_STOCK);
        assertThat(shown.by()).isEqualTo(StockedFob.OPERATOR);
        Refused.with(
                Kind.INVALID_AUTHENTICATION_CODE,
                "Authentication code for device is not valid.",
                () -> enable(SERIAL, account.root(), code(-1), code(0)));
        enable(account.root());
    }

    @Test
    void whatAnOperatorHoldsBackIsNobodysUntilSheHasSeenItsCodes() {
        receive(true);
        assertThat(fob().held()).isTrue();
        Refused.with(
                Kind.ENTITY_TEMPORARILY_UNMODIFIABLE,
                "MFA Device with serial number GAHT12345678 is in quarantine.",
                () -> enable(tyler.id()));
        assertThat(assigns())
                .as("whatever was asked before, the database decides")
                .isFalse();
        Refused.with(
                Kind.INVALID_AUTHENTICATION_CODE,
                "Authentication code for device is not valid.",
                () -> show(code(0), code(0)));
        assertThat(fob().device().clock().failures()).isEqualTo(1);
        assertThat(show(code(-1), code(0)).held()).isFalse();
        enable(tyler.id());
    }

    @Test
    void whatIsLostOrRetiredIsNotThereForWhoeverWouldUseIt() {
        receive(false);
        enable(tyler.id());
        pass(STEP.multipliedBy(2));
        deactivate(tyler.id(), true);
        for (FobState gone : EnumSet.of(FobState.LOST, FobState.RETIRED)) {
            if (gone == FobState.RETIRED) {
                move(gone);
            }
            assertThat(fob().state()).isEqualTo(gone);
            Refused.with(
                    Kind.NO_SUCH_ENTITY,
                    "MFA Device with serial number GAHT12345678 does not exist.",
                    () -> enable(SERIAL, tyler.id(), code(-1), code(0)));
            Refused.with(
                    Kind.NO_SUCH_ENTITY,
                    "MFA Device with serial number GAHT12345678 does not exist.",
                    () -> resync(SERIAL, code(-1), code(0)));
            assertThat(accepts(SERIAL, code(0))).isFalse();
            assertThat(assigns()).isFalse();
        }
    }

    @Test
    void whatWasFoundAgainShowsItsCodesToAnOperatorFirst() {
        receive(false);
        enable(tyler.id());
        move(FobState.LOST);
        assertThat(account.read(in -> in.mfaDevices().of(tyler.id())).isEmpty()).isTrue();
        assertThat(move(FobState.QUARANTINE).held()).isTrue();
        Refused.with(
                Kind.ENTITY_TEMPORARILY_UNMODIFIABLE,
                "MFA Device with serial number GAHT12345678 is in quarantine.",
                () -> enable(tyler.id()));
        pass(STEP.multipliedBy(2));
        show(code(-1), code(0));
        enable(tyler.id());
    }

    @Test
    void aRetiredFobHasNoSeedAndItsSerialStaysTaken() {
        receive(false);
        move(FobState.RETIRED);
        boolean erased = store.raw()
                .withHandle(handle -> handle.createQuery(
                                "SELECT seed IS NULL FROM mfa_device WHERE account_id = ? AND serial = ?")
                        .bind(0, account.id().value())
                        .bind(1, SERIAL.value())
                        .mapTo(boolean.class)
                        .one());
        assertThat(erased).isTrue();
        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS,
                "MFA device already exists: GAHT12345678, token 1 of the file.",
                () -> receive(false));
        Fobs.Filter all = new Fobs.Filter(Set.of(), null, null);
        assertThatList(account.read(
                        in -> in.fobs().seeds(all, PageRequest.of(null, null)).items()))
                .isEmpty();
    }

    @Test
    void noOtherWayLeadsAnywhere() {
        for (FobState from : FobState.values()) {
            for (FobState to : FobState.values()) {
                MfaSerial serial = new MfaSerial("WAY-" + from + "-" + to);
                inState(serial, from);
                Optional<FobStock.Codes> codes =
                        to == FobState.IN_STOCK ? Optional.of(new FobStock.Codes(code(-1), code(0))) : Optional.empty();
                boolean moved = moves(serial, new FobStock.Move(to, codes));
                boolean legal = from.next().contains(to) && to != FobState.ASSIGNED;
                assertThat(moved).as("%s to %s", from, to).isEqualTo(legal);
                assertThat(account.read(in -> in.fobs().find(serial))
                                .orElseThrow()
                                .state())
                        .isEqualTo(legal ? to : from);
            }
        }
        assertThat(moves(SERIAL, new FobStock.Move(FobState.LOST, Optional.empty())))
                .as("there is none")
                .isFalse();
    }

    private boolean moves(MfaSerial serial, FobStock.Move move) {
        try {
            account.change(in -> stock.move(in, serial, move, KEEPER, fob -> {}));
            return true;
        } catch (IamException refused) {
            assertThat(refused.kind()).isIn(Kind.INVALID_INPUT, Kind.NO_SUCH_ENTITY);
            return false;
        }
    }

    private void inState(MfaSerial serial, FobState state) {
        NewFob fob = new NewFob(CodeDevice.newFob(serial, OtpParameters.STANDARD, 0), seed, null);
        account.change(in -> {
            in.fobs().add(List.of(fob), state == FobState.QUARANTINE, now, KEEPER);
            if (state == FobState.ASSIGNED) {
                UniqueId owner = account.addUserIn(in, serial.value().replace("WAY-", "u"));
                in.mfaDevices().assign(fob.device(), owner, now);
            } else if (!state.isThere()) {
                in.fobs().move(serial, FobState.IN_STOCK, state, false, now, KEEPER);
            }
        });
    }

    @Test
    void codesBelongToAFobThatComesIntoStockAndToNoOther() {
        receive(true);
        Refused.with(
                Kind.INVALID_INPUT,
                "Two consecutive codes belong to IN_STOCK, and to nothing else.",
                () -> move(FobState.IN_STOCK));
    }

    @Test
    void whoeverMayNotTakeAFobFromItsOwnerLeavesItWithHer() {
        receive(false);
        enable(tyler.id());
        Refused.with(
                Kind.ACCESS_DENIED,
                "not hers",
                () -> account.change(in ->
                        stock.move(in, SERIAL, new FobStock.Move(FobState.LOST, Optional.empty()), KEEPER, fob -> {
                            assertThat(fob.user()).isEqualTo(tyler);
                            throw new IamException(Kind.ACCESS_DENIED, "not hers");
                        })));
        assertThat(fob().state()).isEqualTo(FobState.ASSIGNED);
    }
}
