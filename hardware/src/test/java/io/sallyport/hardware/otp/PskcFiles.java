// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Containers for tests: where they come from, and what is read of them. */
final class PskcFiles {
    private PskcFiles() {}

    /** A resource of the tests. */
    static byte[] resource(String name) throws IOException {
        try (InputStream in = PskcFiles.class.getResourceAsStream("pskc/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    static List<TokenSeed> read(byte[] file, SeedKey key) throws IOException {
        List<TokenSeed> tokens = new ArrayList<>();
        SeedFile.read(new ByteArrayInputStream(file), key, tokens::add);
        return tokens;
    }

    static List<TokenSeed> read(String file, SeedKey key) throws IOException {
        return read(file.getBytes(StandardCharsets.UTF_8), key);
    }
}
