// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidError;
import io.sallyport.hardware.ctap.HidMessage;
import io.sallyport.hardware.ctap.HidPacket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Messages to the host whose packets break CTAPHID's rules (CTAP 2.1 §11.2), or try its patience. */
final class PacketTampering {
    private static final int STORM = 2_000;
    private static final byte STATUS_PROCESSING = 1;
    /** Bytes that are announced and never sent. */
    private static final int MISSING = 200;

    private static final int OVERSIZE = 8_192;

    private PacketTampering() {}

    static List<HidPacket> wrongChannel(List<HidPacket> packets) {
        return packets.stream().map(PacketTampering::elsewhere).toList();
    }

    static List<HidPacket> lostPacket(List<HidPacket> packets) {
        return several(packets, list -> list.remove(1));
    }

    static List<HidPacket> lostResponse(List<HidPacket> packets) {
        return isResponse(packets) ? List.of() : packets;
    }

    static List<HidPacket> duplicatedPacket(List<HidPacket> packets) {
        return several(packets, list -> list.add(1, list.get(1)));
    }

    static List<HidPacket> duplicatedResponse(List<HidPacket> packets) {
        if (!isResponse(packets)) {
            return packets;
        }
        List<HidPacket> twice = new ArrayList<>(packets);
        twice.addAll(packets);
        return twice;
    }

    static List<HidPacket> reorderedPackets(List<HidPacket> packets) {
        return several(packets, list -> Collections.swap(list, list.size() - 1, list.size() - 2));
    }

    static List<HidPacket> interleavedPacket(List<HidPacket> packets) {
        return several(packets, list -> list.add(1, elsewhere(list.get(0))));
    }

    static List<HidPacket> errorMidMessage(List<HidPacket> packets) {
        return several(packets, list -> list.addAll(1, error(list, HidError.OTHER)));
    }

    static List<HidPacket> keepaliveStorm(List<HidPacket> packets) {
        if (!isResponse(packets)) {
            return packets;
        }
        HidMessage keepAlive =
                new HidMessage(packets.get(0).channel(), HidCommand.KEEPALIVE, Bytes.of(STATUS_PROCESSING));
        List<HidPacket> storm =
                new ArrayList<>(Collections.nCopies(STORM, keepAlive.split().get(0)));
        storm.addAll(packets);
        return storm;
    }

    /** INIT echoes another nonce than it was sent, as if to another program. */
    static List<HidPacket> wrongNonce(List<HidPacket> packets) {
        HidPacket.Initialization first = first(packets);
        return first.command() == HidCommand.INIT.code()
                ? List.of(new HidPacket.Initialization(
                        first.channel(),
                        first.command(),
                        first.length(),
                        Bytes.of(ByteStrings.flip(first.data().toArray(), 0, 0x01))))
                : packets;
    }

    static List<HidPacket> wrongCommand(List<HidPacket> packets) {
        return response(
                packets,
                first -> new HidPacket.Initialization(
                        first.channel(), HidCommand.PING.code(), first.length(), first.data()));
    }

    static List<HidPacket> lengthTooLarge(List<HidPacket> packets) {
        return response(packets, first -> lengthened(first, first.length() + MISSING));
    }

    static List<HidPacket> lengthTooSmall(List<HidPacket> packets) {
        return response(packets, first -> lengthened(first, (first.length() + 1) / 2));
    }

    /** More than a message can have: its sequence numbers begin again at zero. */
    static List<HidPacket> oversize(List<HidPacket> packets) {
        if (!isResponse(packets)) {
            return packets;
        }
        HidPacket.Initialization first = first(packets);
        List<HidPacket> endless = new ArrayList<>();
        endless.add(lengthened(first, OVERSIZE));
        int carried = first.data().length();
        for (int sequence = 0; carried < OVERSIZE; sequence = sequence + 1 & 0x7f) {
            HidPacket.Continuation next = new HidPacket.Continuation(first.channel(), sequence, Bytes.empty());
            endless.add(next);
            carried += next.data().length();
        }
        return endless;
    }

    static List<HidPacket> channelBusy(List<HidPacket> packets) {
        return isResponse(packets) ? error(packets, HidError.CHANNEL_BUSY) : packets;
    }

    private interface Change {
        void apply(List<HidPacket> packets);
    }

    private static List<HidPacket> several(List<HidPacket> packets, Change change) {
        if (packets.size() < 2) {
            return packets;
        }
        List<HidPacket> changed = new ArrayList<>(packets);
        change.apply(changed);
        return changed;
    }

    private static List<HidPacket> response(
            List<HidPacket> packets, Function<HidPacket.Initialization, HidPacket> change) {
        if (!isResponse(packets)) {
            return packets;
        }
        List<HidPacket> changed = new ArrayList<>(packets);
        changed.set(0, change.apply(first(packets)));
        return changed;
    }

    private static boolean isResponse(List<HidPacket> packets) {
        int command = first(packets).command();
        return command == HidCommand.CBOR.code() || command == HidCommand.MSG.code();
    }

    /** Another fault may have been here before: what it left without a beginning is no response. */
    private static HidPacket.Initialization first(List<HidPacket> packets) {
        return packets.stream()
                .filter(HidPacket.Initialization.class::isInstance)
                .map(HidPacket.Initialization.class::cast)
                .findFirst()
                .orElseGet(() -> new HidPacket.Initialization(0, 0, 0, Bytes.empty()));
    }

    private static List<HidPacket> error(List<HidPacket> packets, HidError error) {
        return HidMessage.error(packets.get(0).channel(), error).split();
    }

    private static HidPacket lengthened(HidPacket.Initialization first, int length) {
        return new HidPacket.Initialization(first.channel(), first.command(), length, first.data());
    }

    private static HidPacket elsewhere(HidPacket packet) {
        int channel = packet.channel() ^ 0x00f0_0000;
        return packet instanceof HidPacket.Initialization first
                ? new HidPacket.Initialization(channel, first.command(), first.length(), first.data())
                : new HidPacket.Continuation(channel, ((HidPacket.Continuation) packet).sequence(), packet.data());
    }
}
