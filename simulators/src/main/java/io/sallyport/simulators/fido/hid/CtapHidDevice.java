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
import io.sallyport.simulators.fido.attestation.Attestation;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.chip.Firmware;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.ctap2.Authenticator;
import io.sallyport.simulators.fido.fault.Power;
import io.sallyport.simulators.fido.u2f.U2f;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The device's side of CTAPHID (CTAP 2.1 §11.2): channels, the transaction under way, keep-alives while the host has to
 * wait. Takes packets by {@link #receive} and gives its own by {@link #next}; nothing else moves it. Not thread-safe.
 */
public final class CtapHidDevice {
    public static final Duration KEEPALIVE_INTERVAL = Duration.ofMillis(100);

    private static final byte PROTOCOL_VERSION = 2;
    private static final int NONCE = 8;
    // Capabilities (§11.2.9.1.3). There is none for LOCK: the bit that U2F once had for it is not used any more.
    private static final int WINK = 0x01;
    private static final int CBOR = 0x04;
    private static final int NMSG = 0x08;

    private static final Logger LOG = LoggerFactory.getLogger(CtapHidDevice.class);

    private final InstantSource clock;
    private final Chip chip;
    private final Attestation attestation;
    private final OptionalInt serial;
    private final Executor worker;
    private final Authenticator authenticator;
    private final U2f u2f;
    private final HidAssembler assembler;
    private final Channels channels = new Channels();
    private final ChannelLock lock;
    private final Queue<HidPacket> outgoing = new ArrayDeque<>();
    private @Nullable Transaction transaction;
    /** The channel of the message that the assembler has begun, if it has. */
    private int receiving;

    /** The key is plugged in: it remembers what is in its storage and nothing else. */
    public static CtapHidDevice powerUp(Chip chip) {
        return powerUp(chip, Attestation.of(chip), OptionalInt.empty(), Runnable::run);
    }

    /**
     * @param attestation vouches for its credentials
     * @param serial what it tells Yubico's programs, if it knows their command at all
     * @param worker does what is asked for, one thing at a time
     */
    public static CtapHidDevice powerUp(Chip chip, Attestation attestation, OptionalInt serial, Executor worker) {
        return new CtapHidDevice(chip, attestation, serial, worker);
    }

    private CtapHidDevice(Chip chip, Attestation attestation, OptionalInt serial, Executor worker) {
        this.chip = chip;
        this.attestation = attestation;
        this.serial = serial;
        this.worker = worker;
        this.clock = chip.environment().clock();
        this.authenticator = new Authenticator(chip, attestation);
        this.u2f = new U2f(chip, attestation, authenticator::isU2fDisabled);
        this.assembler = new HidAssembler(clock);
        this.lock = new ChannelLock(clock);
    }

    /** Whether it does something or waits to be touched. */
    public boolean isBusy() {
        return transaction != null;
    }

    /** Whether nothing will happen before its host says something. */
    boolean isIdle() {
        return outgoing.isEmpty() && !isBusy() && !assembler.underWay();
    }

    /** Whether it has power: it may lose it while it waits to be touched. */
    public Power power() {
        return transaction != null && transaction.awaitsTouch() ? chip.faults().power() : Power.ON;
    }

    /** The same key, as it is when it starts again. */
    public CtapHidDevice restarted() {
        return powerUp(chip, attestation, serial, worker);
    }

    /** A packet as it goes over the bus. */
    public Bytes report(HidPacket packet) {
        return Bytes.of(chip.faults().report(packet.encode().toArray()));
    }

    public void receive(HidPacket packet) {
        expire();
        try {
            if (packet instanceof HidPacket.Initialization first) {
                begin(first);
            } else {
                assembler.accept(packet).ifPresent(this::perform);
            }
        } catch (HidFault fault) {
            send(fault.toMessage());
        }
    }

    /** The next packet for the host, if there is one by now. */
    public Optional<HidPacket> next() {
        if (outgoing.isEmpty()) {
            expire();
        }
        Transaction current = transaction;
        if (outgoing.isEmpty() && current != null) {
            current.next().ifPresent(this::send);
            transaction = current.isOver() ? null : current;
        }
        return Optional.ofNullable(outgoing.poll());
    }

    private void expire() {
        assembler.expire().ifPresent(fault -> send(fault.toMessage()));
    }

    private void begin(HidPacket.Initialization first) throws HidFault {
        int channel = first.channel();
        boolean init = first.command() == HidCommand.INIT.code();
        if (channel == 0 || (channel == HidPacket.BROADCAST && !init)) {
            throw new HidFault(channel, HidError.INVALID_CHANNEL);
        }
        if (init) {
            init(first);
        } else if (first.command() == HidCommand.CANCEL.code()) {
            cancel(channel);
        } else {
            requireTurn(channel);
            accept(first);
        }
    }

    /** It is always heard and disturbs nobody else (as FIDO's reference tests for U2F demand). */
    private void init(HidPacket.Initialization first) throws HidFault {
        int channel = first.channel();
        if (first.length() != NONCE) {
            throw new HidFault(channel, HidError.INVALID_LEN);
        }
        int named = channel;
        if (channel == HidPacket.BROADCAST) {
            named = channels.allocate();
        } else {
            channels.adopt(channel);
            abort(first);
        }
        Firmware firmware = chip.profile().firmware();
        byte[] answer = ByteBuffer.allocate(NONCE + 9)
                .put(first.data().toArray(), 0, NONCE)
                .putInt(named)
                .put(PROTOCOL_VERSION)
                .put((byte) firmware.major())
                .put((byte) firmware.minor())
                .put((byte) firmware.build())
                .put(capabilities())
                .array();
        send(new HidMessage(channel, HidCommand.INIT, Bytes.of(answer)));
    }

    private byte capabilities() {
        KeyProfile profile = chip.profile();
        return (byte) (WINK | (profile.has(Feature.CTAP2) ? CBOR : 0) | (profile.has(Feature.U2F) ? 0 : NMSG));
    }

    /** Whatever the channel was about is forgotten (§11.2.5.3). */
    private void abort(HidPacket.Initialization init) throws HidFault {
        int channel = init.channel();
        if (assembler.underWay() && receiving == channel) {
            assembler.accept(init);
        }
        Transaction current = transaction;
        if (current != null && current.channel() == channel) {
            current.abandon();
            transaction = null;
        }
        outgoing.removeIf(packet -> packet.channel() == channel);
    }

    /** Heard on the channel of the transaction only, never answered by itself (§11.2.9.1.5). */
    private void cancel(int channel) {
        if (transaction != null && transaction.channel() == channel) {
            transaction.cancel();
        }
    }

    private void requireTurn(int channel) throws HidFault {
        boolean busy = transaction != null || lock.keepsOut(channel) || (assembler.underWay() && receiving != channel);
        if (busy) {
            throw new HidFault(channel, HidError.CHANNEL_BUSY);
        }
        if (!channels.knows(channel)) {
            throw new HidFault(channel, HidError.INVALID_CHANNEL);
        }
    }

    private void accept(HidPacket.Initialization first) throws HidFault {
        Optional<HidMessage> whole = assembler.accept(first);
        receiving = first.channel();
        whole.ifPresent(this::perform);
    }

    private void perform(HidMessage message) {
        try {
            if (message.command() == YubicoConfiguration.READ && serial.isPresent()) {
                configuration(message, serial.getAsInt());
                return;
            }
            HidCommand command = HidCommand.of(message.command())
                    .orElseThrow(() -> new HidFault(message.channel(), HidError.INVALID_CMD));
            switch (command) {
                case PING -> send(message);
                case WINK -> wink(message);
                case LOCK -> lock(message);
                case CBOR -> cbor(message);
                case MSG -> msg(message);
                case INIT, CANCEL, KEEPALIVE, ERROR -> throw new HidFault(message.channel(), HidError.INVALID_CMD);
            }
        } catch (HidFault fault) {
            send(fault.toMessage());
        }
    }

    /** There is one page of it, which older programs do not name. */
    private void configuration(HidMessage message, int number) throws HidFault {
        byte[] wanted = message.payload().toArray();
        if (wanted.length > 1 || (wanted.length == 1 && wanted[0] != 0)) {
            throw new HidFault(message.channel(), HidError.INVALID_PAR);
        }
        Bytes page = new YubicoConfiguration(chip.profile(), number).page();
        send(new HidMessage(message.channel(), message.command(), page));
    }

    private void wink(HidMessage message) throws HidFault {
        requireLength(message, 0);
        send(message);
    }

    private void lock(HidMessage message) throws HidFault {
        requireLength(message, 1);
        int seconds = Byte.toUnsignedInt(message.payload().toArray()[0]);
        if (seconds > ChannelLock.LONGEST_SECONDS) {
            throw new HidFault(message.channel(), HidError.INVALID_PAR);
        }
        lock.hold(message.channel(), seconds);
        send(new HidMessage(message.channel(), HidCommand.LOCK, Bytes.empty()));
    }

    private void msg(HidMessage message) throws HidFault {
        requireFeature(message, Feature.U2F);
        requirePayload(message);
        begin(message, () -> Optional.of(u2f.process(message.payload())));
    }

    private void cbor(HidMessage message) throws HidFault {
        requireFeature(message, Feature.CTAP2);
        requirePayload(message);
        begin(message, () -> authenticator.submit(message.payload()));
    }

    private void begin(HidMessage request, Supplier<Optional<Bytes>> work) {
        transaction = new Transaction(request, work, authenticator, clock, worker);
    }

    private void requireFeature(HidMessage message, Feature feature) throws HidFault {
        if (!chip.profile().has(feature)) {
            throw new HidFault(message.channel(), HidError.INVALID_CMD);
        }
    }

    private static void requireLength(HidMessage message, int length) throws HidFault {
        if (message.payload().length() != length) {
            throw new HidFault(message.channel(), HidError.INVALID_LEN);
        }
    }

    private static void requirePayload(HidMessage message) throws HidFault {
        if (message.payload().length() == 0) {
            throw new HidFault(message.channel(), HidError.INVALID_LEN);
        }
    }

    private void send(HidMessage message) {
        if (message.command() == HidCommand.ERROR.code()) {
            HidError.of(message.payload().toArray()[0]).ifPresent(error -> LOG.debug("CTAPHID error {}", error));
        }
        outgoing.addAll(chip.faults().packets(message.split()));
    }
}
