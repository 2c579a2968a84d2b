// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.hid4java;

import io.sallyport.hardware.DeviceException;
import io.sallyport.hardware.ctap.AttachedKey;
import io.sallyport.hardware.ctap.KeyFinder;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The FIDO keys on this computer's USB. For any thread; the native library is loaded when it is first needed. */
public final class UsbKeys implements KeyFinder, Closeable {
    /** FIDO alliance (HID usage tables). */
    private static final int FIDO_USAGE_PAGE = 0xf1d0;

    private final NativeThread thread = new NativeThread();
    private final Supplier<HidLibrary> loading;
    private final OpeningTrouble trouble;
    private @Nullable HidLibrary library;

    public UsbKeys() {
        this(Hid4javaLibrary::new, OpeningTrouble.here());
    }

    UsbKeys(Supplier<HidLibrary> loading, OpeningTrouble trouble) {
        this.loading = loading;
        this.trouble = trouble;
    }

    @Override
    public List<AttachedKey> find() {
        try {
            return thread.call(this::scan);
        } catch (IOException e) {
            throw new DeviceException.Unreachable(
                    "USB devices cannot be listed on this computer: " + e.getMessage(), e);
        }
    }

    private List<AttachedKey> scan() {
        HidLibrary loaded = library;
        if (loaded == null) {
            loaded = loading.get();
            library = loaded;
        }
        return loaded.scan().stream()
                .filter(node -> node.usagePage() == FIDO_USAGE_PAGE)
                .<AttachedKey>map(node -> UsbKey.of(node, thread, trouble))
                .toList();
    }

    /** Closes the library, and with it every key that is still open. */
    @Override
    public void close() throws IOException {
        thread.call(() -> {
            HidLibrary loaded = library;
            if (loaded != null) {
                loaded.shutdown();
            }
            return true;
        });
        thread.close();
    }
}
