// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.hid4java;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The library as it behaves with devices that somebody tells it of; remembers which threads called. */
final class FakeLibrary implements HidLibrary {
    final List<HidNode> nodes = new ArrayList<>();
    final List<Thread> callers = new ArrayList<>();
    int scans;
    boolean shutDown;

    FakeNode add(int usagePage) {
        FakeNode node = new FakeNode("/dev/hidraw" + nodes.size(), usagePage);
        nodes.add(node);
        return node;
    }

    @Override
    public List<HidNode> scan() {
        callers.add(Thread.currentThread());
        scans++;
        return List.copyOf(nodes);
    }

    @Override
    public void shutdown() {
        callers.add(Thread.currentThread());
        shutDown = true;
    }

    final class FakeNode implements HidNode {
        final Queue<byte[]> packets = new ArrayDeque<>();
        final List<Integer> waits = new ArrayList<>();
        final List<byte[]> written = new ArrayList<>();
        boolean opens = true;
        boolean gone;
        boolean closed;
        private final String path;
        private final int usagePage;

        FakeNode(String path, int usagePage) {
            this.path = path;
            this.usagePage = usagePage;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public int usagePage() {
            return usagePage;
        }

        @Override
        public @Nullable String product() {
            return "YubiKey FIDO";
        }

        @Override
        public @Nullable String serial() {
            return "";
        }

        @Override
        public boolean open() {
            callers.add(Thread.currentThread());
            return opens;
        }

        @Override
        public int write(byte[] packet) {
            callers.add(Thread.currentThread());
            written.add(packet);
            return gone ? -1 : packet.length + 1;
        }

        @Override
        public int read(byte[] packet, int timeoutMillis) {
            callers.add(Thread.currentThread());
            waits.add(timeoutMillis);
            byte[] next = packets.poll();
            if (gone) {
                return -1;
            }
            if (next == null) {
                return 0;
            }
            System.arraycopy(next, 0, packet, 0, next.length);
            return next.length;
        }

        @Override
        public void close() {
            callers.add(Thread.currentThread());
            closed = true;
        }
    }
}
