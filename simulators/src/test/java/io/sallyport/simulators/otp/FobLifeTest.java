// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.simulators.Storage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a person holding a fob sees of it, until its battery is empty. */
class FobLifeTest {
    private static final String SECRET = "5ca1ab1e0ff1ce0ddba11cafef00d0123456789a";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final OtpParameters HOTP = new OtpParameters(Algorithm.HOTP, Hash.SHA1, 6, Duration.ofSeconds(30));

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final InstantSource clock = now::get;

    private static TokenSeed token(OtpParameters parameters) {
        return new TokenSeed("GAHT12345678", OtpSeed.of(HexFormat.of().parseHex(SECRET)), parameters, 0, 0, "Gemalto");
    }

    private void wait(int seconds) {
        now.set(clock.instant().plusSeconds(seconds));
    }

    @Test
    void displayIsBlankUntilTheButtonIsPressedAndAgainAfterAWhile() {
        Fob fob = Fob.of(token(OtpParameters.STANDARD), clock);
        assertThat(fob.display()).isEqualTo(Display.BLANK);

        String code = fob.press();
        assertThat(fob.display()).isEqualTo(new Display(code, 6));
        wait(29);
        assertThat(fob.display()).isEqualTo(new Display(code, 1));
        wait(1);
        assertThat(fob.display().isBlank()).isTrue();
        assertThat(fob.press()).isNotEqualTo(code);
    }

    @Test
    void barsAreSixthsOfTheStepThatAreLeftAndTheLitDisplayGoesOn() {
        Fob fob = Fob.of(token(OtpParameters.STANDARD), clock);
        wait(14);
        String first = fob.press();
        assertThat(fob.display()).isEqualTo(new Display(first, 4));
        wait(15);
        assertThat(fob.display().bars()).isEqualTo(1);
        wait(1);
        assertThat(fob.display().code())
                .isEqualTo(Oathtool.codes(SECRET, OtpParameters.STANDARD, START.getEpochSecond() + 30, 1)
                        .get(0))
                .isNotEqualTo(first);
    }

    @Test
    void anEventBasedDisplayKeepsItsCodeAndHasNoBars() {
        Fob fob = Fob.builder(token(HOTP), clock).model(FobModel.SUREPASSID).build();
        assertThat(fob.display()).isEqualTo(Display.BLANK);
        String code = fob.press();
        wait(19);
        assertThat(fob.display()).isEqualTo(new Display(code, 0));
        wait(1);
        assertThat(fob.display()).isEqualTo(Display.BLANK);
        assertThat(fob.model().lit()).hasSeconds(20);
    }

    @Test
    void batteryEndsAtItsInstant() {
        Fob fob = Fob.builder(token(OtpParameters.STANDARD), clock)
                .battery(Battery.until(START.plusSeconds(10)))
                .build();
        wait(9);
        fob.press();
        assertThat(fob.display().isBlank()).isFalse();
        wait(1);
        assertThat(fob.display()).isEqualTo(Display.BLANK);
        assertThatExceptionOfType(DeadBatteryException.class)
                .isThrownBy(fob::press)
                .withMessageContaining("GAHT12345678")
                .withMessageContaining("battery is empty");
    }

    @Test
    void batteryEndsAfterSoManyPressesAndADeadFobDoesNotCount() {
        Storage storage = Storage.inMemory();
        FobBuilder builder =
                Fob.builder(token(HOTP), clock).battery(Battery.ofPresses(3)).storage(storage);
        Fob fob = builder.build();
        fob.press();
        fob.press();
        assertThat(builder.build().press())
                .isEqualTo(Oathtool.codes(SECRET, HOTP, 2, 1).get(0));
        assertThat(fob.display().isBlank()).isFalse();

        assertThatExceptionOfType(DeadBatteryException.class).isThrownBy(fob::press);
        assertThat(fob.counter()).isEqualTo(3);
        // What is in the fob outlives its battery only where the storage says so.
        assertThat(Fob.builder(token(HOTP), clock).storage(storage).build().press())
                .isEqualTo(Oathtool.codes(SECRET, HOTP, 3, 1).get(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Battery.ofPresses(-1));
    }

    @Test
    void oneStorageHoldsManyFobs() {
        Storage storage = Storage.inMemory();
        Fob first = Fob.builder(token(HOTP), clock).storage(storage).build();
        TokenSeed other = new TokenSeed("GAHT12345679", token(HOTP).seed(), HOTP, 7);
        Fob second = Fob.builder(other, clock).storage(storage).build();

        first.press();
        first.press();
        second.press();

        assertThat(Fob.builder(token(HOTP), clock).storage(storage).build().counter())
                .isEqualTo(2);
        assertThat(Fob.builder(other, clock).storage(storage).build().counter()).isEqualTo(8);
        assertThat(storage.names()).containsExactly("fob-GAHT12345678", "fob-GAHT12345679");
    }
}
