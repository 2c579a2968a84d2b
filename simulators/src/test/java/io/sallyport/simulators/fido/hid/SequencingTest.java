// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidAssembler;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidError;
import io.sallyport.hardware.ctap.HidMessage;
import io.sallyport.hardware.ctap.HidPacket;
import io.sallyport.simulators.ManualClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The cases of FIDO's reference tests for U2F over HID, and those that other authenticators' own suites add. */
@DisplayName("CTAP 2.1 §11.2.5 Arbitration")
class SequencingTest {
    private final ManualClock clock = new ManualClock();
    private final Host host = Host.ofAKey(clock);
    private final int channel = host.open();
    private final int other = host.open();
    private final HidMessage ping = new HidMessage(channel, HidCommand.PING, Bytes.of(new byte[116]));
    private final List<HidPacket> packets = ping.split();

    private void assertError(int on, HidError error) {
        assertThat(host.receive()).containsExactly(HidMessage.error(on, error));
    }

    private void assertNoMore() {
        clock.advance(Duration.ofSeconds(5));
        assertThat(host.receive()).isEmpty();
        assertThat(host.exchange(ping)).containsExactly(ping);
    }

    @Test
    void ignoresAContinuationOfNothing() {
        host.send(packets.get(1));
        assertThat(host.receive()).isEmpty();
        assertNoMore();
    }

    @Test
    void ignoresAContinuationOfAnotherChannel() {
        host.send(packets.get(0));
        host.send(new HidPacket.Continuation(other, 0, Bytes.empty()));
        host.send(packets.get(1));
        assertThat(host.receive()).containsExactly(ping);
        assertNoMore();
    }

    @Test
    void isBusyForOthersUntilTheMessageIsThere() {
        host.send(packets.get(0));
        host.send(new HidMessage(other, HidCommand.PING, Bytes.of(new byte[116])));
        assertError(other, HidError.CHANNEL_BUSY);
        host.send(new HidMessage(0x11223344, HidCommand.PING, Bytes.empty()));
        assertError(0x11223344, HidError.CHANNEL_BUSY);
        host.send(packets.get(1));
        assertThat(host.receive()).containsExactly(ping);
        assertNoMore();
    }

    @Test
    void answersInitOfOthersAndTakesTheRestOfTheMessage() {
        host.send(packets.get(0));
        assertThat(host.open()).isEqualTo(other + 1);
        assertThat(host.exchange(new HidMessage(other ^ 0x40, HidCommand.INIT, Host.NONCE)))
                .hasSize(1);
        host.send(packets.get(1));
        assertThat(host.receive()).containsExactly(ping);
        assertNoMore();
    }

    @Test
    void stillTimesOutAfterInitOfOthers() {
        host.send(packets.get(0));
        host.exchange(new HidMessage(other, HidCommand.INIT, Host.NONCE));
        clock.advance(HidAssembler.TRANSACTION_TIMEOUT);
        assertError(channel, HidError.MSG_TIMEOUT);
        assertNoMore();
    }

    @Test
    void forgetsTheMessageAtInitOnItsOwnChannel() {
        host.send(packets.get(0));
        assertThat(host.exchange(new HidMessage(channel, HidCommand.INIT, Host.NONCE)))
                .hasSize(1);
        host.send(packets.get(1));
        assertThat(host.receive()).isEmpty();
        assertNoMore();
    }

    @Test
    void initWithAWrongNonceAbortsNothing() {
        host.send(packets.get(0));
        host.send(new HidMessage(channel, HidCommand.INIT, Bytes.of(new byte[7])));
        assertError(channel, HidError.INVALID_LEN);
        host.send(packets.get(1));
        assertThat(host.receive()).containsExactly(ping);
    }

    @Test
    void wantsNoSecondBeginning() {
        host.send(packets.get(0));
        host.send(packets.get(0));
        assertError(channel, HidError.INVALID_SEQ);
        host.send(packets.get(1));
        assertThat(host.receive()).isEmpty();
        assertNoMore();
    }

    @Test
    void wantsPacketsInTheirOrder() {
        host.send(packets.get(0));
        host.send(new HidPacket.Continuation(channel, 1, Bytes.empty()));
        assertError(channel, HidError.INVALID_SEQ);
        assertNoMore();
    }

    @Test
    void refusesALengthThatNoMessageHasAtOnce() {
        host.send(new HidPacket.Initialization(
                channel, HidCommand.PING.code(), HidMessage.MAX_PAYLOAD + 1, Bytes.empty()));
        assertError(channel, HidError.INVALID_LEN);
        assertNoMore();
    }

    @Test
    void tellsTheSenderOfATimeOutEvenWhenAnotherOneSpeaksFirst() {
        host.send(packets.get(0));
        clock.advance(HidAssembler.TRANSACTION_TIMEOUT);
        HidMessage others = new HidMessage(other, HidCommand.PING, Bytes.empty());
        assertThat(host.exchange(others)).containsExactly(HidMessage.error(channel, HidError.MSG_TIMEOUT), others);
        assertNoMore();
    }

    @Test
    void givesEveryPacketItsOwnTime() {
        HidMessage three = new HidMessage(channel, HidCommand.PING, Bytes.of(new byte[117]));
        for (HidPacket packet : three.split()) {
            assertThat(host.receive()).isEmpty();
            host.send(packet);
            clock.advance(HidAssembler.TRANSACTION_TIMEOUT.minusMillis(1));
        }
        assertThat(host.receive()).containsExactly(three);
    }

    @Test
    void neverAnswersCancel() {
        host.send(new HidMessage(channel, HidCommand.CANCEL, Bytes.empty()));
        host.send(new HidMessage(0x11223344, HidCommand.CANCEL, Bytes.empty()));
        host.send(packets.get(0));
        host.send(new HidMessage(channel, HidCommand.CANCEL, Bytes.empty()));
        host.send(new HidMessage(other, HidCommand.CANCEL, Bytes.of(new byte[100])));
        host.send(packets.get(1));
        assertThat(host.receive()).containsExactly(ping);
        assertNoMore();
    }

    @Test
    void refusesVendorsCommands() {
        for (int command = 0x40; command <= 0x7f; command++) {
            host.send(new HidMessage(channel, command, Bytes.empty()));
            assertError(channel, HidError.INVALID_CMD);
        }
    }

    @Test
    void wantsSomethingInAMessageOfU2f() {
        host.send(new HidMessage(channel, HidCommand.MSG, Bytes.empty()));
        assertError(channel, HidError.INVALID_LEN);
        host.send(new HidMessage(channel, HidCommand.MSG, Bytes.ofHex("00030000000000")));
        assertThat(host.receive())
                .containsExactly(new HidMessage(channel, HidCommand.MSG, Bytes.ofHex("5532465f56329000")));
    }
}
