// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.hid;

import io.sallyport.core.Bytes;
import io.sallyport.hardware.ctap.HidPacket;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A device that Linux has from us. The file is one for both directions; a FileChannel would not do, since a read that
 * waits there keeps everybody from writing.
 */
final class UhidLink implements HostLink {
    private final RandomAccessFile file;

    private UhidLink(RandomAccessFile file) {
        this.file = file;
    }

    /** @throws IOException in words for whoever wanted it */
    static UhidLink open(Path path) throws IOException {
        // To open what is missing would make an ordinary file of that name.
        if (!Files.exists(path)
                || !Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
            throw new IOException("there is no " + path + ": load the kernel's module with 'modprobe uhid'");
        }
        if (!Files.isReadable(path) || !Files.isWritable(path)) {
            throw new IOException(
                    "may not use " + path + ": run as root, or give yourself read and write access to it");
        }
        return new UhidLink(new RandomAccessFile(path.toFile(), "rw"));
    }

    void create(String name, String phys, int vendor, int product, int version) throws IOException {
        send(UhidEvent.create(name, phys, vendor, product, version));
    }

    @Override
    public HidPacket read() throws IOException {
        byte[] event = new byte[UhidEvent.SIZE];
        while (true) {
            // Each read is one whole event.
            if (file.read(event) < 0) {
                throw new EOFException("uhid hung up");
            }
            switch (UhidEvent.type(event)) {
                case UhidEvent.STOP -> throw new EOFException("the device is gone");
                case UhidEvent.GET_REPORT, UhidEvent.SET_REPORT -> send(UhidEvent.refusal(event));
                case UhidEvent.OUTPUT -> {
                    Bytes output = UhidEvent.output(event);
                    if (output.length() == HidPacket.SIZE) {
                        return HidPacket.decode(output);
                    }
                }
                default -> {} // The driver starts, and programs come and go: nothing of that plugs the key in or out.
            }
        }
    }

    @Override
    public void write(Bytes report) throws IOException {
        send(UhidEvent.input(report));
    }

    /** Each write is one whole event. */
    private void send(byte[] event) throws IOException {
        file.write(event);
    }

    /** The device is gone at once; the kernel's farewell ends a read that waits. */
    void destroy() throws IOException {
        send(UhidEvent.destroy());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
