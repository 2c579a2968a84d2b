// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.hardware.ctap.SecurityKey;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "info",
        description = "What the key says of itself (authenticatorGetInfo), and how many PIN tries are left.")
final class KeyInfoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final KeyOptions key = new KeyOptions();

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, Object> members = KeyReport.of(key.use(SecurityKey::info));
        format.print(
                spec.commandLine().getOut(),
                (out, ink) -> members.forEach((name, value) -> out.printf("%-22s%s%n", name, text(value))),
                members);
        return 0;
    }

    private static String text(Object value) {
        String printed = String.valueOf(value);
        return printed.startsWith("[") || printed.startsWith("{")
                ? printed.substring(1, printed.length() - 1)
                : printed;
    }
}
