// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import picocli.CommandLine.Command;

@Command(
        name = "key",
        description = "A security key that is attached: what it is, what it holds, and signing in with it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            KeyInfoCommand.class,
            KeyRegisterCommand.class,
            KeyLoginCommand.class,
            KeyPinCommand.class,
            KeyCredentialsCommand.class,
            KeyConfigCommand.class,
            KeyWinkCommand.class,
            KeyResetCommand.class
        })
final class KeyCommand extends CommandGroup {}
