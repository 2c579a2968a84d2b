// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.store.Backup;
import io.sallyport.core.store.BackupManifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "backup",
        description = "Writes what the store holds at one moment into one file, also while the server runs. Without the"
                + " key set: keep that elsewhere, for without it nobody can restore the backup.",
        footer = "%nThe database within is SQLite, whichever the store is: tail -n +3 FILE | gunzip > sallyport.db")
final class BackupCommand implements Callable<Integer> {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern(
                    "'sallyport-'uuuuMMdd'T'HHmmss'Z.backup'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final Installation installation = new Installation();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "FILE|DIR",
            description = "The file to write, which must not exist, or a directory in which to name one by the time.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Path to;

    @Option(
            names = "--with-keys",
            description = "Also copy the key set, to FILE.keys. Whoever has both has every secret.")
    private boolean withKeys;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException {
        Instant now = Instant.now();
        Path file = Files.isDirectory(to) ? to.resolve(NAME.format(now)) : to;
        Path keys = file.resolveSibling(file.getFileName() + ".keys");
        if (withKeys && Files.exists(keys)) {
            throw new Refused(keys + " exists already: name another file with --to");
        }
        Backup backup = new Backup(installation.source(), installation.keySet().vault(), Version.number());
        BackupManifest manifest;
        try {
            manifest = backup.take(file, now);
            if (withKeys) {
                copyKeys(keys);
            }
        } catch (FileAlreadyExistsException exists) {
            throw new Refused(exists.getFile() + " exists already: name another file with --to", exists);
        } catch (FileSystemException unwritable) {
            throw new Refused("cannot write the backup: " + unwritable.getMessage(), unwritable);
        } catch (IOException refused) {
            throw new Refused(String.valueOf(refused.getMessage()), refused);
        }
        print(file, manifest, keys);
        return 0;
    }

    private void copyKeys(Path keys) throws IOException {
        byte[] content = Files.readAllBytes(installation.existingKeysFile());
        Files.createFile(keys, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var out = FileChannel.open(keys, EnumSet.of(StandardOpenOption.WRITE))) {
            out.write(ByteBuffer.wrap(content));
            out.force(true);
        }
    }

    private void print(Path file, BackupManifest manifest, Path keys) throws IOException {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("File", file.toString());
        shown.put("Bytes", Long.toString(Files.size(file)));
        BackupLines.put(shown, manifest);
        shown.put("ContentSha256", manifest.contentSha256());
        if (withKeys) {
            shown.put("Keys", keys.toString());
        }
        format.print(spec.commandLine().getOut(), shown);
        spec.commandLine()
                .getErr()
                .println(
                        withKeys
                                ? "warning: whoever has " + file.getFileName() + " and " + keys.getFileName()
                                        + " has every secret of this store; keep the two apart"
                                : "note: the key set is not in it, and without it the backup cannot be restored");
    }
}
