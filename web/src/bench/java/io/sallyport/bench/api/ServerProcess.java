// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, from ready until {@link #close}. */
final class ServerProcess implements AutoCloseable {
    private static final int SECONDS_TO_START = 60;
    private static final String READY = "listening on http://127.0.0.1:";

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param launcher {@code ./sallyport} or something that takes the same arguments */
    static ServerProcess sallyport(Path launcher, Path data) throws IOException {
        return sallyport(launcher, data, List.of(), Map.of());
    }

    /** @param options further ones of {@code serve} */
    static ServerProcess sallyport(Path launcher, Path data, List<String> options, Map<String, String> environment)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of(launcher.toString(), "serve", "--data", data.toString(), "--port", "0"));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        endWithUs(process);
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        if (line == null || !line.startsWith(READY)) {
            process.destroy();
            throw new IOException("sallyport serve did not start: " + line);
        }
        return new ServerProcess(process, Integer.parseInt(line.substring(READY.length())));
    }

    /** @param python a Python that has moto's server */
    static ServerProcess moto(String python) throws IOException, InterruptedException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        List.of(python, "-m", "moto.server", "-H", "127.0.0.1", "-p", String.valueOf(port)))
                // Its log takes time, of which this is the least.
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        endWithUs(process);
        for (int tries = 0; tries < SECONDS_TO_START * 10; tries++) {
            if (answers(port)) {
                return new ServerProcess(process, port);
            }
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IOException("moto's server ended with exit code " + process.exitValue());
            }
        }
        process.destroy();
        throw new IOException("moto's server did not listen within " + SECONDS_TO_START + " seconds");
    }

    private static void endWithUs(Process process) {
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    /** What the process took of the processors so far, in steps of 10 ms. */
    long cpuNanos() {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
