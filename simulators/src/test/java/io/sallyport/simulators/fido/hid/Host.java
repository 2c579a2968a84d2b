// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidAssembler;
import io.sallyport.hardware.ctap.HidCommand;
import io.sallyport.hardware.ctap.HidFault;
import io.sallyport.hardware.ctap.HidMessage;
import io.sallyport.hardware.ctap.HidPacket;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.junit.SeededRandom;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A computer that can misbehave. */
final class Host {
    static final Bytes NONCE = Bytes.ofHex("a0a1a2a3a4a5a6a7");

    private final CtapHidDevice device;
    private final ManualClock clock;

    Host(CtapHidDevice device, ManualClock clock) {
        this.device = device;
        this.clock = clock;
    }

    /** With a YubiKey 5.4.3 that somebody touches as soon as it blinks. */
    static Host ofAKey(ManualClock clock) {
        Environment environment = new Environment(clock, new SeededRandom(2), Presence.eager(), Storage.inMemory());
        return new Host(CtapHidDevice.powerUp(new Chip(environment, Products.YUBIKEY_5_4, Faults.none())), clock);
    }

    /** A fresh channel. */
    int open() {
        HidMessage answer = only(exchange(new HidMessage(HidPacket.BROADCAST, HidCommand.INIT, NONCE)));
        return ByteBuffer.wrap(answer.payload().toArray()).getInt(NONCE.length());
    }

    void send(HidMessage message) {
        message.split().forEach(device::receive);
    }

    void send(HidPacket packet) {
        device.receive(packet);
    }

    /** Everything that the device says by now. */
    List<HidMessage> receive() {
        HidAssembler assembler = new HidAssembler(clock);
        List<HidMessage> messages = new ArrayList<>();
        try {
            for (Optional<HidPacket> p = device.next(); p.isPresent(); p = device.next()) {
                assembler.accept(p.get()).ifPresent(messages::add);
            }
        } catch (HidFault e) {
            throw new AssertionError("the device broke the protocol", e);
        }
        return messages;
    }

    List<HidMessage> exchange(HidMessage message) {
        send(message);
        return receive();
    }

    static HidMessage only(List<HidMessage> messages) {
        if (messages.size() != 1) {
            throw new AssertionError("one message expected, not " + messages);
        }
        return messages.get(0);
    }
}
