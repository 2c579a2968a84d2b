// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where a stock of fobs is: on this machine, or at a server that is reached by one's own AWS credentials. */
final class FobPlace {
    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Choice choice;

    /** One of the two. */
    static final class Choice {
        @ArgGroup(exclusive = false, multiplicity = "1")
        private @Nullable Here here;

        @ArgGroup(exclusive = false, multiplicity = "1")
        private @Nullable There there;
    }

    /** With the server stopped, unless it is PostgreSQL that has the data. */
    static final class Here {
        @ArgGroup(exclusive = false, multiplicity = "1")
        @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
        private Installation installation;

        @Option(names = "--account-id", paramLabel = "ID", description = "Which account, where the store has several.")
        private @Nullable String accountId;
    }

    /** A running server. */
    static final class There {
        @Option(
                names = "--endpoint",
                required = true,
                paramLabel = "URL",
                description = "A running server, asked with the AWS credentials of AWS_ACCESS_KEY_ID and"
                        + " AWS_SECRET_ACCESS_KEY or of --profile.")
        @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
        private URI endpoint;

        @Option(
                names = "--profile",
                paramLabel = "NAME",
                description = "A profile of the shared credentials file (AWS_SHARED_CREDENTIALS_FILE,"
                        + " ~/.aws/credentials).")
        private @Nullable String profile;
    }

    FobStore open() throws IOException {
        There there = choice.there;
        if (there != null) {
            OwnKeys own =
                    there.profile == null ? OwnKeys.ofEnvironment(System.getenv()) : OwnKeys.ofProfile(there.profile);
            return new FobsOverHttp(there.endpoint, own.keys());
        }
        Here here = choice.here;
        if (here == null) {
            throw new AssertionError("picocli wants one of the two");
        }
        return FobsInStore.open(here.installation, here.accountId);
    }
}
