// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.Bytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Offsets are those that gcc gives the members of {@code struct uhid_event} of Linux 6.1's {@code linux/uhid.h}. */
class UhidEventTest {
    private static final int SIZE_OF_CREATE2 = 4376;
    private static final int NAME = 4;
    private static final int PHYS = 132;
    private static final int UNIQ = 196;
    private static final int RD_SIZE = 260;
    private static final int BUS = 262;
    private static final int VENDOR = 264;
    private static final int PRODUCT = 268;
    private static final int VERSION = 272;
    private static final int COUNTRY = 276;
    private static final int RD_DATA = 280;
    private static final int OUTPUT_SIZE = 4100;

    private static ByteBuffer read(byte[] event) {
        return ByteBuffer.wrap(event).order(ByteOrder.nativeOrder());
    }

    private static String text(byte[] event, int from, int room) {
        assertThat(event[from + room - 1]).isZero();
        return new String(event, from, room, StandardCharsets.UTF_8).replaceAll("\0+$", "");
    }

    @Test
    void createsADeviceAsTheKernelReadsIt() {
        byte[] event = UhidEvent.create("Yubico YubiKey FIDO", "here", 0x1050, 0x0402, 0x0543);
        assertThat(event).hasSize(SIZE_OF_CREATE2);
        assertThat(UhidEvent.type(event)).isEqualTo(11);
        assertThat(text(event, NAME, 128)).isEqualTo("Yubico YubiKey FIDO");
        assertThat(text(event, PHYS, 64)).isEqualTo("here");
        assertThat(text(event, UNIQ, 64)).isEmpty();
        assertThat(read(event).getShort(RD_SIZE)).isEqualTo((short) 34);
        assertThat(read(event).getShort(BUS)).isEqualTo((short) 3);
        assertThat(read(event).getInt(VENDOR)).isEqualTo(0x1050);
        assertThat(read(event).getInt(PRODUCT)).isEqualTo(0x0402);
        assertThat(read(event).getInt(VERSION)).isEqualTo(0x0543);
        assertThat(read(event).getInt(COUNTRY)).isZero();
        assertThat(Bytes.of(Arrays.copyOfRange(event, RD_DATA, RD_DATA + 34))).isEqualTo(UhidEvent.REPORT_DESCRIPTOR);
    }

    @Test
    void cutsTextsThatAreTooLong() {
        byte[] event = UhidEvent.create("x".repeat(500), "y".repeat(500), 1, 2, 3);
        assertThat(text(event, NAME, 128)).hasSize(127);
        assertThat(text(event, PHYS, 64)).hasSize(63);
    }

    @Test
    void writesReportsAndGoesAwayInTheFewestBytes() {
        byte[] report = new byte[64];
        Arrays.fill(report, (byte) 7);
        byte[] input = UhidEvent.input(Bytes.of(report));
        assertThat(UhidEvent.type(input)).isEqualTo(12);
        assertThat(input).hasSize(70);
        assertThat(read(input).getShort(4)).isEqualTo((short) 64);
        assertThat(Arrays.copyOfRange(input, 6, 70)).isEqualTo(report);
        assertThat(UhidEvent.type(UhidEvent.destroy())).isEqualTo(1);
        assertThat(UhidEvent.destroy()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 65})
    void readsWhatTheHostSentWithAndWithoutAReportNumber(int size) {
        byte[] event = new byte[UhidEvent.SIZE];
        byte[] packet = new byte[64];
        Arrays.fill(packet, (byte) 9);
        System.arraycopy(packet, 0, event, 4 + size - 64, 64);
        read(event).putInt(0, 6).putShort(OUTPUT_SIZE, (short) size);
        assertThat(UhidEvent.type(event)).isEqualTo(UhidEvent.OUTPUT);
        assertThat(UhidEvent.output(event)).isEqualTo(Bytes.of(packet));
    }

    @Test
    void readsAnOutputOfAnyLength() {
        byte[] event = new byte[UhidEvent.SIZE];
        read(event).putInt(0, 6).putShort(OUTPUT_SIZE, (short) 0);
        assertThat(UhidEvent.output(event).length()).isZero();
        read(event).putShort(OUTPUT_SIZE, (short) 0xffff);
        assertThat(UhidEvent.output(event).length()).isEqualTo(4096);
    }

    @Test
    void refusesFeatureReportsByTheirNumber() {
        byte[] get = new byte[UhidEvent.SIZE];
        read(get).putInt(0, 9).putInt(4, 77);
        byte[] reply = UhidEvent.refusal(get);
        assertThat(UhidEvent.type(reply)).isEqualTo(10);
        assertThat(read(reply).getInt(4)).isEqualTo(77);
        assertThat(read(reply).getShort(8)).isEqualTo((short) 5);
        assertThat(reply).hasSize(12);
        byte[] set = new byte[UhidEvent.SIZE];
        read(set).putInt(0, 13).putInt(4, 78);
        byte[] answer = UhidEvent.refusal(set);
        assertThat(UhidEvent.type(answer)).isEqualTo(14);
        assertThat(read(answer).getInt(4)).isEqualTo(78);
        assertThat(read(answer).getShort(8)).isEqualTo((short) 5);
    }
}
