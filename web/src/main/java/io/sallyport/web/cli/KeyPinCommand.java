// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import picocli.CommandLine.Command;

@Command(
        name = "pin",
        description = "The key's PIN, which it asks for where a site wants to know who touches it.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {KeyPinSetCommand.class, KeyPinChangeCommand.class, KeyPinRetriesCommand.class})
final class KeyPinCommand extends CommandGroup {}
