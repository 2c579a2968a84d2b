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
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.ctap2.Authenticator;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.junit.SeededRandom;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The device packet by packet. */
class CtapHidDeviceTest {
    private static final Bytes GET_INFO = Bytes.ofHex("04");
    /** An empty pinUvAuthParam: it asks for a touch and for nothing else. */
    static final Bytes SELECTION = Bytes.ofHex("01" + "a5" + "01" + "40" + "02" + "a1626964" + "6161" + "03"
            + "a1626964" + "4100" + "04" + "80" + "08" + "40");

    private final ManualClock clock = new ManualClock();
    private Presence.Answer person = Presence.Answer.NOT_YET;
    private final CtapHidDevice device = CtapHidDevice.powerUp(new Chip(
            new Environment(clock, new SeededRandom(2), waiting -> person, Storage.inMemory()),
            Products.YUBIKEY_5_4,
            Faults.none()));
    private final Host host = new Host(device, clock);

    private void assertError(HidMessage message, int channel, HidError error) {
        assertThat(host.exchange(message)).containsExactly(HidMessage.error(channel, error));
    }

    private static HidMessage message(int channel, HidCommand command, int length) {
        return new HidMessage(channel, command, Bytes.of(new byte[length]));
    }

    private static HidMessage cbor(int channel, String hex) {
        return new HidMessage(channel, HidCommand.CBOR, Bytes.ofHex(hex));
    }

    @Nested
    @DisplayName("CTAP 2.1 §11.2.9.1.3 CTAPHID_INIT")
    class Init {
        @Test
        void answersNonceChannelVersionsAndCapabilities() {
            HidMessage answer =
                    Host.only(host.exchange(new HidMessage(HidPacket.BROADCAST, HidCommand.INIT, Host.NONCE)));
            assertThat(answer.channel()).isEqualTo(HidPacket.BROADCAST);
            assertThat(answer.payload().toHex()).isEqualTo("a0a1a2a3a4a5a6a7" + "00000001" + "02" + "050403" + "05");
        }

        @Test
        void givesEverybodyAChannelOfHisOwn() {
            assertThat(host.open()).isNotEqualTo(host.open());
        }

        @Test
        void keepsTheChannelThatItComesOn() {
            int channel = host.open();
            HidMessage answer = Host.only(host.exchange(new HidMessage(channel, HidCommand.INIT, Host.NONCE)));
            assertThat(Arrays.copyOfRange(answer.payload().toArray(), 8, 12)).containsExactly(0, 0, 0, channel);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 7, 9, 57})
        void wantsANonceOfEightBytes(int length) {
            assertError(
                    message(HidPacket.BROADCAST, HidCommand.INIT, length), HidPacket.BROADCAST, HidError.INVALID_LEN);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 77, -2})
        void answersNothingElseOnChannelsThatItNeverHeardOf(int channel) {
            assertError(message(channel, HidCommand.PING, 1), channel, HidError.INVALID_CHANNEL);
            assertError(message(channel, HidCommand.WINK, 0), channel, HidError.INVALID_CHANNEL);
        }

        @ParameterizedTest
        @ValueSource(ints = {77, -2, 0x11223344})
        void letsAHostNameAChannelItself(int channel) {
            HidMessage answer = Host.only(host.exchange(new HidMessage(channel, HidCommand.INIT, Host.NONCE)));
            assertThat(ByteBuffer.wrap(answer.payload().toArray()).getInt(8)).isEqualTo(channel);
            HidMessage ping = message(channel, HidCommand.PING, 1);
            assertThat(host.exchange(ping)).containsExactly(ping);
        }

        @Test
        void givesNobodyAChannelThatAHostNamedItself() {
            host.exchange(new HidMessage(2, HidCommand.INIT, Host.NONCE));
            assertThat(host.open()).isEqualTo(1);
            assertThat(host.open()).isEqualTo(3);
        }

        @Test
        void forgetsTheFirstOfTooManyChannelsThatHostsNamed() {
            for (int i = 0; i <= Channels.NAMED; i++) {
                host.exchange(new HidMessage(1000 + i, HidCommand.INIT, Host.NONCE));
            }
            assertError(message(1000, HidCommand.PING, 1), 1000, HidError.INVALID_CHANNEL);
            HidMessage ping = message(1001, HidCommand.PING, 1);
            assertThat(host.exchange(ping)).containsExactly(ping);
        }

        @Test
        void knowsNoChannelZero() {
            assertError(message(0, HidCommand.INIT, 8), 0, HidError.INVALID_CHANNEL);
        }

        @ParameterizedTest
        @EnumSource(names = "INIT", mode = EnumSource.Mode.EXCLUDE)
        void takesNothingElseOnTheBroadcastChannel(HidCommand command) {
            assertError(message(HidPacket.BROADCAST, command, 0), HidPacket.BROADCAST, HidError.INVALID_CHANNEL);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §11.2.9 CTAPHID commands")
    class Commands {
        @ParameterizedTest
        @ValueSource(ints = {0, 1, 57, 58, 1024, 7609})
        void echoesPings(int length) {
            byte[] payload = new byte[length];
            new Random(length).nextBytes(payload);
            HidMessage ping = new HidMessage(host.open(), HidCommand.PING, Bytes.of(payload));
            assertThat(host.exchange(ping)).containsExactly(ping);
        }

        @Test
        void winksWithoutArguments() {
            int channel = host.open();
            assertThat(host.exchange(message(channel, HidCommand.WINK, 0)))
                    .containsExactly(message(channel, HidCommand.WINK, 0));
            assertError(message(channel, HidCommand.WINK, 1), channel, HidError.INVALID_LEN);
        }

        @ParameterizedTest
        @EnumSource(names = {"KEEPALIVE", "ERROR"})
        void rejectsCommandsItDoesNotHave(HidCommand command) {
            int channel = host.open();
            assertError(message(channel, command, 3), channel, HidError.INVALID_CMD);
        }

        @Test
        void rejectsCommandsThatNobodyKnows() {
            int channel = host.open();
            assertError(new HidMessage(channel, 0x40, Bytes.empty()), channel, HidError.INVALID_CMD);
        }

        @Test
        void wantsACommandByteInCbor() {
            int channel = host.open();
            assertError(message(channel, HidCommand.CBOR, 0), channel, HidError.INVALID_LEN);
        }

        @Test
        void ignoresCancelWhenNothingIsUnderWay() {
            int channel = host.open();
            assertThat(host.exchange(message(channel, HidCommand.CANCEL, 0))).isEmpty();
        }

        @Test
        void reportsATransactionThatStoppedHalfWay() {
            int channel = host.open();
            host.send(message(channel, HidCommand.PING, 100).split().get(0));
            assertThat(host.receive()).isEmpty();
            clock.advance(HidAssembler.TRANSACTION_TIMEOUT);
            assertThat(host.receive()).containsExactly(HidMessage.error(channel, HidError.MSG_TIMEOUT));
        }

        @Test
        void reportsPacketsOutOfSequence() {
            int channel = host.open();
            var packets = message(channel, HidCommand.PING, 200).split();
            host.send(packets.get(0));
            host.send(packets.get(2));
            assertThat(host.receive()).containsExactly(HidMessage.error(channel, HidError.INVALID_SEQ));
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §11.2.9.1.7 CTAPHID_KEEPALIVE, §11.2.9.1.5 CTAPHID_CANCEL, §11.2.5 busy")
    class WaitingForATouch {
        private final int channel = host.open();
        private final HidMessage keepAlive = new HidMessage(channel, HidCommand.KEEPALIVE, Bytes.ofHex("02"));

        private void begin() {
            assertThat(host.exchange(new HidMessage(channel, HidCommand.CBOR, SELECTION)))
                    .isEmpty();
            assertThat(device.isBusy()).isTrue();
        }

        @Test
        void keepsAliveEvery100Milliseconds() {
            begin();
            for (int i = 0; i < 5; i++) {
                clock.advance(Duration.ofMillis(99));
                assertThat(host.receive()).isEmpty();
                clock.advance(Duration.ofMillis(1));
                assertThat(host.receive()).containsExactly(keepAlive);
            }
        }

        @Test
        void answersAfterTheTouch() {
            begin();
            person = Presence.Answer.TOUCHED;
            assertThat(host.receive()).containsExactly(cbor(channel, "35"));
            assertThat(device.isBusy()).isFalse();
        }

        @Test
        void answersThatNobodyWantedTo() {
            begin();
            person = Presence.Answer.DECLINED;
            assertThat(host.receive()).containsExactly(cbor(channel, "27"));
        }

        @Test
        void givesUpAfter30Seconds() {
            begin();
            clock.advance(Authenticator.TOUCH_TIMEOUT);
            assertThat(host.receive()).containsExactly(cbor(channel, "3a"));
        }

        @Test
        void isCancelledByItsOwnChannelOnly() {
            int other = host.open();
            begin();
            assertThat(host.exchange(message(other, HidCommand.CANCEL, 0))).isEmpty();
            assertThat(device.isBusy()).isTrue();
            assertThat(host.exchange(message(channel, HidCommand.CANCEL, 0))).containsExactly(cbor(channel, "2d"));
            assertThat(device.isBusy()).isFalse();
        }

        @Test
        void isBusyForOthers() {
            int other = host.open();
            begin();
            assertError(message(other, HidCommand.PING, 100), other, HidError.CHANNEL_BUSY);
            assertError(message(other, HidCommand.CBOR, 1), other, HidError.CHANNEL_BUSY);
            assertError(message(0x11223344, HidCommand.PING, 1), 0x11223344, HidError.CHANNEL_BUSY);
            assertError(message(channel, HidCommand.PING, 1), channel, HidError.CHANNEL_BUSY);
            person = Presence.Answer.TOUCHED;
            assertThat(host.receive()).containsExactly(cbor(channel, "35"));
        }

        @Test
        void hearsInitFromOthersAndWaitsOn() {
            int other = host.open();
            begin();
            assertThat(host.exchange(new HidMessage(other, HidCommand.INIT, Host.NONCE)))
                    .hasSize(1);
            assertThat(host.open()).isEqualTo(other + 1);
            person = Presence.Answer.TOUCHED;
            assertThat(host.receive()).containsExactly(cbor(channel, "35"));
        }

        @Test
        void isAbortedByInitOnItsOwnChannel() {
            begin();
            HidMessage answer = Host.only(host.exchange(new HidMessage(channel, HidCommand.INIT, Host.NONCE)));
            assertThat(answer.command()).isEqualTo(HidCommand.INIT.code());
            assertThat(device.isBusy()).isFalse();
            assertThat(host.exchange(new HidMessage(channel, HidCommand.CBOR, GET_INFO)))
                    .hasSize(1);
        }
    }

    @Test
    void answersGetInfoWithWhatASpecificationReaderExpects() {
        HidMessage answer = Host.only(host.exchange(new HidMessage(host.open(), HidCommand.CBOR, GET_INFO)));
        assertThat(answer.payload().toHex())
                .isEqualTo(
                        "00" // CTAP2_OK
                                + "ac" // twelve members
                                + "01" + "83" + "665532465f5632" + "684649444f5f325f30" // versions: U2F_V2, FIDO_2_0
                                + "6c4649444f5f325f315f505245" // and FIDO_2_1_PRE
                                + "02" + "82" + "6b6372656450726f74656374" // extensions: credProtect
                                + "6b686d61632d736563726574" // and hmac-secret
                                + "03" + "50" + "2fc0579f811347eab116bb5a8db9202a" // aaguid
                                + "04" + "a5" + "62726bf5" + "627570f5" + "64706c6174f4" // options: rk, up, plat
                                + "69636c69656e7450696ef4" // and clientPin, which is not set,
                                + "7563726564656e7469616c4d676d7450726576696577f5" // and credentialMgmtPreview
                                + "05" + "1904b0" // maxMsgSize 1200
                                + "06" + "82" + "0201" // pinUvAuthProtocols
                                + "07" + "08" // maxCredentialCountInList
                                + "08" + "1880" // maxCredentialIdLength 128
                                + "09" + "82" + "636e6663" + "63757362" // transports: nfc, usb
                                + "0a" + "82" + "a2" + "63616c6726" + "64747970656a7075626c69632d6b6579" // ES256
                                + "a2" + "63616c6727" + "64747970656a7075626c69632d6b6579" // EdDSA
                                + "0d" + "04" // minPINLength
                                + "0e" + "1a00050403"); // firmwareVersion
    }

    @Test
    void survivesWhateverIsSentToIt() {
        Random random = new Random(5);
        int channel = host.open();
        for (int i = 0; i < 20_000; i++) {
            byte[] packet = new byte[HidPacket.SIZE];
            random.nextBytes(packet);
            boolean known = random.nextBoolean();
            if (known) {
                Arrays.fill(packet, 0, 3, (byte) 0);
                packet[3] = (byte) channel;
                packet[4] = random.nextBoolean() ? (byte) random.nextInt(3) : (byte) 0x90;
                packet[5] = 0;
            }
            host.send(HidPacket.decode(Bytes.of(packet)));
            clock.advance(Duration.ofMillis(random.nextInt(3)));
            host.receive();
        }
        clock.advance(Authenticator.TOUCH_TIMEOUT);
        host.receive();
        HidMessage ping = message(channel, HidCommand.PING, 1);
        assertThat(host.exchange(ping)).containsExactly(ping);
    }
}
