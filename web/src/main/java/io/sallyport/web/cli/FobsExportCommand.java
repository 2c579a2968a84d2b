// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.mfa.FobState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = "Writes fobs to an encrypted PSKC file (RFC 6030), with counters and offsets, for another token"
                + " server. They stay in stock here.")
final class FobsExportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The file to write, for its owner's eyes only; never over another.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Path out;

    @Option(
            names = "--state",
            required = true,
            split = ",",
            paramLabel = "STATE",
            description = "Which fobs: those in one of QUARANTINE, IN_STOCK, ASSIGNED, LOST.")
    private final Set<FobState> states = EnumSet.noneOf(FobState.class);

    @Mixin
    private final FobPlace place = new FobPlace();

    @Mixin
    private final SeedFiles seedFile = new SeedFiles();

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!seedFile.hasKey()) {
            throw new ParameterException(
                    spec.commandLine(), "seeds leave encrypted only: give --key-file or --password-file");
        }
        boolean whole = false;
        try (FobStore store = place.open();
                OutputStream file = create()) {
            store.export(states, seedFile, file);
            whole = true;
        } finally {
            if (!whole && made) {
                Files.deleteIfExists(out);
            }
        }
        format.print(spec.commandLine().getOut(), Map.of("Exported", out.toString()), "Exported");
        return 0;
    }

    private boolean made;

    private OutputStream create() throws IOException {
        try {
            OutputStream file = Channels.newOutputStream(Files.newByteChannel(
                    out,
                    Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))));
            made = true;
            return file;
        } catch (FileAlreadyExistsException there) {
            throw new Refused(out + " is there already: name another file", there);
        }
    }
}
