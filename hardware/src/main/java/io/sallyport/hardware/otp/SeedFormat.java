// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Predicate;

/** The formats of seed files and what each is known by. The first that knows a file reads it. */
@SuppressWarnings("ImmutableEnumChecker") // functions that hold nothing
enum SeedFormat {
    SAFENET_XML(start -> start.hasRoot("", "Tokens"), plain("SafeNet XML", SafeNetXml::read)),
    PSKC(start -> start.hasRoot("KeyContainer"), PskcReader::read),
    YUBICO_CSV(YubicoCsv::knows, plain("Yubico CSV", YubicoCsv::read)),
    ENTRA_CSV(EntraCsv::knows, plain("CSV for Entra ID", EntraCsv::read)),
    /** Whatever is not XML, since its rows have no mark of their own: the reader says what is wrong with them. */
    OATH_CSV(start -> !start.isXml(), plain("OATH CSV", OathCsv::read));

    private final Predicate<SeedFileStart> knows;
    private final Reader reader;

    SeedFormat(Predicate<SeedFileStart> knows, Reader reader) {
        this.knows = knows;
        this.reader = reader;
    }

    /** Reads a file of one format, from its first byte. */
    @FunctionalInterface
    interface Reader {
        void read(InputStream file, SeedKey key, TokenIntake intake) throws IOException;
    }

    /** Reads a file whose seeds nothing encrypts. */
    @FunctionalInterface
    interface PlainReader {
        void read(InputStream file, TokenIntake intake) throws IOException;
    }

    private static Reader plain(String name, PlainReader reader) {
        return (file, key, intake) -> {
            if (!(key instanceof SeedKey.None)) {
                throw new SeedFileException(1, "the file is " + name + ", whose seeds no key opens");
            }
            reader.read(file, intake);
        };
    }

    /** @throws SeedFileException if it is XML of another kind */
    static SeedFormat of(SeedFileStart start) {
        for (SeedFormat format : values()) {
            if (format.knows.test(start)) {
                return format;
            }
        }
        throw new SeedFileException(1, "this is XML, but no seed file of a kind that is read here");
    }

    void read(InputStream file, SeedKey key, TokenIntake intake) throws IOException {
        reader.read(file, key, intake);
    }
}
