// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.hardware.ctap.SecurityKey;
import io.sallyport.hardware.ctap.TcpKey;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** {@code simulate yubikey} in a process of its own; closing it is SIGTERM. */
final class PackagedKey implements AutoCloseable {
    private static final String READY = "ready ctaphid=";

    private final Process process;
    private final String address;

    private PackagedKey(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static PackagedKey start(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Packaged.launcher(), "simulate", "yubikey"));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String ready = String.valueOf(out.readLine());
        assertThat(ready).startsWith(READY);
        return new PackagedKey(process, ready.substring(READY.length()));
    }

    /** What a program on this machine does with it. */
    String register(String publicKey, String origin) throws IOException {
        try (SecurityKey key =
                SecurityKey.open(TcpKey.parse("ctaphid:" + address).open(), Clock.systemUTC())) {
            return key.register(publicKey, origin);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
