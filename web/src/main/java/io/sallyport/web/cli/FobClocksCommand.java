// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.account.FobClock;
import io.sallyport.web.api.FobClockJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "clocks",
        description =
                "Names the fobs in use that will fall out of their window, and when; those whose clock jumped within a"
                        + " year, is out of its maker's specification, or has run for three years. The server must be stopped; a"
                        + " running one answers at GET /api/v1/fobs/clocks.")
final class FobClocksCommand implements Callable<Integer> {
    private static final String LINE = "%-24s %-24s %9s %8s %5s  %-10s  %s%n";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final Installation installation = new Installation();

    @Option(names = "--account-id", paramLabel = "ID", description = "Which account, where the store has several.")
    private @Nullable String accountId;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "90",
            description = "How far ahead (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--ppm",
            paramLabel = "X",
            defaultValue = "20",
            description = "What the maker promises, in millionths (default: ${DEFAULT-VALUE}).")
    private double ppm;

    @Option(names = "--all", description = "Also those with which nothing is wrong.")
    private boolean all;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException {
        if (days < 0 || days > 9999 || !(ppm >= 0)) {
            throw new ParameterException(spec.commandLine(), "--days takes 0 to 9999, --ppm a number from 0 on");
        }
        Instant now = Clock.systemUTC().instant();
        FobClock.Limits limits = new FobClock.Limits(Duration.ofDays(days), ppm);
        List<FobClockJson> clocks;
        try (Installation.Open open = installation.open()) {
            clocks =
                    open.accounts().read(open.account(accountId), account -> FobClock.of(account, limits, now)).stream()
                            .filter(fob -> all || !fob.findings().isEmpty())
                            .map(fob -> FobClockJson.of(fob, now))
                            .toList();
        }
        format.print(spec.commandLine().getOut(), (out, ink) -> print(out, clocks), clocks);
        return 0;
    }

    private static void print(PrintWriter out, List<FobClockJson> clocks) {
        out.printf(LINE, "serial", "user", "ahead s", "ppm", "codes", "out on", "findings");
        for (FobClockJson clock : clocks) {
            out.printf(
                    Locale.ROOT,
                    LINE,
                    clock.serial(),
                    clock.user() == null ? "<root_account>" : clock.user(),
                    clock.offsetSeconds(),
                    clock.ratePpm(),
                    clock.liveCodes(),
                    clock.outOfWindowOn() == null ? "-" : clock.outOfWindowOn(),
                    findings(clock));
        }
    }

    private static String findings(FobClockJson clock) {
        String found = String.join(" ", clock.findings());
        return clock.findings().contains(FobClock.Finding.JUMPED.name())
                ? found + String.format(Locale.ROOT, " (by %.0f s, %s)", clock.jumpSeconds(), clock.jumpedAt())
                : found;
    }
}
