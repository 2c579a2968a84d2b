// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyProblem;
import io.sallyport.core.policy.PolicyType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the documents that commands are given. What cannot be read is bad usage: exit code 1 says something else here. */
final class PolicyFiles {
    private static final String STANDARD_INPUT = "-";

    private final CommandLine command;

    PolicyFiles(CommandLine command) {
        this.command = command;
    }

    /** @param file {@code -} for standard input */
    String text(String file) throws IOException {
        try {
            byte[] bytes = file.equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (NoSuchFileException missing) {
            throw new ParameterException(command, "there is no file " + file, missing);
        } catch (CharacterCodingException notText) {
            throw new ParameterException(command, file + " is not UTF-8 text", notText);
        } catch (IOException unreadable) {
            throw new ParameterException(command, "cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /** How reports call it. */
    static String name(String file) {
        return file.equals(STANDARD_INPUT) ? "(standard input)" : file;
    }

    PolicyDocument document(String file, PolicyType type) throws IOException {
        String text = text(file);
        Optional<PolicyProblem> problem = PolicyDocument.check(text, type);
        if (problem.isPresent()) {
            PolicyProblem found = problem.get();
            throw new ParameterException(
                    command,
                    name(file) + ":" + found.position().line() + ":"
                            + found.position().column() + ": "
                            + (found.path().isEmpty() ? "" : found.path() + ": ") + found.detail()
                            + " (try 'sallyport policy check')");
        }
        return PolicyDocument.parse(text, type);
    }
}
