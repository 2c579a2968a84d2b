// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "accounts", description = "The accounts of a store.", synopsisSubcommandLabel = "COMMAND")
final class AccountsCommand extends CommandGroup {
    @Command(name = "create", description = "Adds an account to a store; prints what 'init' prints.")
    void create(@Mixin Installation installation, @Mixin NewAccountOptions options, @Mixin OutputFormat format)
            throws IOException {
        AccountSetup setup = NewAccountOptions.setup();
        AccountSetup.Wanted wanted = options.wanted(setup);
        try (Installation.Open open = installation.open()) {
            format.print(
                    spec().commandLine().getOut(),
                    NewAccountOptions.shown(wanted, setup.open(open.accounts(), wanted)));
            open.chainEvents();
        }
    }

    @Command(name = "list", description = "Lists the accounts of a store.")
    void list(@Mixin Installation installation, @Mixin OutputFormat format) throws IOException {
        try (Installation.Open open = installation.open()) {
            Accounts accounts = open.accounts();
            List<Map<String, String>> rows =
                    accounts.list().stream().map(id -> row(accounts, id)).toList();
            format.print(spec().commandLine().getOut(), rows);
        }
    }

    private static Map<String, String> row(Accounts accounts, AccountId id) {
        return accounts.read(id, (Account account) -> {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("AccountId", id.value());
            row.put("Alias", account.alias().map(AccountAlias::value).orElse(""));
            row.put("RootEmail", account.root().email().value());
            return row;
        });
    }
}
