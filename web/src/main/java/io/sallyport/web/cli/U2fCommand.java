// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import picocli.CommandLine.Command;

@Command(
        name = "u2f",
        description = "Credentials of U2F, from before WebAuthn.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = U2fImportCommand.class)
final class U2fCommand extends CommandGroup {}
