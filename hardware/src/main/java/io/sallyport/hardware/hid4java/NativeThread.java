// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.hid4java;

import io.sallyport.hardware.DeviceException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The one thread that makes native calls; whoever wants one waits for it. */
final class NativeThread implements AutoCloseable {
    private final ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "hid");
        thread.setDaemon(true);
        return thread;
    });

    /** @throws IOException if the call cannot be made any more, or nobody waits for it */
    <T> T call(Callable<T> work) throws IOException {
        try {
            return executor.submit(work).get();
        } catch (RejectedExecutionException closed) {
            throw new IOException("security keys are not looked after any more", closed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a security key was used", e);
        } catch (ExecutionException e) {
            throw fault(e.getCause());
        }
    }

    /** A missing native library is an error of the JVM, not an exception. */
    private static IOException fault(@Nullable Throwable cause) {
        if (cause instanceof DeviceException known) {
            throw known;
        }
        if (cause instanceof IOException io) {
            return new IOException(io.getMessage(), io);
        }
        return new IOException("the HID library failed: " + cause, cause);
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
