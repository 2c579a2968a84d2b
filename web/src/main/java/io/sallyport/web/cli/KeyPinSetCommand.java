// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "set", description = "Gives a PIN to a key that has none.")
final class KeyPinSetCommand implements Callable<Integer> {
    @Mixin
    private final KeyOptions key = new KeyOptions();

    @Mixin
    private final NewKeyPin wanted = new NewKeyPin();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return key.use(open -> {
            wanted.use(pin -> open.pin().set(pin));
            return 0;
        });
    }
}
