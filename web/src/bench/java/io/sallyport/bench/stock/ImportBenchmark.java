// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.stock;

import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.hardware.otp.Pskc;
import io.sallyport.hardware.otp.SeedKey;
import io.sallyport.hardware.otp.TokenSeed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Imports 10,000 fobs from one encrypted PSKC file as an operator does, by {@code ./sallyport fobs import}, into SQLite and
 * into PostgreSQL where there is one. Exit code 1 if it takes longer or more memory than wanted, or not all came in.
 */
public final class ImportBenchmark {
    private static final int FOBS = 10_000;
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final long MOST_KIB = 256 * 1024;
    private static final int SEED_BYTES = 20;
    private static final int KEY_BYTES = 32;

    private final Path directory;
    private final Commands commands;

    private ImportBenchmark(Path directory, Commands commands) {
        this.directory = directory;
        this.commands = commands;
    }

    /** @param args {@code ./sallyport}, or something that takes the same arguments */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        Path directory = Files.createTempDirectory("sallyport-bench");
        boolean good = new ImportBenchmark(directory, new Commands(Path.of(args[0]), directory)).run();
        Scratch.delete(directory);
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException, SQLException {
        List<String> opening = write();
        System.out.printf(
                Locale.ROOT,
                "%,d fobs in one PSKC file of %.1f MiB, AES-256-CBC with a MAC for each value%n"
                        + "wanted: within %d s and %d MiB (peak resident, the Java machine included)%n%n",
                FOBS,
                Files.size(directory.resolve("fobs.pskcxml")) / 1048576.0,
                LONGEST.toSeconds(),
                MOST_KIB / 1024);
        System.out.printf("%-12s %10s %14s %12s%n", "store", "time", "peak resident", "peak heap");
        boolean good =
                measure("SQLite", List.of("--data", directory.resolve("sqlite").toString()), opening);
        Optional<Postgres> postgres = Postgres.ofEnvironment();
        if (postgres.isPresent()) {
            try (Postgres database = postgres.get()) {
                commands.environment().putAll(database.environment());
                good &= measure(
                        "PostgreSQL",
                        List.of("--data", directory.resolve("node").toString(), "--database", database.url()),
                        opening);
            }
        } else {
            System.out.println("PostgreSQL   none: SALLYPORT_TEST_POSTGRES names one (.ci/postgres starts it)");
        }
        return good;
    }

    /** Seeds, counters and drifts as a maker's box has them; what opens the file. */
    private List<String> write() throws IOException {
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        Path keyFile =
                Files.writeString(directory.resolve("key"), HexFormat.of().formatHex(key));
        List<TokenSeed> fobs =
                IntStream.range(0, FOBS).mapToObj(number -> fob(number, random)).toList();
        try (OutputStream out = Files.newOutputStream(directory.resolve("fobs.pskcxml"))) {
            Pskc.write(out, fobs, new SeedKey.PreShared(Bytes.of(key)), random);
        }
        return List.of("--key-file", keyFile.toString());
    }

    private static TokenSeed fob(int number, SecureRandom random) {
        byte[] seed = new byte[SEED_BYTES];
        random.nextBytes(seed);
        boolean button = number % 10 == 0;
        OtpParameters parameters = button
                ? new OtpParameters(
                        OtpParameters.Algorithm.HOTP, OtpParameters.Hash.SHA1, 6, OtpParameters.STANDARD.period())
                : OtpParameters.STANDARD;
        return new TokenSeed(
                String.format(Locale.ROOT, "GAHT%08d", number),
                OtpSeed.of(seed),
                parameters,
                button ? number : 0,
                button ? 0 : number % 5 - 2,
                "Bench");
    }

    private boolean measure(String store, List<String> where, List<String> opening)
            throws IOException, InterruptedException {
        commands.run(with(List.of("init"), where));
        List<String> command = new ArrayList<>(
                List.of("fobs", "import", directory.resolve("fobs.pskcxml").toString()));
        command.addAll(opening);
        Commands.Measured measured = commands.measure(with(command, where));
        System.out.printf(
                Locale.ROOT,
                "%-12s %8.1f s %10d MiB %8d MiB%n",
                store,
                measured.time().toMillis() / 1000.0,
                measured.residentKib() / 1024,
                measured.heapMib());
        String listed = commands.run(with(List.of("fobs", "list"), where));
        long came = listed.lines().filter(line -> line.startsWith("GAHT")).count();
        if (came != FOBS) {
            System.out.println("  missed: " + came + " came in");
        }
        boolean fast = measured.time().compareTo(LONGEST) <= 0;
        boolean small = measured.residentKib() <= MOST_KIB;
        if (!fast || !small) {
            System.out.println("  missed: " + (fast ? "" : "time ") + (small ? "" : "memory"));
        }
        return came == FOBS && fast && small;
    }

    private static List<String> with(List<String> command, List<String> where) {
        List<String> all = new ArrayList<>(command);
        all.addAll(where);
        return all;
    }
}
