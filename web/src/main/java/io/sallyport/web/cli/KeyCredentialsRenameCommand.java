// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.Bytes;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "rename", description = "Changes the name that the key shows for one (firmware of CTAP 2.1).")
final class KeyCredentialsRenameCommand implements Callable<Integer> {
    @Mixin
    private final KeyOptions key = new KeyOptions();

    @Parameters(
            index = "0",
            paramLabel = "CREDENTIAL-ID",
            converter = CredentialIdArgument.class,
            description = "As `list` prints it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Bytes id;

    @Option(names = "--user-name", required = true, paramLabel = "NAME", description = "The account's name.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String userName;

    @Option(names = "--display-name", paramLabel = "NAME", description = "The person's name (default: the account's).")
    private @Nullable String displayName;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return key.use(open -> {
            open.credentials().rename(id, userName, Objects.requireNonNullElse(displayName, userName));
            return 0;
        });
    }
}
