// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.store.KeyRotation;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(
        name = "keys",
        description = "The key set: what seals stored secrets (vault) and session tokens (tokens).",
        synopsisSubcommandLabel = "COMMAND")
final class KeysCommand extends CommandGroup {
    @Command(
            name = "list",
            description = "Lists the keys: purpose, id, state, when it was made, from when it seals,"
                    + " until when it opens. Never the keys themselves.")
    void list(@Mixin Installation installation, @Mixin OutputFormat format) throws IOException {
        print(format, rotation(installation).list());
    }

    @Command(
            name = "rotate",
            description = "Adds a new key for each purpose. Servers read the file again by themselves, within a second."
                    + " Old data opens as before; old session tokens are good until they expire, 36 hours at most.")
    void rotate(
            @Mixin Installation installation,
            @Option(
                            names = "--delay",
                            paramLabel = "DURATION",
                            defaultValue = "PT10S",
                            description = "When the new keys begin to seal, such as PT1H. Before that every server has"
                                    + " to have the new file: copy it to the other nodes (default:"
                                    + " ${DEFAULT-VALUE}).")
                    Duration delay,
            @Mixin OutputFormat format)
            throws IOException {
        if (delay.isNegative()) {
            throw new ParameterException(
                    spec().commandLine().getSubcommands().get("rotate"), "--delay is not negative");
        }
        print(format, rotation(installation).rotate(delay));
    }

    @Command(
            name = "reseal",
            description = "Seals all stored secrets anew with the vault key that seals now, so that older ones are"
                    + " needed no more. With SQLite the server must be stopped. May be interrupted and run again.")
    void reseal(@Mixin Installation installation, @Mixin OutputFormat format) throws IOException {
        try (Installation.Open open = installation.open()) {
            long resealed = open.accounts().reseal();
            format.print(spec().commandLine().getOut(), Map.of("Resealed", Long.toString(resealed)));
        }
    }

    @Command(
            name = "prune",
            description = "Drops the keys that are needed no more: of tokens those whose last token has expired, of the"
                    + " vault those that sealed nothing in this store. A backup they have sealed opens no more.")
    void prune(@Mixin Installation installation, @Mixin OutputFormat format) throws IOException {
        List<KeyRotation.Key> left;
        try (Installation.Open open = installation.open()) {
            Set<Long> inUse = open.accounts().keysInUse();
            left = rotation(installation).prune(inUse);
        }
        print(format, left);
    }

    private static KeyRotation rotation(Installation installation) {
        return new KeyRotation(installation.existingKeysFile(), Clock.systemUTC());
    }

    private void print(OutputFormat format, List<KeyRotation.Key> keys) {
        format.print(
                spec().commandLine().getOut(),
                keys.stream().map(KeysCommand::row).toList());
    }

    private static Map<String, String> row(KeyRotation.Key key) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("Purpose", key.purpose().name());
        row.put("Id", Long.toString(key.id()));
        row.put("State", key.state().name());
        row.put("CreatedAt", key.createdAt().map(Instant::toString).orElse(""));
        row.put(
                "SealsFrom",
                key.sealsFrom().equals(Instant.EPOCH) ? "" : key.sealsFrom().toString());
        row.put("OpensUntil", key.opensUntil().map(Instant::toString).orElse(""));
        return row;
    }
}
