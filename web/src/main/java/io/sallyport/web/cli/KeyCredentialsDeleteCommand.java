// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.Bytes;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Deletes one: the key no longer opens that account.")
final class KeyCredentialsDeleteCommand implements Callable<Integer> {
    @Mixin
    private final KeyOptions key = new KeyOptions();

    @Parameters(
            index = "0",
            paramLabel = "CREDENTIAL-ID",
            converter = CredentialIdArgument.class,
            description = "As `list` prints it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Bytes id;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return key.use(open -> {
            open.credentials().delete(id);
            return 0;
        });
    }
}
