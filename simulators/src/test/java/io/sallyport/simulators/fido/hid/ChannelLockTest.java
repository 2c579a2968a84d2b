// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidError;
import io.sallyport.hardware.ctap.HidMessage;
import io.sallyport.simulators.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CTAP 2.1 §11.2.9.2.2 CTAPHID_LOCK")
class ChannelLockTest {
    private final ManualClock clock = new ManualClock();
    private final Host host = Host.ofAKey(clock);
    private final int owner = host.open();
    private final int other = host.open();

    private void lock(int channel, int seconds) {
        assertThat(host.exchange(new HidMessage(channel, HidCommand.LOCK, Bytes.of((byte) seconds))))
                .containsExactly(new HidMessage(channel, HidCommand.LOCK, Bytes.empty()));
    }

    private static HidMessage ping(int channel) {
        return new HidMessage(channel, HidCommand.PING, Bytes.of((byte) 1));
    }

    private void assertHeard(int channel) {
        assertThat(host.exchange(ping(channel))).containsExactly(ping(channel));
    }

    private void assertKeptOut(int channel) {
        assertThat(host.exchange(ping(channel))).containsExactly(HidMessage.error(channel, HidError.CHANNEL_BUSY));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10})
    void keepsOthersOutForAsLongAsItSays(int seconds) {
        lock(owner, seconds);
        assertKeptOut(other);
        assertHeard(owner);
        clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
        assertKeptOut(other);
        clock.advance(Duration.ofMillis(1));
        assertHeard(other);
    }

    @Test
    void isGivenBackByZeroSeconds() {
        lock(owner, 10);
        lock(owner, 0);
        assertHeard(other);
        lock(other, 0);
    }

    @Test
    void isProlongedByLockingAgain() {
        lock(owner, 2);
        clock.advance(Duration.ofSeconds(1));
        lock(owner, 2);
        clock.advance(Duration.ofMillis(1999));
        assertKeptOut(other);
        clock.advance(Duration.ofMillis(1));
        assertHeard(other);
    }

    @Test
    void isNoneOfOthersBusiness() {
        lock(owner, 10);
        assertThat(host.exchange(new HidMessage(other, HidCommand.LOCK, Bytes.of((byte) 0))))
                .containsExactly(HidMessage.error(other, HidError.CHANNEL_BUSY));
        assertKeptOut(other);
    }

    @Test
    void letsEverybodySynchronize() {
        lock(owner, 10);
        assertThat(host.open()).isEqualTo(other + 1);
        assertThat(Host.only(host.exchange(new HidMessage(other, HidCommand.INIT, Host.NONCE)))
                        .command())
                .isEqualTo(HidCommand.INIT.code());
        assertKeptOut(other);
    }

    @Test
    void lastsTenSecondsAtMost() {
        assertThat(host.exchange(new HidMessage(owner, HidCommand.LOCK, Bytes.of((byte) 11))))
                .containsExactly(HidMessage.error(owner, HidError.INVALID_PAR));
        assertHeard(other);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void wantsOneByte(int length) {
        assertThat(host.exchange(new HidMessage(owner, HidCommand.LOCK, Bytes.of(new byte[length]))))
                .containsExactly(HidMessage.error(owner, HidError.INVALID_LEN));
    }
}
