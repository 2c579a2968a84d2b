// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.web.cli.signin.Person;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "register",
        description = "Makes the key one of a user's MFA devices at a server. Who has a device already shows it first.")
final class KeyRegisterCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final SignInOptions signIn = new SignInOptions();

    @Mixin
    private final KeyOptions key = new KeyOptions();

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "security-key",
            description = "What the device is to be called (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String name;

    @Option(
            names = "--sign-in-device",
            paramLabel = "DEVICE",
            description = "The key that signs in, where the user has one registered already.")
    private @Nullable String signInDevice;

    @Option(names = "--code-stdin", description = "Read the MFA code from standard input, rather than ask for it.")
    private boolean codeStdin;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (KeySignIn person = new KeySignIn(signIn)) {
            Person.Reply step = person.enterPassword();
            if (!KeySignIn.isSignedIn(step)) {
                showADevice(person, step);
            }
            JsonNode device = key.use(open -> person.register(open, name));
            Map<String, String> printed = new LinkedHashMap<>();
            printed.put("Serial", device.path("serial").asText());
            printed.put("Name", device.path("name").asText());
            printed.put("EnabledAt", device.path("enabledAt").asText());
            format.print(spec.commandLine().getOut(), printed);
        }
        return 0;
    }

    private void showADevice(KeySignIn person, Person.Reply step) throws IOException, InterruptedException {
        if (signInDevice == null) {
            person.enterCode(step, codeStdin ? CodePrompt.ofFob(System.in) : CodePrompt.ofFobAtTerminal());
            return;
        }
        key.use(signInDevice, open -> {
            person.touch(step, open);
            return true;
        });
    }
}
