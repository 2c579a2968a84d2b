// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.hardware.ctap.HidPacket;
import io.sallyport.simulators.fido.fault.Power;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Moves one device on, from power-up to power-down. The device has the thread of who calls; a second one reads from the
 * link, a third one does what takes longer than a packet.
 */
final class DeviceLoop {
    /** How often it looks while something is awaited of which no packet tells: a touch, the end of somebody's patience. */
    private static final Duration GLANCE = Duration.ofMillis(5);

    private final HostLink link;
    private final BlockingQueue<Event> inbox = new LinkedBlockingQueue<>();

    /**
     * Why the device is woken.
     *
     * @param packet the host has sent it
     * @param gone the host is
     */
    private record Event(Optional<HidPacket> packet, boolean gone) {
        private static final Event WORK_DONE = new Event(Optional.empty(), false);
        private static final Event GONE = new Event(Optional.empty(), true);
    }

    private DeviceLoop(HostLink link) {
        this.link = link;
    }

    /** Returns when the host is gone, the link closed or the device pulled out; then nothing of the device is at work any more. */
    static void run(PowerUp powerUp, HostLink link) throws IOException {
        new DeviceLoop(link).run(powerUp);
    }

    private void run(PowerUp powerUp) throws IOException {
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> daemon(task, "authenticator"));
        Thread reader = daemon(this::read, "ctaphid-reader");
        try (link) {
            CtapHidDevice device = powerUp.on(task -> worker.execute(() -> {
                task.run();
                inbox.add(Event.WORK_DONE);
            }));
            reader.start();
            serve(device);
        } finally {
            finish(worker);
        }
    }

    private void serve(CtapHidDevice pluggedIn) throws IOException {
        CtapHidDevice device = pluggedIn;
        while (true) {
            Power power = device.power();
            if (power == Power.UNPLUGGED) {
                return;
            }
            if (power == Power.CYCLED) {
                device = device.restarted();
            }
            for (Optional<HidPacket> packet = device.next(); packet.isPresent(); packet = device.next()) {
                link.write(device.report(packet.get()));
            }
            Event event = await(device.isIdle());
            if (event != null) {
                if (event.gone) {
                    return;
                }
                event.packet.ifPresent(device::receive);
            }
        }
    }

    private @Nullable Event await(boolean forEver) throws IOException {
        try {
            return forEver ? inbox.take() : inbox.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void read() {
        try {
            while (true) {
                inbox.add(new Event(Optional.of(link.read()), false));
            }
        } catch (IOException hungUp) {
            inbox.add(Event.GONE);
        }
    }

    private static void finish(ExecutorService worker) {
        worker.shutdown();
        try {
            // Nobody may power up on the same storage while it still writes.
            worker.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
