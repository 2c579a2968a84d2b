// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.web.cli.policy.CheckReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description =
                "Says where a policy document is malformed, or what a valid one should not say: grants that are too"
                        + " wide, names that do not exist, conditions that do not hold what they promise.",
        exitCodeList = {"0:valid", "1:malformed; with --strict also: warnings", "2:bad usage, unreadable file"})
final class PolicyCheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The document; - is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String file;

    @Mixin
    private final DocumentType type = new DocumentType();

    @Option(names = "--strict", description = "Warnings count as a failure; suggestions do not.")
    private boolean strict;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException {
        String text = new PolicyFiles(spec.commandLine()).text(file);
        CheckReport report = CheckReport.of(PolicyFiles.name(file), text, type.name());
        format.print(spec.commandLine().getOut(), report::print, report.json());
        return report.isValid() && !(strict && report.hasWarnings()) ? 0 : 1;
    }
}
