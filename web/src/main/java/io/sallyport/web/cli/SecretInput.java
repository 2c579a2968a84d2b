// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secret that somebody knows: in a file, in the environment, or typed without being shown. Never an argument, which
 * every user of the machine can read.
 *
 * @param what it is called when it is asked for
 * @param option that names the file
 * @param variable of the environment
 */
record SecretInput(String what, String option, String variable) {
    /** @return whoever takes it overwrites it */
    char[] read(@Nullable Path file) {
        return given(file).orElseGet(this::typed);
    }

    /** As {@link #read}, typed twice where it is typed: a slip would lock its owner out. */
    char[] readNew(@Nullable Path file) {
        return given(file).orElseGet(() -> {
            char[] first = typed();
            char[] second = ask(what + " again: ");
            if (!Arrays.equals(first, second)) {
                throw new Refused("the two are not the same: run it again");
            }
            Arrays.fill(second, '\0');
            return first;
        });
    }

    private Optional<char[]> given(@Nullable Path file) {
        if (file != null) {
            return Optional.of(firstLine(file));
        }
        return Optional.ofNullable(System.getenv(variable)).map(String::toCharArray);
    }

    private char[] firstLine(Path file) {
        byte[] bytes = bytes(file);
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            int end = 0;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            char[] line = new char[end];
            text.get(line);
            Arrays.fill(text.array(), '\0');
            return line;
        } catch (CharacterCodingException e) {
            throw new Refused(file + ": it is not text in UTF-8", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new Refused("there is no file " + file, missing);
        } catch (IOException unreadable) {
            throw new Refused("cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private char[] typed() {
        return ask(what + ": ");
    }

    private char[] ask(String prompt) {
        return Terminal.askSecretly(prompt)
                .orElseThrow(() -> new Refused("there is no terminal to ask for the " + what + " at: give " + option
                        + ", or set " + variable));
    }
}
