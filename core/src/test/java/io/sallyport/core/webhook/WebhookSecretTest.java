// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhookSecretTest {
    /** The example that libraries of Standard Webhooks verify themselves with. */
    @Test
    void signsThePublishedExample() {
        assertThat(WebhookSecret.of(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                        .signature(
                                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                                Instant.ofEpochSecond(1614265330),
                                "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void neverPrintsItself() {
        WebhookSecret secret = WebhookSecret.generate(new SecureRandom());
        assertThat(secret.toString()).doesNotContain(secret.reveal().substring(6));
        assertThat(secret.reveal()).matches("whsec_[A-Za-z0-9+/]{43}=");
    }
}
