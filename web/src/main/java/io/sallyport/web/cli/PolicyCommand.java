// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import picocli.CommandLine.Command;

@Command(
        name = "policy",
        description =
                "Policy documents: what is wrong with them, what they decide, who may what, and what a change changes.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PolicyCheckCommand.class,
            PolicySimulateCommand.class,
            PolicyWhoCanCommand.class,
            PolicyDiffCommand.class
        })
final class PolicyCommand extends CommandGroup {}
