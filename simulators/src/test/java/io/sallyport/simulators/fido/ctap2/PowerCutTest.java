// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody pulls the plug while the key writes. */
class PowerCutTest {
    private static final String PIN = "correct horse";
    private static final int MORE_CHANGES_THAN_ANYTHING_TAKES = 60;

    private final CuttingStorage storage = new CuttingStorage();
    private final Platform platform = new Platform(Products.YUBIKEY_5_4, storage);

    /** @return whether the key answered before its power was gone */
    private boolean answers(Supplier<CtapStatus> request, int change, boolean after) {
        storage.cutAt(change, after);
        try {
            return request.get() != null;
        } catch (CuttingStorage.PowerCut e) {
            return false;
        } finally {
            storage.plugIn();
            platform.powerCycle();
        }
    }

    /** The same writes come before the comparison, whatever it will find. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void givesNoFreeTry(int protocol) {
        platform.setPin(protocol, PIN);
        for (String tried : List.of(PIN, "wrong")) {
            assertThat(platform.changePin(protocol, PIN, PIN)).isEqualTo(CtapStatus.OK);
            assertThat(answers(() -> platform.tryPin(protocol, tried), 1, false))
                    .isFalse();
            assertThat(platform.retries()).isEqualTo(8);
            assertThat(answers(() -> platform.tryPin(protocol, tried), 1, true)).isFalse();
            assertThat(platform.retries()).isEqualTo(7);
        }
    }

    @Test
    void blocksAlsoWhoPullsThePlugAtEveryTry() {
        platform.setPin(2, PIN);
        for (int left = 7; left >= 0; left--) {
            assertThat(answers(() -> platform.tryPin(2, "wrong"), 2, false)).isTrue();
            assertThat(platform.retries()).isEqualTo(left);
        }
        assertThat(platform.tryPin(2, PIN)).isEqualTo(CtapStatus.PIN_BLOCKED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void leavesTheOldPinOrTheNew(boolean after) {
        List<String> opening = new ArrayList<>();
        platform.setPin(2, "pin number 0");
        for (int change = 1; change <= MORE_CHANGES_THAN_ANYTHING_TAKES; change++) {
            String old = "pin number " + (change - 1);
            String wanted = "pin number " + change;
            boolean answered = answers(() -> platform.changePin(2, old, wanted), change, after);
            boolean opensOld = platform.tryPin(2, old) == CtapStatus.OK;
            boolean opensNew = platform.tryPin(2, wanted) == CtapStatus.OK;
            assertThat(opensOld ^ opensNew).isTrue();
            assertThat(opensNew || !answered).isTrue();
            opening.add(opensNew ? "new" : "old");
            if (opensOld) {
                assertThat(platform.changePin(2, old, wanted)).isEqualTo(CtapStatus.OK);
            }
        }
        assertThat(opening).contains("old").endsWith("new");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void neverLeavesCredentialsWithoutTheirPin(boolean after) {
        int cut = 0;
        boolean answered = false;
        while (!answered) {
            platform.succeed(1, Platform.newCredential(CBORObject.NewMap().Add("rk", true), CBORObject.NewMap()));
            platform.setPin(2, PIN);
            cut++;
            answered = answers(() -> platform.status(Platform.RESET, CBORObject.NewMap()), cut, after);
            boolean found = platform.status(2, Platform.discover()) == CtapStatus.OK;
            boolean locked = platform.tryPin(2, PIN) == CtapStatus.OK;
            assertThat(found && !locked).as("cut at change %d", cut).isFalse();
            assertThat(answered && (found || locked)).isFalse();
            assertThat(platform.status(Platform.RESET, CBORObject.NewMap())).isEqualTo(CtapStatus.OK);
            assertThat(platform.status(2, Platform.discover())).isEqualTo(CtapStatus.NO_CREDENTIALS);
        }
        assertThat(cut).isGreaterThan(3).isLessThan(MORE_CHANGES_THAN_ANYTHING_TAKES);
    }

    @Test
    void isSeenByTheTests() {
        storage.cutAt(1, false);
        assertThatThrownBy(() -> platform.setPin(2, PIN)).isInstanceOf(CuttingStorage.PowerCut.class);
        storage.plugIn();
        assertThat(platform.tryPin(2, PIN)).isEqualTo(CtapStatus.PIN_NOT_SET);
    }
}
