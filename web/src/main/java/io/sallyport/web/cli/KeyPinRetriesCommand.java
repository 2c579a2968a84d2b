// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "retries", description = "How many wrong PINs in a row the key still takes.")
final class KeyPinRetriesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final KeyOptions key = new KeyOptions();

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException, InterruptedException {
        int left = key.use(open -> open.pin().triesLeft());
        format.print(spec.commandLine().getOut(), Map.of("TriesLeft", Integer.toString(left)), "TriesLeft");
        return 0;
    }
}
