// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "change", description = "Changes the PIN; --pin-file holds the present one.")
final class KeyPinChangeCommand implements Callable<Integer> {
    @Mixin
    private final KeyOptions key = new KeyOptions();

    @Mixin
    private final NewKeyPin wanted = new NewKeyPin();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return key.use(open -> {
            char[] present = KeyHolder.PIN.read(key.pinFile());
            try {
                wanted.use(pin -> open.pin().change(present, pin));
            } finally {
                Arrays.fill(present, '\0');
            }
            return 0;
        });
    }
}
