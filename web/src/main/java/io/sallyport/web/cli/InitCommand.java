// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.account.AccountSetup;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "init",
        description = "Makes a store and its first account: root, a group 'admin', an administrator and her access key."
                + " Prints their secrets once; both passwords must be changed at first sign-in.")
final class InitCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final Installation installation = new Installation();

    @Mixin
    private final NewAccountOptions options = new NewAccountOptions();

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException {
        AccountSetup setup = NewAccountOptions.setup();
        AccountSetup.Wanted wanted = options.wanted(setup);
        try (Installation.Open open = installation.create()) {
            if (!open.accounts().list().isEmpty()) {
                installation.undo();
                throw new Refused("this store holds an account already: 'sallyport accounts create' adds another");
            }
            format.print(
                    spec.commandLine().getOut(), NewAccountOptions.shown(wanted, setup.open(open.accounts(), wanted)));
            open.chainEvents();
        }
        if (installation.keysBesideData()) {
            spec.commandLine()
                    .getErr()
                    .println("note: the key set lies beside the data it protects; --keys FILE keeps the two apart");
        }
        return 0;
    }
}
