// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.store.BackupManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        description = "Puts a backup into a store that holds nothing yet, of whichever kind, with the key set that the"
                + " store had. Checks all of it first and changes nothing if anything is wrong.",
        footer = "%nBrowser sessions and counters of codes are what they were when the backup was taken.")
final class RestoreCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final Installation installation = new Installation();

    @Option(names = "--from", required = true, paramLabel = "FILE", description = "What 'sallyport backup' wrote.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Path from;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(from)) {
            throw new Refused("there is no backup " + from);
        }
        BackupManifest manifest = installation.restore(from);
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("From", from.toString());
        BackupLines.put(shown, manifest);
        format.print(spec.commandLine().getOut(), shown);
        return 0;
    }
}
