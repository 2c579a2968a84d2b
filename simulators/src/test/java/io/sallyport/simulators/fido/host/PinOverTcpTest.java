// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.ctap.Pin;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.io.IOException;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PinOverTcpTest {
    private static final String PIN = "correct horse";
    private static final String WRONG = "wrong horse";

    private final Bench bench = new Bench();

    @AfterEach
    void putAway() throws IOException {
        bench.close();
    }

    private Pin pin() {
        return bench.key().pin();
    }

    private void setPin() {
        pin().set(PIN.toCharArray());
        bench.pin = PIN;
    }

    private static DeviceException.CtapRefused refusedBy(ThrowingCallable call) {
        return catchThrowableOfType(DeviceException.CtapRefused.class, call);
    }

    private String register(String verification) {
        return bench.key()
                .register(Site.verifying(Site.creation("tyler"), verification).toString(), Site.ORIGIN);
    }

    @Test
    void isSetOnceAndChangedFromThenOn() {
        assertThat(pin().isSet()).isFalse();
        assertThatThrownBy(() -> pin().triesLeft()).hasMessageContaining("set one first");
        setPin();
        assertThat(pin().isSet()).isTrue();
        assertThat(pin().triesLeft()).isEqualTo(8);
        assertThatThrownBy(this::setPin)
                .isInstanceOf(DeviceException.Unsuitable.class)
                .hasMessageContaining("change it instead");
        pin().change(PIN.toCharArray(), "battery staple".toCharArray());
        assertThat(refusedBy(() -> pin().change(PIN.toCharArray(), WRONG.toCharArray()))
                        .triesLeft())
                .isEqualTo(OptionalInt.of(7));
        pin().change("battery staple".toCharArray(), PIN.toCharArray());
        assertThat(pin().triesLeft()).as("a right one gives the tries back").isEqualTo(8);
    }

    @Test
    void isNotSentWhenItCannotBeOne() {
        for (String unsound : new String[] {"", "123", "x".repeat(64), "ü".repeat(32)}) {
            assertThatThrownBy(() -> pin().set(unsound.toCharArray()))
                    .isInstanceOf(DeviceException.Unsuitable.class)
                    .hasMessageContaining("4 characters");
        }
        assertThat(pin().isSet()).isFalse();
    }

    @Test
    void isAskedForWhereTheSiteRequiresOrPrefersItAndOverwrittenAfterwards() {
        setPin();
        String id = Site.id(register("required"));
        String assertion = bench.key()
                .authenticate(Site.verifying(Site.request(id), "preferred").toString(), Site.ORIGIN);
        assertThat(Site.verified(assertion)).isTrue();
        assertThat(bench.triesTold).containsExactly(8, 8);
        assertThat(bench.pinsGiven)
                .hasSize(2)
                .allSatisfy(given -> assertThat(given).containsOnly('\0'));
    }

    @Test
    void isNotAskedForWhereTheSiteWantsNoVerification() {
        String id = Site.id(register("discouraged"));
        setPin();
        String assertion = bench.key().authenticate(Site.request(id).toString(), Site.ORIGIN);
        assertThat(Site.verified(assertion)).isFalse();
        assertThat(bench.triesTold).isEmpty();
    }

    @Test
    void failsWhereNobodyKnowsIt() {
        setPin();
        bench.pin = "";
        assertThatThrownBy(() -> register("required"))
                .isInstanceOf(DeviceException.Unsuitable.class)
                .hasMessage("the security key wants its PIN");
    }

    @Test
    void tellsHowManyTriesAreLeftAndOverwritesTheWrongOneToo() {
        setPin();
        bench.pin = WRONG;
        DeviceException.CtapRefused refused = refusedBy(() -> register("required"));
        assertThat(refused.status()).isEqualTo(CtapStatus.PIN_INVALID.code());
        assertThat(refused.triesLeft()).isEqualTo(OptionalInt.of(7));
        assertThat(refused).hasMessage("the security key refused: the PIN is wrong, 7 tries are left");
        assertThat(bench.pinsGiven).allSatisfy(given -> assertThat(given).containsOnly('\0'));
    }

    @Test
    void wantsToBePluggedInAnewAfterThreeWrongOnesAndAResetAfterEight() throws IOException {
        setPin();
        bench.pin = WRONG;
        for (int left = 7; left > 0; left--) {
            if (left == 4 || left == 1) {
                bench.replug();
            }
            int expected = left;
            boolean third = left == 5 || left == 2;
            DeviceException.CtapRefused refused = refusedBy(() -> register("required"));
            if (third) {
                assertThat(refused.status()).isEqualTo(CtapStatus.PIN_AUTH_BLOCKED.code());
                assertThat(refused).hasMessageContaining("unplug it and plug it in again");
            } else {
                assertThat(refused.triesLeft()).isEqualTo(OptionalInt.of(expected));
            }
        }
        bench.replug();
        DeviceException.CtapRefused blocked = refusedBy(() -> register("required"));
        assertThat(blocked.status()).isEqualTo(CtapStatus.PIN_BLOCKED.code());
        assertThat(blocked).hasMessageContaining("only a reset");
        bench.pin = PIN;
        assertThat(refusedBy(() -> register("required")).status()).isEqualTo(CtapStatus.PIN_BLOCKED.code());

        bench.replug().reset();
        assertThat(pin().isSet()).isFalse();
        setPin();
        assertThat(Site.id(register("required"))).isNotEmpty();
    }

    @Test
    void aResetForgetsCredentials() throws IOException {
        String id = Site.id(register("discouraged"));
        bench.replug().reset();
        assertThat(refusedBy(() -> bench.key().authenticate(Site.request(id).toString(), Site.ORIGIN))
                        .status())
                .isEqualTo(CtapStatus.NO_CREDENTIALS.code());
    }

    @Test
    void namesTheAccountsToWhoHasShownThePin() {
        setPin();
        for (String user : new String[] {"tyler", "marla"}) {
            bench.key()
                    .register(
                            Site.verifying(Site.discoverable(user), "required").toString(), Site.ORIGIN);
        }
        bench.choice = 0;
        String assertion = bench.key()
                .authenticate(Site.verifying(Site.request(), "required").toString(), Site.ORIGIN);
        assertThat(bench.choices).singleElement().satisfies(names -> {
            assertThat(names).containsExactlyInAnyOrder("tyler (TYLER)", "marla (MARLA)");
            assertThat(names.get(0)).startsWith(Site.userHandle(assertion));
        });
    }
}
