// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.hardware.otp.Totp;
import io.sallyport.simulators.fido.fault.Fault;
import io.sallyport.simulators.otp.AuthenticatorApp;
import io.sallyport.simulators.otp.Fob;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(60)
@ExtendWith(SimulatedDevices.class)
class SimulatedDevicesTest {
    private final Site site = new Site();

    @Test
    void aKeySignsInAgainAndAgain(TestKey key) {
        KeyCredential known = site.register(key);
        KeyCredential next = site.signIn(key, known);
        assertThat(site.signIn(key, next).signatureCount()).isGreaterThan(next.signatureCount());
    }

    @Test
    void aTestHasAsManyKeysAsItNames(TestKey first, TestKey second) {
        KeyCredential known = site.register(first);
        assertThat(site.register(second).credentialId()).isNotEqualTo(known.credentialId());
        assertThatThrownBy(() -> site.signIn(second, known)).isInstanceOf(DeviceException.class);
    }

    @Test
    void theOlderOfTwoCopiesIsRefused(TestKey key) {
        KeyCredential known = site.register(key);
        TestKey copy = key.copy();
        KeyCredential signedIn = site.signIn(key, site.signIn(key, known));
        assertThatThrownBy(() -> site.signIn(copy, signedIn)).isInstanceOf(IamException.class);
        site.signIn(key, signedIn);
    }

    @Test
    void aFaultLastsUntilTheKeyRecovers(TestKey key) {
        KeyCredential known = site.register(key);
        key.inject(Fault.BAD_SIGNATURE);
        assertThatThrownBy(() -> site.signIn(key, known)).isInstanceOf(IamException.class);
        key.recover();
        site.signIn(key, known);
    }

    @Test
    void theKeySignsForNoOtherSite(TestKey key) {
        KeyCredential known = site.register(key);
        assertThatThrownBy(() -> site.signIn(key, known, "https://example.com"))
                .isInstanceOf(DeviceException.Unsuitable.class);
    }

    @Test
    void whoIsAwayMakesItTimeOutInNoTime(TestKey key, Person person, SettableClock clock) {
        KeyCredential known = site.register(key);
        Instant begun = clock.instant();
        person.isAway();
        assertThatThrownBy(() -> site.signIn(key, known)).isInstanceOf(DeviceException.class);
        assertThat(Duration.between(begun, clock.instant())).isGreaterThan(Duration.ofSeconds(20));
        person.touchesAfter(Duration.ofSeconds(3));
        site.signIn(key, known);
    }

    @Test
    void whoDeclinesIsHeard(TestKey key, Person person) {
        person.declines();
        assertThatThrownBy(() -> site.register(key)).isInstanceOf(DeviceException.CtapRefused.class);
    }

    @Test
    void whoIsToldTouchesOnce(TestKey key, Person person, SettableClock clock) {
        KeyCredential known = site.register(key);
        Instant begun = clock.instant();
        person.waitsToBeTold();
        CompletableFuture<KeyCredential> signedIn = CompletableFuture.supplyAsync(() -> site.signIn(key, known));
        person.touch();
        assertThat(signedIn.join().signatureCount()).isGreaterThan(known.signatureCount());
        assertThat(clock.instant()).isEqualTo(begun);
    }

    @Test
    void aPinIsTypedWhereItIsAskedFor(TestKey key) {
        key.setPin("271828");
        KeyCredential known = site.register(key);
        key.plugInAgain();
        site.signIn(key, known);
        assertThat(key.copy().client().info().options()).containsEntry("clientPin", true);
    }

    @Test
    void aFobShowsWhatItsSeedSays(Fob fob, TokenSeed seed, Fob other, SettableClock clock) {
        clock.set(Instant.parse("2030-05-06T07:08:09Z"));
        Totp expected = new Totp(seed.seed(), seed.parameters());
        assertThat(fob.press()).isEqualTo(expected.codeAt(Instant.parse("2030-05-06T07:08:09Z")));
        clock.advance(Duration.ofMinutes(5));
        assertThat(fob.press()).isEqualTo(expected.codeAt(Instant.parse("2030-05-06T07:13:09Z")));
        assertThat(other.serial()).isNotEqualTo(fob.serial());
    }

    /** RFC 6238, appendix B: the ASCII seed 12345678901234567890 at 59 seconds, its last six digits. */
    @Test
    void anAppShowsThePublishedCode(AuthenticatorApp app, SettableClock clock) {
        clock.set(Instant.ofEpochSecond(59));
        app.add("otpauth://totp/Example:sara?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example");
        assertThat(app.code()).isEqualTo("287082");
    }

    @Test
    void whatIsNoOptionsIsRefusedInWords(TestKey key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> key.register("{\"publicKey\":", Site.ORIGIN))
                .withMessage("these are not WebAuthn options");
        assertThatIllegalArgumentException().isThrownBy(() -> key.register("", Site.ORIGIN));
    }

    @Nested
    class BeforeATest {
        private KeyCredential known;

        @BeforeEach
        void register(TestKey key) {
            known = site.register(key);
        }

        @Test
        void theKeyIsTheTestsOwn(TestKey key) {
            site.signIn(key, known);
        }
    }
}
