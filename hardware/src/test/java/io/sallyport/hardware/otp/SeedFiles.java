// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Seed files as tests read them: through the one door, so that each is recognised first. */
final class SeedFiles {
    static final String SECRET = "3132333435363738393031323334353637383930";

    private SeedFiles() {}

    static List<TokenSeed> read(byte[] file, SeedKey key) throws IOException {
        List<TokenSeed> tokens = new ArrayList<>();
        SeedFile.read(new ByteArrayInputStream(file), key, tokens::add);
        return tokens;
    }

    static List<TokenSeed> read(String file) throws IOException {
        return read(file.getBytes(StandardCharsets.UTF_8), new SeedKey.None());
    }

    /** One clear error, with its line, and nothing of the secret in it. */
    static void refused(String file, int line, String rule) {
        refused(file.getBytes(StandardCharsets.UTF_8), line, rule);
    }

    static void refused(byte[] file, int line, String rule) {
        assertThatExceptionOfType(SeedFileException.class)
                .isThrownBy(() -> read(file, new SeedKey.None()))
                .withMessageStartingWith("line " + line + ": ")
                .withMessageContaining(rule)
                .withMessageNotContaining("31323334")
                .withNoCause();
    }
}
