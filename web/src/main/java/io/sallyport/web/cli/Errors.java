// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.IamException;
import io.sallyport.hardware.DeviceException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What a person sees when a command did not do its work: one line on standard error, and the exit code. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    private static final int REFUSED = CommandLine.ExitCode.SOFTWARE;
    private static final int BAD_USAGE = CommandLine.ExitCode.USAGE;

    private final BooleanSupplier stacktrace;

    Errors(BooleanSupplier stacktrace) {
        this.stacktrace = stacktrace;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        print(e.getCommandLine(), e, e.getMessage() + "; see '" + command + " --help'");
        return BAD_USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        boolean expected = e instanceof Refused || e instanceof IamException || e instanceof DeviceException;
        print(command, e, expected ? String.valueOf(e.getMessage()) : fault(e));
        return REFUSED;
    }

    private String fault(Exception e) {
        return "unexpected " + e + (stacktrace.getAsBoolean() ? "" : "; run it again with --stacktrace and report it");
    }

    private void print(CommandLine command, Exception e, String message) {
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": "
                        + message.strip().replaceAll("\\s*\\R\\s*", " "));
        if (stacktrace.getAsBoolean()) {
            e.printStackTrace(command.getErr());
        }
        command.getErr().flush();
    }
}
