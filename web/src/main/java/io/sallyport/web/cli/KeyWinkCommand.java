// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "wink", description = "Lets the key blink, to see which one it is.")
final class KeyWinkCommand implements Callable<Integer> {
    @Mixin
    private final KeyOptions key = new KeyOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        return key.use(open -> {
            open.wink();
            return 0;
        });
    }
}
