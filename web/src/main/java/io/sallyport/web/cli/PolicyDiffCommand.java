// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import io.sallyport.core.policy.diff.PolicyDiff;
import io.sallyport.web.cli.policy.DiffReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "diff",
        description =
                "What a change of a policy document changes in what is allowed, whatever changed in its text. AWS's"
                        + " actions are those of " + ServiceCatalogue.AS_OF + ".",
        exitCodeList = {"0:both decide alike", "1:something is gained or lost", "2:bad usage, malformed document"})
final class PolicyDiffCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OLD", description = "The document before; - is standard input.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String before;

    @Parameters(index = "1", paramLabel = "NEW", description = "The document after.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String after;

    @Mixin
    private final DocumentType type = new DocumentType();

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException {
        PolicyFiles files = new PolicyFiles(spec.commandLine());
        PolicyDocument old = files.document(before, type.type());
        PolicyDocument changed = files.document(after, type.type());
        DiffReport report = new DiffReport(PolicyDiff.between(old, changed, type.type(), new ServiceCatalogue()));
        format.print(spec.commandLine().getOut(), report::print, report.json());
        return report.isEmpty() ? 0 : 1;
    }
}
