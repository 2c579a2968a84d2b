// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "import",
        description =
                "Takes the fobs of a maker's seed file into stock, all or none. Of what it refuses it names the first"
                        + " row.")
final class FobsImportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The seed file: PSKC (RFC 6030) or CSV.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Path file;

    @Mixin
    private final FobPlace place = new FobPlace();

    @Mixin
    private final SeedFiles seedFile = new SeedFiles();

    @Option(names = "--dry-run", description = "Check all of it, import nothing.")
    private boolean dryRun;

    @Option(
            names = "--quarantine",
            description = "An operator wants to see two codes of each fob before anybody gets it (fobs set-state).")
    private boolean quarantine;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException, InterruptedException {
        int fobs;
        try (FobStore store = place.open();
                ProgressBar progress = ProgressBar.on(spec.commandLine().getErr())) {
            fobs = store.take(new FobStore.Import(file, seedFile, dryRun, quarantine), progress);
        }
        format.print(spec.commandLine().getOut(), Map.of(dryRun ? "Readable" : "Imported", Integer.toString(fobs)));
        return 0;
    }
}
