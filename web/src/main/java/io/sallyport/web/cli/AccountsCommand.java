// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "accounts", description = "The accounts of a store.", synopsisSubcommandLabel = "COMMAND")
final class AccountsCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    @Command(name = "create", description = "Adds an account to a store; prints what 'init' prints.")
    void create(@Mixin Installation installation, @Mixin NewAccountOptions options, @Mixin OutputFormat format)
            throws IOException {
        SecureRandom random = new SecureRandom();
        AccountSetup setup = new AccountSetup(new Passwords(random, 1), random, Clock.systemUTC());
        AccountSetup.Wanted wanted = options.wanted(setup);
        try (Installation.Open open = installation.open()) {
            format.print(
                    spec.commandLine().getOut(), NewAccountOptions.shown(wanted, setup.open(open.accounts(), wanted)));
        }
    }

    @Command(name = "list", description = "Lists the accounts of a store.")
    void list(@Mixin Installation installation, @Mixin OutputFormat format) throws IOException {
        try (Installation.Open open = installation.open()) {
            Accounts accounts = open.accounts();
            List<Map<String, String>> rows =
                    accounts.list().stream().map(id -> row(accounts, id)).toList();
            format.print(spec.commandLine().getOut(), rows);
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
