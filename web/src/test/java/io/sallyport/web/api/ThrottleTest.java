// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.mfa.AddressThrottle;
import io.sallyport.core.mfa.GuessThrottle;
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

        server.advance(GuessThrottle.WINDOW);
        zoe.password("zoe", PASSWORD).expect(200);
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
}
