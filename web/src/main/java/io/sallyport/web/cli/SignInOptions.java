// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.web.cli.signin.Person;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Who signs in where. */
final class SignInOptions {
    private static final SecretInput PASSWORD = new SecretInput("password", "--password-file", "SALLYPORT_PASSWORD");

    @Option(names = "--endpoint", required = true, paramLabel = "URL", description = "A running server.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private URI endpoint;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Who who;

    @Option(
            names = "--password-file",
            paramLabel = "F",
            description = "Holds the password in its first line. Otherwise SALLYPORT_PASSWORD, or it is asked for.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--origin",
            paramLabel = "URL",
            description = "What browsers reach the server by, where that is not the endpoint.")
    private @Nullable URI origin;

    /** One of the two. */
    static final class Who {
        @ArgGroup(exclusive = false, multiplicity = "1")
        private @Nullable User user;

        @Option(names = "--root-email", paramLabel = "E-MAIL", description = "The root user.")
        private @Nullable String rootEmail;
    }

    static final class User {
        @Option(names = "--account", required = true, paramLabel = "ID|ALIAS", description = "The user's account.")
        @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
        private String account;

        @Option(names = "--user", required = true, paramLabel = "NAME", description = "The user.")
        @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
        private String name;
    }

    URI endpoint() {
        return endpoint;
    }

    Person person() {
        // The password goes into JSON as text, so that overwriting these characters is all that can be done.
        char[] typed = PASSWORD.read(passwordFile);
        try {
            String password = new String(typed);
            User user = who.user;
            return user == null
                    ? Person.root(endpoint, String.valueOf(who.rootEmail), password)
                    : Person.user(endpoint, user.account, user.name, password);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    /** As {@link KeyOrigin} says. */
    String origin(String rpId) {
        return KeyOrigin.of(origin == null ? endpoint : origin, rpId);
    }
}
