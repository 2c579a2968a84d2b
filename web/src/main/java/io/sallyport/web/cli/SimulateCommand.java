// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import picocli.CommandLine.Command;

@Command(
        name = "simulate",
        description = "Stand-ins for authentication hardware and for instance metadata.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SimulateAppCommand.class,
            SimulateFleetCommand.class,
            SimulateFobCommand.class,
            SimulateImdsCommand.class,
            SimulateMetadataCommand.class,
            SimulateYubikeyCommand.class
        })
final class SimulateCommand extends CommandGroup {}
