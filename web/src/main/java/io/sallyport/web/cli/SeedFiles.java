// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.SeedFileException;
import io.sallyport.hardware.otp.SeedKey;
import io.sallyport.hardware.otp.TokenSeed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A seed file that comes with fobs, and what opens it. */
final class SeedFiles {
    @Option(names = "--key-file", paramLabel = "F", description = "Holds the key that opens the seeds, in hex.")
    private @Nullable Path keyFile;

    @Option(names = "--password-file", paramLabel = "F", description = "Holds the password that opens the seeds.")
    private @Nullable Path passwordFile;

    /** @throws Refused naming the file, and the line where there is one */
    List<TokenSeed> read(Path file) throws IOException {
        SeedKey key = key();
        List<TokenSeed> tokens = new ArrayList<>();
        try (InputStream seeds = Files.newInputStream(file)) {
            SeedFile.read(seeds, key, tokens::add);
        } catch (NoSuchFileException missing) {
            throw new Refused("there is no file " + file, missing);
        } catch (SeedFileException | MalformedInputException unusable) {
            throw new Refused(file + ": " + unusable.getMessage(), unusable);
        }
        return List.copyOf(tokens);
    }

    /** @throws Refused if the options or their files are no such thing */
    SeedKey key() throws IOException {
        if (keyFile != null && passwordFile != null) {
            throw new Refused("--key-file and --password-file do not go together");
        }
        if (keyFile != null) {
            try {
                return SeedKey.ofHex(text(keyFile));
            } catch (IllegalArgumentException notAKey) {
                throw new Refused(keyFile + ": " + notAKey.getMessage(), notAKey);
            }
        }
        return passwordFile != null ? new SeedKey.Password(text(passwordFile).strip()) : new SeedKey.None();
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException missing) {
            throw new Refused("there is no file " + file, missing);
        }
    }
}
