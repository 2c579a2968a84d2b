// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.otp.QrCode;
import io.sallyport.simulators.otp.AuthenticatorApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        description =
                "An authenticator app: reads what a phone would scan and prints the code it shows, or the label and"
                        + " code of each account where it has several.")
final class SimulateAppCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @ArgGroup(exclusive = false, multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Source source;

    @Option(names = "--account", paramLabel = "LABEL", description = "Whose code, where the app has several accounts.")
    private @Nullable String account;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "The phone's time, such as 2026-02-12T01:55:49Z; now.")
    private @Nullable Instant at;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    /** What is scanned: a secret, so never an argument itself. */
    private static final class Source {
        @Option(
                names = "--qr",
                paramLabel = "FILE",
                description = "A PNG picture of a QR code; again for more accounts.")
        private List<Path> qr = new ArrayList<>();

        @Option(
                names = "--uri-file",
                paramLabel = "FILE",
                description = "A file that holds the otpauth:// URI, or one a line; again for more.")
        private List<Path> uri = new ArrayList<>();
    }

    @Override
    public Integer call() throws IOException {
        AuthenticatorApp app = new AuthenticatorApp(at == null ? Clock.systemUTC() : InstantSource.fixed(at));
        try {
            for (Path picture : source.qr) {
                add(app, QrCode.text(Files.readAllBytes(picture)));
            }
            for (Path file : source.uri) {
                Files.readString(file, StandardCharsets.UTF_8)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .forEach(line -> add(app, line));
            }
            if (app.labels().isEmpty()) {
                throw new Refused("there is no otpauth:// URI in " + source.uri);
            }
            print(account == null ? app.labels() : List.of(app.account(account).label()), app);
        } catch (NoSuchFileException missing) {
            throw new Refused("there is no file " + missing.getFile(), missing);
        } catch (IllegalArgumentException unreadable) {
            throw new Refused(String.valueOf(unreadable.getMessage()), unreadable);
        }
        return 0;
    }

    private static void add(AuthenticatorApp app, String uri) {
        if (uri.startsWith("otpauth-migration:")) {
            app.addAll(uri);
        } else {
            app.add(uri);
        }
    }

    private void print(List<String> labels, AuthenticatorApp app) {
        List<Map<String, String>> shown = new ArrayList<>();
        for (String label : labels) {
            Map<String, String> one = new LinkedHashMap<>();
            one.put("Account", label);
            one.put("Code", app.account(label).code());
            shown.add(one);
        }
        if (shown.size() == 1) {
            format.print(spec.commandLine().getOut(), shown.get(0), "Code");
        } else {
            format.print(spec.commandLine().getOut(), shown);
        }
    }
}
