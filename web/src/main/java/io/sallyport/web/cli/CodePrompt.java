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
        return mfaSerial -> {
            Path terminal = Path.of("/dev/tty");
            try (OutputStream out = Files.newOutputStream(terminal, StandardOpenOption.WRITE);
                    InputStream in = Files.newInputStream(terminal)) {
                out.write(("MFA code for " + mfaSerial + ": ").getBytes(UTF_8));
                out.flush();
                return Typed.code(in);
            } catch (IOException noTerminal) {
                throw new Refused(
                        "there is no terminal to ask for the MFA code at: give --code-stdin with the code on standard"
                                + " input",
                        noTerminal);
            }
        };
    }

    static CodePrompt from(InputStream in) {
        return mfaSerial -> {
            try {
                return Typed.code(in);
            } catch (IOException unreadable) {
                throw new Refused("cannot read the MFA code from standard input", unreadable);
            }
        };
    }

    /** One line, and not a byte of what follows. */
    final class Typed {
        private static final Pattern CODE = Pattern.compile("[0-9]{6}");
        private static final int LONGEST = 64;

        private Typed() {}

        private static String code(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int next = in.read(); next >= 0 && next != '\n' && line.size() < LONGEST; next = in.read()) {
                line.write(next);
            }
            String code = line.toString(UTF_8).strip();
            if (!CODE.matcher(code).matches()) {
                throw new Refused("an MFA code is six digits: run it again with the one the device shows now");
            }
            return code;
        }
    }
}
