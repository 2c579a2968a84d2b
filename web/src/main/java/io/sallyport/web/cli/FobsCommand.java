// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import picocli.CommandLine.Command;

@Command(
        name = "fobs",
        description = "Hardware fobs in stock.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            FobsImportCommand.class,
            FobsListCommand.class,
            FobClocksCommand.class,
            FobsSetStateCommand.class,
            FobsExportCommand.class
        })
final class FobsCommand extends CommandGroup {}
