// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.IamException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class ErrorsTest {
    private final StringWriter err = new StringWriter();

    @Command(name = "open")
    private record Open(Exception failure) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw failure;
        }
    }

    private int run(boolean stacktrace, Exception failure) {
        return new CommandLine(new Open(failure))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(new Errors(() -> stacktrace))
                .execute();
    }

    @Test
    void refusalIsItsMessageAndExitCodeOne() {
        assertThat(run(false, new Refused("the store is empty: run 'sallyport init' first")))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("open: the store is empty: run 'sallyport init' first");
    }

    @Test
    void refusalOfTheAccountModelIsItsMessage() {
        assertThat(run(false, new IamException(IamException.Kind.NO_SUCH_ENTITY, "no user tyler")))
                .isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("open: no user tyler");
    }

    @Test
    void messageOfSeveralLinesIsJoined() {
        run(false, new Refused("first,\n  second\r\nthird\n"));
        assertThat(err.toString()).isEqualToIgnoringNewLines("open: first, second third");
    }

    @Test
    void faultIsNamedInOneLineThatSaysHowToReportIt() {
        assertThat(run(false, new IllegalStateException("no clock"))).isEqualTo(1);
        assertThat(err.toString())
                .contains("java.lang.IllegalStateException: no clock", "--stacktrace")
                .hasLineCount(1);
    }

    @Test
    void stackTraceComesOnlyWhenAskedFor() {
        run(true, new IllegalStateException("no clock"));
        assertThat(err.toString()).contains("at io.sallyport.web.cli.ErrorsTest");
    }
}
