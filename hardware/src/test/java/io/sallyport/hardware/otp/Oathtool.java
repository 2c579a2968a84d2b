// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The OATH Toolkit's own generator, a peer that nobody here wrote. */
final class Oathtool {
    private static final Path PROGRAM = Path.of("/usr/bin/oathtool");

    private Oathtool() {}

    /**
     * @param key in hex, or in base32 when {@code options} say so
     * @param at counter (HOTP) or second (TOTP)
     * @param count how many codes in a row
     */
    static List<String> codes(String key, OtpParameters parameters, long at, int count, String... options) {
        if (!Files.isExecutable(PROGRAM)) {
            throw new AssertionError(PROGRAM + " is missing: install the Debian package oathtool");
        }
        List<String> command = command(parameters, at);
        command.addAll(List.of("-w", "" + (count - 1)));
        command.addAll(List.of(options));
        command.add("-");
        return Program.run(command, key);
    }

    /** What one code is asked for with. */
    record Question(String key, OtpParameters parameters, long at) {}

    /** One code for each question, each by a process of its own that one shell starts after the other. */
    static List<String> codes(List<Question> questions) {
        String script = questions.stream()
                .map(question -> String.join(" ", command(question.parameters(), question.at())) + " " + question.key())
                .collect(Collectors.joining(" || exit\n"));
        return Program.run(List.of("/bin/sh", "-s"), script);
    }

    private static List<String> command(OtpParameters parameters, long at) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-d", "" + parameters.digits()));
        command.addAll(
                parameters.algorithm() == Algorithm.HOTP
                        ? List.of("--hotp", "-c", "" + at)
                        : List.of(
                                "--totp=" + parameters.hash(),
                                "-s",
                                parameters.period().toSeconds() + "s",
                                "-N",
                                "@" + at));
        return command;
    }
}
