// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.stock;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Our commands, in processes of their own. */
final class Commands {
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+([0-9]+) kB");
    private static final Pattern COLLECTION = Pattern.compile(" ([0-9]+)M->[0-9]+M\\([0-9]+M\\)");

    private final Path launcher;
    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();

    Commands(Path launcher, Path directory) {
        this.launcher = launcher;
        this.directory = directory;
    }

    /**
     * What a command took.
     *
     * @param residentKib the most of the machine's memory at any time, as Linux counts it for a process
     * @param heapMib the most of the heap before a collection; 0 if there was none
     */
    record Measured(Duration time, long residentKib, long heapMib) {}

    Map<String, String> environment() {
        return environment;
    }

    /** What it printed. */
    String run(List<String> arguments) throws IOException, InterruptedException {
        Process process = start(arguments, "");
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        requireDone(process, arguments);
        return out;
    }

    Measured measure(List<String> arguments) throws IOException, InterruptedException {
        Path collections = directory.resolve("gc.log");
        long began = System.nanoTime();
        Process process = start(arguments, "-Xlog:gc:file=" + collections);
        // It prints a line or two, for which a pipe has room.
        long peak = 0;
        do {
            peak = Math.max(peak, residentKib(process));
        } while (!process.waitFor(5, TimeUnit.MILLISECONDS));
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        requireDone(process, arguments);
        long heap = Files.readAllLines(collections).stream()
                .map(COLLECTION::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .max()
                .orElse(0);
        return new Measured(time, peak, heap);
    }

    private Process start(List<String> arguments, String options) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        builder.environment().put("SALLYPORT_JAVA_OPTS", options);
        return builder.start();
    }

    private static void requireDone(Process process, List<String> arguments) throws IOException, InterruptedException {
        if (process.waitFor() != 0) {
            throw new IOException(arguments.get(0) + " ended with exit code " + process.exitValue());
        }
    }

    private static long residentKib(Process process) throws IOException {
        try {
            Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc", String.valueOf(process.pid()), "status")));
            return peak.find() ? Long.parseLong(peak.group(1)) : 0;
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException ending) {
            if (process.isAlive()) {
                throw ending;
            }
            return 0;
        }
    }
}
