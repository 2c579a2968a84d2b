// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.mfa.FobState;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "list", description = "Lists the fobs of an account: where each is, whose, since when and by whom.")
final class FobsListCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final FobPlace place = new FobPlace();

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATE",
            description = "Only those in one of these states: ${COMPLETION-CANDIDATES}.")
    private final Set<FobState> states = EnumSet.noneOf(FobState.class);

    @Option(names = "--user", paramLabel = "NAME", description = "Only this user's.")
    private @Nullable String user;

    @Option(names = "--maker", paramLabel = "NAME", description = "Only those of this maker.")
    private @Nullable String maker;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<FobLine> fobs;
        try (FobStore store = place.open()) {
            fobs = store.list(new FobStore.Wanted(states, user, maker));
        }
        format.print(
                spec.commandLine().getOut(),
                (out, ink) -> fobs.forEach(fob -> out.println(fob.text())),
                fobs.stream().map(FobLine::members).toList());
        return 0;
    }
}
