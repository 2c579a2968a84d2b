// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThrottleTest extends OneServer {
    @Test
    void addressThatFailedFiftyTimesWaits() {
        for (int i = 0; i < SignInThrottle.FAILURES; i++) {
            zoe.password("nobody" + i, PASSWORD).expect(403);
        }
        Client.Answer answer = zoe.password("zoe", PASSWORD).expect(429);
        assertThat(answer.code()).isEqualTo("TooManyRequests");
        assertThat(answer.http().headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, SignInThrottle.WINDOW.toSeconds() + 1);

        server.advance(SignInThrottle.WINDOW);
        zoe.password("zoe", PASSWORD).expect(200);
    }
}
