// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.ctap.KeyEvent;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CeremoniesOverTcpTest {
    private final Bench bench = new Bench();

    @AfterEach
    void putAway() throws IOException {
        bench.close();
    }

    @Test
    void registersAndSignsInAndSaysOnceThatItWantsToBeTouched() {
        bench.presence = waiting -> waiting.toMillis() < 350 ? Presence.Answer.NOT_YET : Presence.Answer.TOUCHED;
        String id = Site.id(bench.key().register(Site.creation("tyler").toString(), Site.ORIGIN));
        assertThat(bench.events).containsExactly(KeyEvent.TOUCH);
        bench.events.clear();
        String assertion = bench.key().authenticate(Site.request(id).toString(), Site.ORIGIN);
        assertThat(Site.id(assertion)).isEqualTo(id);
        assertThat(bench.events).containsExactly(KeyEvent.TOUCH);
    }

    @Test
    void asksWhichAccountWhereTheKeyHoldsSeveral() {
        bench.key().register(Site.discoverable("tyler").toString(), Site.ORIGIN);
        bench.key().register(Site.discoverable("marla").toString(), Site.ORIGIN);
        assertThatThrownBy(() -> bench.key().authenticate(Site.request().toString(), Site.ORIGIN))
                .isInstanceOf(DeviceException.Unsuitable.class)
                .hasMessageContaining("several accounts");
        for (int choice = 0; choice < 2; choice++) {
            bench.choice = choice;
            bench.choices.clear();
            String assertion = bench.key().authenticate(Site.request().toString(), Site.ORIGIN);
            assertThat(bench.choices).hasSize(1);
            assertThat(bench.choices.get(0)).hasSize(2);
            assertThat(Site.userHandle(assertion)).isIn("tyler", "marla");
        }
    }

    @Test
    void aCancelFromAnotherThreadReachesAKeyThatWaitsToBeTouched() throws Exception {
        bench.presence = Presence.absent();
        CompletableFuture<Instant> told = new CompletableFuture<>();
        Thread canceller = new Thread(() -> {
            try {
                bench.blinks.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            told.complete(Instant.now());
            bench.key().cancel();
        });
        canceller.start();
        DeviceException.CtapRefused refused = catchThrowableOfType(
                DeviceException.CtapRefused.class,
                () -> bench.key().register(Site.creation("tyler").toString(), Site.ORIGIN));
        Instant ended = Instant.now();
        canceller.join();
        assertThat(refused.status()).isEqualTo(CtapStatus.KEEPALIVE_CANCEL.code());
        assertThat(refused).hasMessage("cancelled");
        assertThat(Duration.between(told.get(), ended)).isLessThan(Duration.ofMillis(500));
        assertThat(bench.events).containsExactly(KeyEvent.TOUCH, KeyEvent.CANCELLED);
        bench.presence = Presence.eager();
        assertThat(Site.id(bench.key().register(Site.creation("tyler").toString(), Site.ORIGIN)))
                .as("the key is free again")
                .isNotEmpty();
    }

    @Test
    void tellsTheKeyToStopWhenThePagesTimeIsUp() {
        bench.presence = Presence.absent();
        assertThatThrownBy(() -> bench.key()
                        .register(Site.creation("tyler").put("timeout", 300).toString(), Site.ORIGIN))
                .isInstanceOfSatisfying(
                        DeviceException.CtapRefused.class,
                        e -> assertThat(e.status()).isEqualTo(CtapStatus.KEEPALIVE_CANCEL.code()))
                .hasMessageContaining("nobody touched the security key in time");
        assertThat(bench.events).containsExactly(KeyEvent.TOUCH, KeyEvent.TIMED_OUT);
    }

    @Test
    void reportsAKeyThatIsPulledOutWhileItBlinks() {
        bench.presence = Presence.absent();
        bench.onTouch = () -> {
            try {
                bench.port.disconnect();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        assertThatThrownBy(() -> bench.key().register(Site.creation("tyler").toString(), Site.ORIGIN))
                .isInstanceOf(DeviceException.Unreachable.class);
    }

    @Test
    void reportsThatItsHolderDeclined() {
        bench.presence = Presence.declining();
        assertThatThrownBy(() -> bench.key().register(Site.creation("tyler").toString(), Site.ORIGIN))
                .hasMessage("the security key refused: its holder declined");
    }

    @Test
    void aSiteThatMerelyPrefersVerificationIsContentWithoutAPin() {
        String id = Site.id(bench.key()
                .register(Site.verifying(Site.creation("tyler"), "preferred").toString(), Site.ORIGIN));
        String assertion = bench.key()
                .authenticate(Site.verifying(Site.request(id), "preferred").toString(), Site.ORIGIN);
        assertThat(Site.verified(assertion)).isFalse();
        assertThat(bench.triesTold).isEmpty();
    }

    @Test
    void aSiteThatRequiresVerificationIsNotAskedWithoutAPin() {
        assertThatThrownBy(() -> bench.key()
                        .register(
                                Site.verifying(Site.creation("tyler"), "required")
                                        .toString(),
                                Site.ORIGIN))
                .isInstanceOf(DeviceException.Unsuitable.class);
    }

    @Test
    void keepsItsCredentialsWhenItIsPluggedInAnew() throws IOException {
        String id = Site.id(bench.key().register(Site.creation("tyler").toString(), Site.ORIGIN));
        assertThat(Site.id(bench.replug().authenticate(Site.request(id).toString(), Site.ORIGIN)))
                .isEqualTo(id);
    }
}
