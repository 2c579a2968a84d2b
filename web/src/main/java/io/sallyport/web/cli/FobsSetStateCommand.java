// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.account.FobStock;
import io.sallyport.core.mfa.FobState;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "set-state",
        description = "Says where a fob is. IN_STOCK takes two consecutive codes that it shows, and asks for them.",
        footer = {
            "%nQUARANTINE: it is to show two codes before anybody gets it; also one that was found again.",
            "LOST: nobody can use it. RETIRED: nobody ever will, its seed is erased.",
            "A fob becomes somebody's (ASSIGNED) when she enables it."
        })
final class FobsSetStateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SERIAL", description = "The serial number on its back.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String serial;

    @Parameters(index = "1", paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private FobState state;

    @Mixin
    private final FobPlace place = new FobPlace();

    @Option(
            names = "--codes-stdin",
            description = "Read the two codes from standard input, a line each, rather than ask for them.")
    private boolean codesStdin;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Optional<FobStock.Codes> codes = Optional.empty();
        if (state == FobState.IN_STOCK) {
            CodePrompt prompt = codesStdin ? CodePrompt.ofFob(System.in) : CodePrompt.ofFobAtTerminal();
            String first = prompt.ask(serial);
            codes = Optional.of(new FobStock.Codes(first, prompt.ask(serial)));
        }
        FobLine moved;
        try (FobStore store = place.open()) {
            moved = store.move(serial, state, codes);
        }
        format.print(spec.commandLine().getOut(), moved.members());
        return 0;
    }
}
