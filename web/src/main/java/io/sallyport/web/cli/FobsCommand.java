// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.account.EventRecord;
import io.sallyport.core.name.AccountId;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.web.api.FobRoutes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fobs",
        description = "Hardware fobs in stock.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = FobClocksCommand.class)
final class FobsCommand extends CommandGroup {
    @Command(
            name = "import",
            description =
                    "Takes the fobs of a seed file (OATH CSV) into stock, all or none. The server must be stopped;"
                            + " a running one takes the same file at POST /api/v1/fobs.")
    void importSeeds(
            @Parameters(paramLabel = "FILE", description = "The seed file.") Path file,
            @Mixin Installation installation,
            @Option(
                            names = "--account-id",
                            paramLabel = "ID",
                            description = "Which account, where the store has several.")
                    @Nullable String accountId,
            @Mixin SeedFiles seedFile,
            @Option(names = "--dry-run", description = "Read and check the file, import nothing.") boolean dryRun,
            @Mixin OutputFormat format)
            throws IOException {
        List<TokenSeed> seeds = seedFile.read(file);
        if (!dryRun) {
            try (Installation.Open open = installation.open()) {
                AccountId id = open.account(accountId);
                open.accounts().write(id, account -> {
                    int imported = FobRoutes.addAll(account, seeds);
                    EventRecord.byOperator(account, "ImportFobs")
                            .parameters(EventRecord.json().put("fobs", imported))
                            .into(account, Clock.systemUTC().instant());
                    return imported;
                });
                open.chainEvents();
            }
        }
        format.print(
                spec().commandLine().getOut(),
                Map.of(dryRun ? "Readable" : "Imported", Integer.toString(seeds.size())));
    }
}
