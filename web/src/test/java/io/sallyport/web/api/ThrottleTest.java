// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.mfa.AddressThrottle;
import io.sallyport.core.mfa.GuessThrottle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThrottleTest extends OneServer {
    @Test
    void addressThatFailedFiftyTimesWaits() {
        for (int i = 0; i < GuessThrottle.FAILURES; i++) {
            zoe.password("nobody" + i, PASSWORD).expect(403);
        }
        Client.Answer answer = zoe.password("zoe", PASSWORD).expect(429);
        assertThat(answer.code()).isEqualTo("TooManyRequests");
        assertThat(answer.http().headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, GuessThrottle.WINDOW.toSeconds() + 1);
        // Nor does it begin by a passkey, whether it names somebody or not.
        zoe.post("/api/v1/signin/passkey", Client.object()).expect(429);
        zoe.post("/api/v1/signin/passkey", Client.object("account", "acme", "user", "zoe"))
                .expect(429);

        server.advance(GuessThrottle.WINDOW);
        zoe.password("zoe", PASSWORD).expect(200);
        zoe.post("/api/v1/signin/passkey", Client.object()).expect(200);
    }

    @Test
    void addressesOfOneIpv6NetworkWaitTogether() {
        AddressThrottle throttle = new AddressThrottle(server.clock());
        for (int i = 0; i < GuessThrottle.FAILURES; i++) {
            throttle.failed("2001:db8:1:2::" + i);
        }
        assertThatThrownBy(() -> throttle.require("2001:db8:1:2:ffff::1")).isInstanceOf(AddressThrottle.TooMany.class);
        assertThatNoException().isThrownBy(() -> throttle.require("2001:db8:1:3::1"));
        assertThatNoException().isThrownBy(() -> throttle.require("203.0.113.5"));
    }

    /** Wrong passwords and wrong codes are counted apart: who guesses passwords keeps nobody from showing a device. */
    @Test
    void addressThatTriedManyDevicesWaitsBeforeAnyOfThemLocksAndItsNeighboursPasswordsDoNot() {
        List<Client.Answer> steps = new ArrayList<>();
        List<Enrolled> enrolled = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            String user = "user" + i;
            server.addUser(user, PASSWORD);
            enrolled.add(enrolApp(signedIn(user), user, "phone" + i));
        }
        server.advance(STEP.multipliedBy(2));
        for (int i = 0; i < 11; i++) {
            steps.add(zoe.password("user" + i, PASSWORD).expect(200));
        }
        for (int device = 0; device < 10; device++) {
            for (int i = 0; i < 5; i++) {
                zoe.code(steps.get(device), enrolled.get(device).serial(), "wrong!")
                        .expect(403);
            }
            // It rests: what is refused unread is no guess of the address's.
            zoe.code(steps.get(device), enrolled.get(device).serial(), "wrong!").expect(device == 9 ? 429 : 403);
        }
        String right = enrolled.get(10).app().code();
        Client.Answer waits =
                zoe.code(steps.get(10), enrolled.get(10).serial(), right).expect(429);
        assertThat(waits.http().headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, GuessThrottle.WINDOW.toSeconds() + 1);
        zoe.password("marla", PASSWORD).expect(200);
        server.advance(GuessThrottle.WINDOW);
        zoe.code(
                        steps.get(10),
                        enrolled.get(10).serial(),
                        enrolled.get(10).app().code())
                .expect(200);
    }

    @Test
    void replaysFromOneAddressAreNoGuesses() {
        Enrolled app = enrolApp(signedIn("zoe"), "zoe", "phone");
        server.advance(STEP);
        String code = app.app().code();
        Client.Answer step = zoe.password("zoe", PASSWORD).expect(200);
        zoe.code(step, app.serial(), code).expect(200);
        Client.Answer again = client().password("zoe", PASSWORD).expect(200);
        for (int i = 0; i < GuessThrottle.FAILURES + 5; i++) {
            client().code(again, app.serial(), code).expect(403);
        }
        server.advance(STEP);
        client().code(again, app.serial(), app.app().code()).expect(200);
    }
}
