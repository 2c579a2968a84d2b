// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.simulators.otp.AuthenticatorApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "app",
        description = "An authenticator app: reads what a phone would scan and prints the code it shows.")
final class SimulateAppCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Source source;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The phone's time, such as 2026-02-12T01:55:49Z; now.")
    private @Nullable Instant at;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    /** What is scanned: a secret, so never an argument itself. */
    private static final class Source {
        @Option(names = "--qr", paramLabel = "FILE", description = "A PNG picture of a QR code.")
        private @Nullable Path qr;

        @Option(names = "--uri-file", paramLabel = "FILE", description = "A file that holds the otpauth:// URI.")
        private @Nullable Path uri;
    }

    @Override
    public Integer call() throws IOException {
        InstantSource clock = at == null ? Clock.systemUTC() : InstantSource.fixed(at);
        AuthenticatorApp app = new AuthenticatorApp(clock);
        try {
            AuthenticatorApp.Account account = source.qr == null
                    ? app.add(Files.readString(Objects.requireNonNull(source.uri), StandardCharsets.UTF_8)
                            .strip())
                    : app.scan(Files.readAllBytes(source.qr));
            format.print(
                    spec.commandLine().getOut(), Map.of("Account", account.label(), "Code", account.code()), "Code");
        } catch (IllegalArgumentException unreadable) {
            throw new Refused(String.valueOf(unreadable.getMessage()), unreadable);
        }
        return 0;
    }
}
