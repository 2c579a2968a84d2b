// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.otp.SeedFile;
import io.sallyport.hardware.otp.SeedFileException;
import io.sallyport.hardware.otp.TokenSeed;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads the seed files that come with fobs. */
final class SeedFiles {
    private SeedFiles() {}

    /** @throws Refused naming the file, and the line where there is one */
    static List<TokenSeed> read(Path file) throws IOException {
        try (Reader csv = Files.newBufferedReader(file)) {
            return SeedFile.oathCsv(csv);
        } catch (NoSuchFileException missing) {
            throw new Refused("there is no file " + file, missing);
        } catch (SeedFileException | MalformedInputException unusable) {
            throw new Refused(file + ": " + unusable.getMessage(), unusable);
        }
    }
}
