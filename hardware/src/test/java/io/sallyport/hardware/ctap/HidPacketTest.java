// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.Bytes;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes here were written by hand from the tables of the specification, not printed by the codec. */
@DisplayName("CTAP 2.1 §11.2.4 Message and packet structure")
class HidPacketTest {
    private static Bytes packet(String start) {
        return Bytes.ofHex(start + "00".repeat(HidPacket.SIZE - start.length() / 2));
    }

    private static List<Bytes> encoded(HidMessage message) {
        return message.split().stream().map(HidPacket::encode).toList();
    }

    @Test
    void writesInitOnTheBroadcastChannel() {
        HidMessage init = new HidMessage(0xffffffff, HidCommand.INIT, Bytes.ofHex("0123456789abcdef"));
        assertThat(encoded(init)).containsExactly(packet("ffffffff" + "86" + "0008" + "0123456789abcdef"));
    }

    @ParameterizedTest
    @CsvSource({"PING,81", "MSG,83", "LOCK,84", "INIT,86", "WINK,88", "CBOR,90", "CANCEL,91", "KEEPALIVE,bb", "ERROR,bf"
    })
    void writesEveryCommandWithTheTopBitSet(HidCommand command, String octet) {
        HidMessage message = new HidMessage(0x00c0ffee, command, Bytes.empty());
        assertThat(encoded(message)).containsExactly(packet("00c0ffee" + octet + "0000"));
        assertThat(HidCommand.of(Integer.parseInt(octet, 16) & 0x7f)).contains(command);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_CMD,01",
        "INVALID_PAR,02",
        "INVALID_LEN,03",
        "INVALID_SEQ,04",
        "MSG_TIMEOUT,05",
        "CHANNEL_BUSY,06",
        "LOCK_REQUIRED,0a",
        "INVALID_CHANNEL,0b",
        "OTHER,7f"
    })
    void writesErrorsInOneByte(HidError error, String octet) {
        assertThat(encoded(HidMessage.error(0x00000001, error)))
                .containsExactly(packet("00000001" + "bf" + "0001" + octet));
        assertThat(HidError.of(Integer.parseInt(octet, 16))).contains(error);
    }

    @Test
    void continuesAfter57Bytes() {
        StringBuilder payload = new StringBuilder();
        for (int i = 0; i < 61; i++) {
            payload.append(String.format("%02x", i));
        }
        HidMessage ping = new HidMessage(0x01020304, HidCommand.PING, Bytes.ofHex(payload.toString()));
        assertThat(encoded(ping))
                .containsExactly(
                        packet("01020304" + "81" + "003d" + payload.substring(0, 2 * 57)),
                        packet("01020304" + "00" + "393a3b3c"));
    }

    @ParameterizedTest
    @CsvSource({"0,1", "57,1", "58,2", "116,2", "117,3", "7609,129"})
    void usesAsManyPacketsAsTheSpecificationSays(int length, int packets) {
        assertThat(new HidMessage(1, HidCommand.PING, Bytes.of(new byte[length])).split())
                .hasSize(packets);
    }

    @Test
    void numbersContinuationsFrom0To127() {
        List<Bytes> packets = encoded(new HidMessage(1, HidCommand.PING, Bytes.of(new byte[7609])));
        assertThat(packets.get(1)).isEqualTo(packet("00000001" + "00"));
        assertThat(packets.get(128)).isEqualTo(packet("00000001" + "7f"));
    }

    @Test
    void readsAnInitializationPacket() {
        assertThat(HidPacket.decode(packet("deadbeef" + "90" + "ffff" + "04")))
                .isEqualTo(new HidPacket.Initialization(0xdeadbeef, 0x10, 0xffff, Bytes.of((byte) 4)));
    }

    @Test
    void readsAContinuationPacket() {
        assertThat(HidPacket.decode(packet("deadbeef" + "7f" + "a5")))
                .isEqualTo(new HidPacket.Continuation(0xdeadbeef, 0x7f, Bytes.of((byte) 0xa5)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 63, 65})
    void rejectsAnythingBut64Bytes(int length) {
        assertThatThrownBy(() -> HidPacket.decode(Bytes.of(new byte[length])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rejectsAPayloadBeyond7609Bytes() {
        assertThatThrownBy(() -> new HidMessage(1, HidCommand.PING, Bytes.of(new byte[7610])))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesWhatItReadWhateverItIs() {
        Random random = new Random(11);
        for (int i = 0; i < 1000; i++) {
            byte[] any = new byte[HidPacket.SIZE];
            random.nextBytes(any);
            assertThat(HidPacket.decode(Bytes.of(any)).encode()).isEqualTo(Bytes.of(any));
        }
    }
}
