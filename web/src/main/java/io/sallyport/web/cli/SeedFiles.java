// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.SeedFileException;
import io.sallyport.hardware.otp.SeedKey;
import io.sallyport.hardware.otp.TokenSeed;
import io.sallyport.web.stock.SeedDelivery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A seed file that comes with fobs, and what opens it. */
final class SeedFiles {
    @Option(
            names = "--key-file",
            paramLabel = "F",
            description = "Holds the key of the seeds: the pre-shared one in hex, or a private one in PEM.")
    private @Nullable Path keyFile;

    @Option(names = "--password-file", paramLabel = "F", description = "Holds the password that opens the seeds.")
    private @Nullable Path passwordFile;

    /** @throws Refused naming the file, and the line where there is one */
    List<TokenSeed> read(Path file) throws IOException {
        SeedKey key = key();
        List<TokenSeed> tokens = new ArrayList<>();
        reading(file, () -> {
            try (InputStream seeds = Files.newInputStream(file)) {
                SeedFile.read(seeds, key, tokens::add);
            }
            return tokens;
        });
        return List.copyOf(tokens);
    }

    /** @throws Refused as {@link #read} */
    SeedDelivery delivery(Path file, boolean quarantine, ProgressBar progress) throws IOException {
        SeedKey key = key();
        return reading(file, () -> {
            progress.begin("reading", Files.size(file));
            try (InputStream seeds = progress.watch(Files.newInputStream(file))) {
                return SeedDelivery.read(seeds, key, quarantine, read -> {});
            }
        });
    }

    /** What is done with a seed file. */
    @FunctionalInterface
    interface Reading<T> {
        T result() throws IOException;
    }

    <T> T reading(Path file, Reading<T> reading) throws IOException {
        try {
            return reading.result();
        } catch (NoSuchFileException missing) {
            throw new Refused("there is no file " + file, missing);
        } catch (SeedFileException unusable) {
            throw new Refused(file + ": " + unusable.getMessage(), unusable);
        } catch (CharacterCodingException notText) {
            throw new Refused(file + ": it is not text in UTF-8", notText);
        }
    }

    /** What is written under a key. */
    @FunctionalInterface
    interface Writing {
        void with(SeedKey key) throws IOException;
    }

    /** @throws Refused if there is no key, or none to encrypt with */
    void encrypt(Writing writing) throws IOException {
        try {
            writing.with(key());
        } catch (IllegalArgumentException noSuchKey) {
            throw new Refused(String.valueOf(noSuchKey.getMessage()), noSuchKey);
        }
    }

    boolean hasKey() {
        return keyFile != null || passwordFile != null;
    }

    /** @throws Refused if the options or their files are no such thing */
    SeedKey key() throws IOException {
        requireOne();
        Optional<byte[]> key = keyBytes();
        if (key.isPresent()) {
            try {
                return SeedKey.ofFile(key.get());
            } catch (IllegalArgumentException notAKey) {
                throw new Refused(keyFile + ": " + notAKey.getMessage(), notAKey);
            }
        }
        return passwordText().<SeedKey>map(SeedKey.Password::new).orElseGet(SeedKey.None::new);
    }

    private void requireOne() {
        if (keyFile != null && passwordFile != null) {
            throw new Refused("--key-file and --password-file do not go together");
        }
    }

    /** The key as its file has it. */
    Optional<byte[]> keyBytes() throws IOException {
        requireOne();
        return keyFile == null ? Optional.empty() : Optional.of(bytes(keyFile));
    }

    Optional<String> passwordText() throws IOException {
        requireOne();
        return passwordFile == null
                ? Optional.empty()
                : Optional.of(new String(bytes(passwordFile), StandardCharsets.UTF_8).strip());
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new Refused("there is no file " + file, missing);
        }
    }
}
