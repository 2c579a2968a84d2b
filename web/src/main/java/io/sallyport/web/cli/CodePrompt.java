// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/** Asks for the code that an MFA device shows. */
@FunctionalInterface
interface CodePrompt {
    /** The six digits for a device. */
    String ask(String mfaSerial);

    /** Of the person at the terminal: standard input and output are those of the program that wants credentials. */
    static CodePrompt atTerminal() {
        return atTerminal(Typed.SIX, "--code-stdin with the code");
    }

    /** As {@link #atTerminal()}, where a fob may show more digits. */
    static CodePrompt ofFobAtTerminal() {
        return atTerminal(Typed.ANY, "--codes-stdin with the codes");
    }

    private static CodePrompt atTerminal(Typed typed, String otherwise) {
        return mfaSerial -> {
            Path terminal = Path.of("/dev/tty");
            try (OutputStream out = Files.newOutputStream(terminal, StandardOpenOption.WRITE);
                    InputStream in = Files.newInputStream(terminal)) {
                out.write(("MFA code for " + mfaSerial + ": ").getBytes(UTF_8));
                out.flush();
                return typed.code(in);
            } catch (IOException noTerminal) {
                throw new Refused(
                        "there is no terminal to ask for the MFA code at: give " + otherwise + " on standard input",
                        noTerminal);
            }
        };
    }

    static CodePrompt from(InputStream in) {
        return from(in, Typed.SIX);
    }

    /** As {@link #from(InputStream)}, where a fob may show more digits. */
    static CodePrompt ofFob(InputStream in) {
        return from(in, Typed.ANY);
    }

    private static CodePrompt from(InputStream in, Typed typed) {
        return mfaSerial -> {
            try {
                return typed.code(in);
            } catch (IOException unreadable) {
                throw new Refused("cannot read the MFA code from standard input", unreadable);
            }
        };
    }

    /** One line, and not a byte of what follows. */
    enum Typed {
        /** What AWS's clients send. */
        SIX("[0-9]{6}", "six digits"),
        ANY("[0-9]{6,8}", "six to eight digits");

        private static final int LONGEST = 64;

        @SuppressWarnings("ImmutableEnumChecker") // Pattern is
        private final Pattern pattern;

        private final String words;

        Typed(String pattern, String words) {
            this.pattern = Pattern.compile(pattern);
            this.words = words;
        }

        private String code(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0 && next != '\n' && line.size() < LONGEST; next = in.read()) {
                line.write(next);
            }
            String code = line.toString(UTF_8).strip();
            if (!pattern.matcher(code).matches()) {
                throw new Refused("an MFA code is " + words + ": run it again with the one the device shows now");
            }
            return code;
        }
    }
}
