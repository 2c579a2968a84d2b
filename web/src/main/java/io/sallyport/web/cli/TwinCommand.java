// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "twin", description = "x")
final class TwinCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 0;
    }
}
