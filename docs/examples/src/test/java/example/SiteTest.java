// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package example;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.webauthn4j.verifier.exception.BadOriginException;
import com.webauthn4j.verifier.exception.BadSignatureException;
import com.webauthn4j.verifier.exception.MaliciousCounterValueException;
import io.sallyport.hardware.DeviceException;
import io.sallyport.simulators.fido.fault.Fault;
import io.sallyport.simulators.junit.Person;
import io.sallyport.simulators.junit.SimulatedDevices;
import io.sallyport.simulators.junit.TestKey;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SimulatedDevices.class)
class SiteTest {
    private static final String ORIGIN = "https://shop.example";

    private final Site site = new Site();

    @BeforeEach
    void register(TestKey key) {
        site.finishRegistration("sara", key.register(site.startRegistration("sara"), ORIGIN));
    }

    private void signIn(TestKey key, String origin) {
        site.finishSignIn("sara", key.authenticate(site.startSignIn("sara"), origin));
    }

    @Test
    void aKeySignsInAgainAndAgain(TestKey key) {
        signIn(key, ORIGIN);
        signIn(key, ORIGIN);
    }

    @Test
    void aKeyWithAPinSignsIn(TestKey key) {
        key.setPin("271828");
        signIn(key, ORIGIN);
    }

    @Test
    void somebodyElsesKeyKnowsNoCredential(TestKey saras, TestKey other) {
        assertThrows(DeviceException.CtapRefused.class, () -> signIn(other, ORIGIN));
        signIn(saras, ORIGIN);
    }

    @Test
    void aCopyOfTheKeyIsRefused(TestKey key) {
        TestKey copy = key.copy();
        signIn(key, ORIGIN);
        signIn(key, ORIGIN);
        assertThrows(MaliciousCounterValueException.class, () -> signIn(copy, ORIGIN));
    }

    @Test
    void aPageOfAnotherOriginIsRefused(TestKey key) {
        // By the browser's part, where the relying party is not the page's, and by the site where it is.
        assertThrows(DeviceException.Unsuitable.class, () -> signIn(key, "https://shop.example.net"));
        assertThrows(BadOriginException.class, () -> signIn(key, "https://other.shop.example"));
    }

    @Test
    void aWrongSignatureIsRefused(TestKey key) {
        key.inject(Fault.BAD_SIGNATURE);
        assertThrows(BadSignatureException.class, () -> signIn(key, ORIGIN));
        key.recover();
        signIn(key, ORIGIN);
    }

    @Test
    void nothingHappensWithoutATouch(TestKey key, Person person) {
        person.isAway();
        assertThrows(DeviceException.class, () -> signIn(key, ORIGIN));
        person.declines();
        assertThrows(DeviceException.CtapRefused.class, () -> signIn(key, ORIGIN));
        person.touchesAfter(Duration.ofSeconds(20));
        signIn(key, ORIGIN);
    }
}
