// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code sallyport} command, to which each subcommand is added by one line in {@code subcommands}. */
@Command(
        name = "sallyport",
        description = "An AWS-compatible account with real second factors behind it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:refused", "2:bad usage"},
        scope = ScopeType.INHERIT,
        subcommands = {
            InitCommand.class,
            AccountsCommand.class,
            ServeCommand.class,
            RootCommand.class,
            FobsCommand.class,
            DevicesCommand.class,
            KeyCommand.class,
            U2fCommand.class,
            KioskCommand.class,
            TwinCommand.class,
            KeysCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            PolicyCommand.class,
            AuditCommand.class,
            CredentialsCommand.class,
            SimulateCommand.class,
            DemoCommand.class
        })
public final class Main extends CommandGroup {
    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "Print the stack trace of an error too, for a report of a fault.")
    private boolean stacktrace;

    private Main() {}

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        // Whatever the locale says: JSON and names are UTF-8.
        System.exit(run(new PrintWriter(System.out, true, UTF_8), new PrintWriter(System.err, true, UTF_8), args));
    }

    /** Runs one command to its end and returns the exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        CommandLine commands = new CommandLine(main);
        Errors errors = new Errors(() -> main.stacktrace);
        commands.setOut(out).setErr(err).setParameterExceptionHandler(errors).setExecutionExceptionHandler(errors);
        try {
            return commands.execute(ConfigFile.expand(args));
        } catch (IOException unreadable) {
            err.println("sallyport serve: cannot read the file of --config: " + unreadable);
            return CommandLine.ExitCode.USAGE;
        }
    }
}
