// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Readers of PSKC that nobody here wrote: the OATH Toolkit's {@code pskctool}, and {@code python3-pskc}. */
final class PskcPeer {
    /** Prints the tokens one a line, with what a peer knows of them; {@code argv}: key in hex, or password, or none. */
    private static final String PYTHON = """
            import sys
            from pskc import PSKC
            kind, key = sys.argv[1:3]
            pskc = PSKC(sys.stdin.buffer)
            if kind == 'key':
                pskc.encryption.key = bytes.fromhex(key)
            elif kind == 'password':
                pskc.encryption.derive_key(key)
            for key in pskc.keys:
                print(key.serial, key.manufacturer, key.secret.hex(), key.algorithm.rsplit(':', 1)[1],
                      key.algorithm_suite, key.response_length, key.counter, key.time_interval, key.time_drift)
            """;

    private PskcPeer() {}

    /** What {@code pskctool} prints of a container. */
    static String pskctool(byte[] container, String... options) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/pskctool"));
        command.addAll(List.of(options));
        return answer(command, container);
    }

    /** A line of nine words for every token. */
    static List<String> python(byte[] container, SeedKey key) {
        String kind = "none";
        String secret = "";
        if (key instanceof SeedKey.PreShared shared) {
            kind = "key";
            secret = shared.key().toHex();
        } else if (key instanceof SeedKey.Password password) {
            kind = "password";
            secret = password.password();
        }
        return answer(List.of("/usr/bin/python3", "-c", PYTHON, kind, secret), container)
                .lines()
                .toList();
    }

    /** What a program prints for {@code input}. */
    static String answer(List<String> command, byte[] input) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            // Our containers are smaller than a pipe holds, so that neither side waits for the other.
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input);
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command.get(0) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
