// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.event.Audit;
import io.sallyport.core.event.Checkpoint;
import io.sallyport.core.event.CheckpointFile;
import io.sallyport.core.event.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description =
                "Looks at every record of the event log: finds what was edited, deleted, moved, added or replaced,"
                        + " and with --from also what was cut off at the end. Exit code 1 if it found anything."
                        + " On SQLite the server must be stopped; on PostgreSQL it may run.")
final class AuditVerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final Installation installation = new Installation();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "The file that 'serve --checkpoints' wrote, from where it was kept.")
    private @Nullable Path from;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    private record Verdict(boolean intact, Audit counts, List<Finding> findings) {
        void print(PrintWriter out) {
            findings.forEach(finding -> out.println(finding.where() + ": " + finding.what()));
            out.println((intact ? "intact: " : "NOT as it was written: ") + counts.chained() + " records in "
                    + counts.nodes() + " chains, " + counts.unchained() + " not chained yet, " + counts.removed()
                    + " removed by retention, " + counts.checkpoints() + " checkpoints, " + counts.elsewhere()
                    + " compared from elsewhere");
        }
    }

    @Override
    public Integer call() throws IOException {
        List<Checkpoint> elsewhere = from == null ? List.of() : CheckpointFile.read(from);
        try (Installation.Open open = installation.open()) {
            List<Finding> findings = new ArrayList<>();
            Audit counts = open.accounts().eventLog().audit(elsewhere, findings::add);
            Verdict verdict = new Verdict(findings.isEmpty(), counts, findings);
            format.print(spec.commandLine().getOut(), (out, ink) -> verdict.print(out), verdict);
            return verdict.intact() ? 0 : 1;
        }
    }
}
