// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import io.sallyport.core.account.Accounts;
import io.sallyport.core.store.KeySet;
import io.sallyport.core.store.SqlAccounts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Measures the AWS API over HTTP, beside moto's server where there is one; the exit code is 1 when a goal is missed. */
final class ApiBenchmarks {
    static final Seeder.Size COMPARED = new Seeder.Size(100, 3, 5);
    private static final Seeder.Size SMALL = new Seeder.Size(10, 7, 9);
    private static final Seeder.Size LARGE = new Seeder.Size(5_000, 300, 152);

    private ApiBenchmarks() {}

    /** @param args the launcher, and a Python that has moto's server, if there is one */
    public static void main(String[] args) throws IOException, InterruptedException {
        PrintStream out = System.out;
        Path launcher = Path.of(args[0]);
        Optional<String> python = args.length > 1 ? Optional.of(args[1]) : Optional.empty();
        Path data = Files.createTempDirectory("sallyport-bench");
        // Also when it is interrupted.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(data)));
        KeySet.create(data.resolve("keys.json"));
        KeySet keys = KeySet.load(data.resolve("keys.json"));
        Tenant compared;
        Tenant small;
        Tenant large;
        boolean met;
        try (Accounts accounts = SqlAccounts.sqlite(data.resolve("sallyport.db"), keys.vault())) {
            Seeder seeder = new Seeder(accounts);
            compared = seeder.account("111111111111", COMPARED);
            small = seeder.account("222222222222", SMALL);
            large = seeder.account("333333333333", LARGE);
            out.printf("The large account: %s; the small one: %s%n%n", LARGE, SMALL);
            met = new Scale(out).decisions(accounts, small, large);
        }
        try (ServerProcess server = ServerProcess.sallyport(launcher, data)) {
            met &= new Scale(out).getUser(server, small, large);
            met &= new Comparison(out, python).run(server, compared);
        }
        System.exit(met ? 0 : 1);
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException left) {
            System.err.println("bench: " + directory + " is left behind: " + left.getMessage());
        }
    }
}
