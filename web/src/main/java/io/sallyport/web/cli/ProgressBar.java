// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** How far a long command has come, on standard error: for a person at a terminal, and nothing at all for anybody else. */
final class ProgressBar implements AutoCloseable {
    private static final int WIDTH = 30;
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final PrintWriter err;
    private final boolean shown;
    private String what = "";
    private long whole;
    private long percent = -1;

    private ProgressBar(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    static ProgressBar on(PrintWriter err) {
        return on(err, isTerminal());
    }

    static ProgressBar on(PrintWriter err, boolean shown) {
        return new ProgressBar(err, shown);
    }

    private static boolean isTerminal() {
        try {
            String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noSuchLinks) {
            // No Linux: nobody knows who reads.
            return false;
        }
    }

    void begin(String newWhat, long newWhole) {
        what = newWhat;
        whole = newWhole;
        percent = -1;
    }

    void at(long part) {
        long now = whole <= 0 ? 100 : Math.min(100, part * 100 / whole);
        if (!shown || now == percent) {
            return;
        }
        percent = now;
        int done = (int) (now * WIDTH / 100);
        err.print("\r" + what + " [" + "#".repeat(done) + " ".repeat(WIDTH - done) + "] " + now + " %");
        err.flush();
    }

    /** The stream, whose bytes move the bar. */
    InputStream watch(InputStream in) {
        return new FilterInputStream(in) {
            private long read;

            @Override
            public int read() throws IOException {
                int next = super.read();
                at(next < 0 ? read : ++read);
                return next;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int some = super.read(bytes, offset, length);
                read += Math.max(some, 0);
                at(read);
                return some;
            }
        };
    }

    /** Leaves the line as if nothing had been on it. */
    @Override
    public void close() {
        if (shown && percent >= 0) {
            err.print("\r" + " ".repeat(what.length() + WIDTH + 10) + "\r");
            err.flush();
        }
    }
}
