// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.hid4java;

import java.util.List;
import org.hid4java.HidDevice;
import org.hid4java.HidManager;
import org.hid4java.HidServices;
import org.hid4java.HidServicesSpecification;
import org.hid4java.ScanMode;
import org.jspecify.annotations.Nullable;

/** hid4java, with everything that it would do by itself switched off. */
final class Hid4javaLibrary implements HidLibrary {
    private final HidServices services;

    Hid4javaLibrary() {
        HidServicesSpecification specification = new HidServicesSpecification();
        specification.setAutoStart(false);
        specification.setAutoShutdown(false);
        specification.setAutoDataRead(false);
        specification.setScanMode(ScanMode.NO_SCAN);
        this.services = HidManager.getHidServices(specification);
    }

    @Override
    public List<HidNode> scan() {
        services.scan();
        return services.getAttachedHidDevices().stream().<HidNode>map(Node::new).toList();
    }

    @Override
    public void shutdown() {
        services.shutdown();
    }

    private record Node(HidDevice device) implements HidNode {
        private static final byte NO_REPORT_ID = 0;
        private static final int UNSIGNED = 0xffff;

        @Override
        public String path() {
            return device.getPath();
        }

        @Override
        public int usagePage() {
            return device.getUsagePage() & UNSIGNED;
        }

        @Override
        public @Nullable String product() {
            return device.getProduct();
        }

        @Override
        public @Nullable String serial() {
            return device.getSerialNumber();
        }

        @Override
        public boolean open() {
            return device.open();
        }

        @Override
        public int write(byte[] packet) {
            return device.write(packet, packet.length, NO_REPORT_ID);
        }

        @Override
        public int read(byte[] packet, int timeoutMillis) {
            return device.read(packet, timeoutMillis);
        }

        @Override
        public void close() {
            device.close();
        }
    }
}
