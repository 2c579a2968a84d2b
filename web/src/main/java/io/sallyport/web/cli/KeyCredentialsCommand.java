// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import picocli.CommandLine.Command;

@Command(
        name = "credentials",
        description = "The discoverable credentials that the key holds. Wants its PIN.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            KeyCredentialsListCommand.class,
            KeyCredentialsDeleteCommand.class,
            KeyCredentialsRenameCommand.class
        })
final class KeyCredentialsCommand extends CommandGroup {}
