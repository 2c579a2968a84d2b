// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.simulators.fido.chip.Firmware;
import io.sallyport.simulators.fido.chip.KeyProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A device that Linux takes for one on its USB: whatever opens a hidraw node can talk to it, browsers, ssh and libfido2
 * among them. It is plugged in from {@link #plugIn} to {@link #close}; programs that open and close it are no power cycle.
 */
public final class UhidDevice implements AutoCloseable {
    private static final Path UHID = Path.of("/dev/uhid");
    private static final int YUBICO = 0x1050;
    /** A YubiKey of which FIDO is all that is enabled. */
    private static final int YUBIKEY_FIDO = 0x0402;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final UhidLink link;
    private final Thread thread;
    private final Path node;

    private UhidDevice(UhidLink link, Thread thread, Path node) {
        this.link = link;
        this.thread = thread;
        this.node = node;
    }

    /**
     * Plugs it in, and waits until programs can open it.
     *
     * @throws IOException in words, if this machine cannot do that
     */
    public static UhidDevice plugIn(PowerUp powerUp, KeyProfile profile) throws IOException {
        return plugIn(powerUp, profile, UHID, Hidraw.system());
    }

    static UhidDevice plugIn(PowerUp powerUp, KeyProfile profile, Path uhid, Hidraw hidraw) throws IOException {
        String phys = "sallyport-" + ProcessHandle.current().pid() + "/" + COUNT.incrementAndGet();
        UhidLink link = UhidLink.open(uhid);
        Thread thread = new Thread(() -> serve(powerUp, link), phys);
        thread.setDaemon(true);
        try {
            link.create("Yubico YubiKey FIDO", phys, YUBICO, YUBIKEY_FIDO, version(profile.firmware()));
            thread.start();
            return new UhidDevice(link, thread, await(hidraw, phys));
        } catch (IOException | RuntimeException failed) {
            link.close();
            throw failed;
        }
    }

    /** As USB has versions of devices: 5.4.3 is 0x0543. */
    private static int version(Firmware firmware) {
        return firmware.major() << 8 | firmware.minor() << 4 | firmware.build();
    }

    private static void serve(PowerUp powerUp, UhidLink link) {
        try {
            DeviceLoop.run(powerUp, link);
        } catch (IOException gone) {
            // The device was pulled out.
        }
    }

    private static Path await(Hidraw hidraw, String phys) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<Path> node = hidraw.find(phys);
            if (node.isPresent() && Files.exists(node.get())) {
                return node.get();
            }
            if (System.nanoTime() > end) {
                throw new IOException("Linux made no hidraw node for the key: load its modules hid and hid-generic");
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(GLANCE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the key was being plugged in", e);
        }
    }

    /** Such as {@code /dev/hidraw0}. */
    public Path node() {
        return node;
    }

    /** Pulls it out; its node is gone when this returns. */
    @Override
    public void close() throws IOException {
        if (thread.isAlive()) {
            link.destroy();
        }
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
