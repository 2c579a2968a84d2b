// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidPacket;
import io.sallyport.hardware.ctap.HidTransport;
import io.sallyport.simulators.fido.fault.Power;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The device and its host in one process: a packet is a method call. While one thread reads, others may write or close. */
public final class InProcessTransport implements HidTransport {
    private static final long GLANCE = TimeUnit.MILLISECONDS.toNanos(5);

    private CtapHidDevice device;
    private boolean closed;

    public InProcessTransport(CtapHidDevice device) {
        this.device = device;
    }

    @Override
    public synchronized void write(Bytes packet) throws IOException {
        requireOpen();
        device.receive(HidPacket.decode(packet));
        notifyAll();
    }

    /** An idle device never speaks first, so it is not waited for; one that waits to be touched is. */
    @Override
    public synchronized Optional<Bytes> read(Duration timeout) throws IOException {
        long end = System.nanoTime() + timeout.toNanos();
        while (true) {
            requireOpen();
            feel(device.power());
            Optional<HidPacket> packet = device.next();
            long left = end - System.nanoTime();
            if (packet.isPresent() || !device.isBusy() || left <= 0) {
                return packet.map(device::report);
            }
            pause(Math.min(left, GLANCE));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void pause(long nanos) throws IOException {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the security key waited to be touched", e);
        }
    }

    private void feel(Power power) throws IOException {
        switch (power) {
            case ON -> {}
            case CYCLED -> device = device.restarted();
            case UNPLUGGED -> {
                closed = true;
                requireOpen();
            }
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the security key is unplugged");
        }
    }
}
