// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidPacket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Events between a device in user space and Linux, as {@code struct uhid_event} of {@code linux/uhid.h} has them: packed,
 * in the machine's byte order. What is written may end where its data does.
 */
final class UhidEvent {
    /** {@code sizeof(struct uhid_event)}: what one read takes at most. */
    static final int SIZE = 4380;

    // enum uhid_event_type
    static final int DESTROY = 1;
    static final int START = 2;
    static final int STOP = 3;
    static final int OUTPUT = 6;
    static final int GET_REPORT = 9;
    static final int GET_REPORT_REPLY = 10;
    static final int CREATE2 = 11;
    static final int INPUT2 = 12;
    static final int SET_REPORT = 13;
    static final int SET_REPORT_REPLY = 14;

    private static final int TYPE = 4;
    private static final int DATA = 4096;
    private static final int CREATE2_SIZE = TYPE + 128 + 64 + 64 + 2 + 2 + 4 * 4 + DATA;
    private static final short BUS_USB = 3;
    private static final short EIO = 5;

    /** One report of 64 bytes each way on the usage page of FIDO (CTAP 2.1 §11.2.8.1). */
    static final Bytes REPORT_DESCRIPTOR = Bytes.ofHex("06d0f1" + "0901" + "a101" // FIDO, U2F device, collection
            + "0920" + "1500" + "26ff00" + "7508" + "9540" + "8102" // input
            + "0921" + "1500" + "26ff00" + "7508" + "9540" + "9102" // output
            + "c0");

    private UhidEvent() {}

    /**
     * A device appears.
     *
     * @param name of the product
     * @param phys where it is plugged in, so that it can be found
     * @param version two bytes, in binary coded decimals
     */
    static byte[] create(String name, String phys, int vendor, int product, int version) {
        byte[] event = event(CREATE2, CREATE2_SIZE);
        ByteBuffer out = afterType(event);
        text(out, name, 128);
        text(out, phys, 64);
        text(out, "", 64);
        out.putShort((short) REPORT_DESCRIPTOR.length()).putShort(BUS_USB);
        out.putInt(vendor).putInt(product).putInt(version).putInt(0);
        out.put(REPORT_DESCRIPTOR.toArray());
        return event;
    }

    /** It is gone. */
    static byte[] destroy() {
        return event(DESTROY, TYPE);
    }

    static byte[] input(Bytes report) {
        byte[] event = event(INPUT2, TYPE + Short.BYTES + report.length());
        afterType(event).putShort((short) report.length()).put(report.toArray());
        return event;
    }

    /** That there is no such report; the kernel waits for an answer. */
    static byte[] refusal(byte[] request) {
        int id = wrap(request).getInt(TYPE);
        boolean get = type(request) == GET_REPORT;
        byte[] reply = event(
                get ? GET_REPORT_REPLY : SET_REPORT_REPLY,
                TYPE + Integer.BYTES + Short.BYTES + (get ? Short.BYTES : 0));
        afterType(reply).putInt(id).putShort(EIO);
        return reply;
    }

    static int type(byte[] event) {
        return wrap(event).getInt();
    }

    /** What the host sent, without the number of the report that its driver puts in front. */
    static Bytes output(byte[] event) {
        int size = Math.min(Short.toUnsignedInt(wrap(event).getShort(TYPE + DATA)), DATA);
        int from = size == HidPacket.SIZE + 1 ? TYPE + 1 : TYPE;
        return Bytes.of(Arrays.copyOfRange(event, from, TYPE + size));
    }

    private static byte[] event(int type, int size) {
        byte[] event = new byte[size];
        wrap(event).putInt(type);
        return event;
    }

    private static ByteBuffer afterType(byte[] event) {
        return wrap(event).position(TYPE);
    }

    private static ByteBuffer wrap(byte[] event) {
        return ByteBuffer.wrap(event).order(ByteOrder.nativeOrder());
    }

    /** Ends with a zero. */
    private static void text(ByteBuffer out, String text, int room) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.put(Arrays.copyOf(Arrays.copyOf(bytes, Math.min(bytes.length, room - 1)), room));
    }
}
