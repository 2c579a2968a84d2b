// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidAssembler;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidError;
import io.sallyport.hardware.ctap.HidFault;
import io.sallyport.hardware.ctap.HidMessage;
import io.sallyport.hardware.ctap.HidPacket;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Firmware;
import io.sallyport.simulators.fido.ctap2.Authenticator;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * The device's side of CTAPHID (CTAP 2.1 §11.2): channels, the transaction under way, keep-alives while a touch is
 * awaited. Takes packets by {@link #receive} and gives its own by {@link #next}; nothing else moves it. Not thread-safe.
 */
public final class CtapHidDevice {
    public static final Duration KEEPALIVE_INTERVAL = Duration.ofMillis(100);

    private static final byte PROTOCOL_VERSION = 2;
    private static final byte STATUS_UPNEEDED = 2;
    private static final int NONCE = 8;
    /** WINK and CBOR are there, MSG is not (CTAP 2.1 §11.2.9.1.3). */
    private static final byte CAPABILITIES = 0x01 | 0x04 | 0x08;

    private final InstantSource clock;
    private final Chip chip;
    private final Authenticator authenticator;
    private final HidAssembler assembler;
    private final Queue<HidPacket> outgoing = new ArrayDeque<>();
    private int lastChannel;
    private int busyChannel;
    private Instant keepAliveDue = Instant.MIN;

    /** The key is plugged in: it remembers what is in its storage and nothing else. */
    public static CtapHidDevice powerUp(Chip chip) {
        return new CtapHidDevice(chip, new Authenticator(chip));
    }

    private CtapHidDevice(Chip chip, Authenticator authenticator) {
        this.chip = chip;
        this.clock = chip.environment().clock();
        this.authenticator = authenticator;
        this.assembler = new HidAssembler(clock);
    }

    /** Whether it waits to be touched. */
    public boolean isBusy() {
        return authenticator.awaitsTouch();
    }

    /** Whether nothing will happen before its host says something. */
    boolean isIdle() {
        return outgoing.isEmpty() && !isBusy() && !assembler.underWay();
    }

    public void receive(HidPacket packet) {
        try {
            if (packet instanceof HidPacket.Initialization first) {
                requireChannel(first);
                if (isBusy() && !interrupts(first)) {
                    return;
                }
            }
            assembler.accept(packet).ifPresent(this::perform);
        } catch (HidFault fault) {
            send(fault.toMessage());
        }
    }

    /** The next packet for the host, if there is one by now. */
    public Optional<HidPacket> next() {
        if (outgoing.isEmpty()) {
            assembler.expire().ifPresent(fault -> send(fault.toMessage()));
        }
        if (outgoing.isEmpty() && isBusy()) {
            authenticator.poll().ifPresentOrElse(this::respond, this::keepAlive);
        }
        return Optional.ofNullable(outgoing.poll());
    }

    /** The broadcast channel knows INIT only; every other channel was given out by INIT. */
    private void requireChannel(HidPacket.Initialization first) throws HidFault {
        int channel = first.channel();
        boolean init = first.command() == HidCommand.INIT.code();
        boolean allocated = channel > 0 && channel <= lastChannel;
        if (!allocated && !(init && channel == HidPacket.BROADCAST)) {
            throw new HidFault(channel, HidError.INVALID_CHANNEL);
        }
    }

    /**
     * While a touch is awaited only its own channel is heard, and only to end it.
     *
     * @return whether the packet is to be dealt with now
     */
    private boolean interrupts(HidPacket.Initialization first) throws HidFault {
        boolean own = first.channel() == busyChannel;
        if (first.command() == HidCommand.CANCEL.code()) {
            if (own) {
                respond(authenticator.cancel());
            }
            return false;
        }
        if (own && first.command() == HidCommand.INIT.code()) {
            authenticator.cancel();
            return true;
        }
        throw new HidFault(first.channel(), HidError.CHANNEL_BUSY);
    }

    private void perform(HidMessage message) {
        try {
            HidCommand command = HidCommand.of(message.command())
                    .orElseThrow(() -> new HidFault(message.channel(), HidError.INVALID_CMD));
            switch (command) {
                case INIT -> init(message);
                case PING -> send(message);
                case WINK -> wink(message);
                case CBOR -> cbor(message);
                case CANCEL -> {} // Nothing is under way: ignored, unanswered (§11.2.9.1.5).
                case MSG, LOCK, KEEPALIVE, ERROR -> throw new HidFault(message.channel(), HidError.INVALID_CMD);
            }
        } catch (HidFault fault) {
            send(fault.toMessage());
        }
    }

    private void init(HidMessage message) throws HidFault {
        requireLength(message, NONCE);
        int channel = message.channel() == HidPacket.BROADCAST ? ++lastChannel : message.channel();
        Firmware firmware = chip.profile().firmware();
        byte[] answer = ByteBuffer.allocate(NONCE + 9)
                .put(message.payload().toArray())
                .putInt(channel)
                .put(PROTOCOL_VERSION)
                .put((byte) firmware.major())
                .put((byte) firmware.minor())
                .put((byte) firmware.build())
                .put(CAPABILITIES)
                .array();
        send(new HidMessage(message.channel(), HidCommand.INIT, Bytes.of(answer)));
    }

    private void wink(HidMessage message) throws HidFault {
        requireLength(message, 0);
        send(message);
    }

    private void cbor(HidMessage message) throws HidFault {
        if (message.payload().length() == 0) {
            throw new HidFault(message.channel(), HidError.INVALID_LEN);
        }
        busyChannel = message.channel();
        keepAliveDue = clock.instant().plus(KEEPALIVE_INTERVAL);
        authenticator.submit(message.payload()).ifPresent(this::respond);
    }

    private static void requireLength(HidMessage message, int length) throws HidFault {
        if (message.payload().length() != length) {
            throw new HidFault(message.channel(), HidError.INVALID_LEN);
        }
    }

    private void respond(Bytes response) {
        send(new HidMessage(busyChannel, HidCommand.CBOR, response));
    }

    private void keepAlive() {
        if (!clock.instant().isBefore(keepAliveDue)) {
            keepAliveDue = clock.instant().plus(KEEPALIVE_INTERVAL);
            send(new HidMessage(busyChannel, HidCommand.KEEPALIVE, Bytes.of(STATUS_UPNEEDED)));
        }
    }

    private void send(HidMessage message) {
        outgoing.addAll(chip.faults().packets(message.split()));
    }
}
