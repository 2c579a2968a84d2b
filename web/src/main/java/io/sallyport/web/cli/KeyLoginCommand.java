// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.web.cli.signin.Person;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "login",
        description = "Signs in to a server with a password and the key, as a browser does, prints who that is, and"
                + " signs out.")
final class KeyLoginCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Mixin
    private final SignInOptions signIn = new SignInOptions();

    @Mixin
    private final KeyOptions key = new KeyOptions();

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> session = key.use(open -> {
            try (KeySignIn person = new KeySignIn(signIn)) {
                Person.Reply step = person.enterPassword();
                if (KeySignIn.isSignedIn(step)) {
                    throw new Refused("the password alone signs this user in: register a security key first");
                }
                person.touch(step, open);
                return person.session();
            }
        });
        format.print(spec.commandLine().getOut(), session);
        return 0;
    }
}
