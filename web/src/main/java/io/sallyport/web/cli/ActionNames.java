// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The names of actions that commands ask about: one action each, no pattern. */
final class ActionNames {
    private static final Pattern ACTION = Pattern.compile("[A-Za-z0-9-]+:[A-Za-z0-9]+");

    private ActionNames() {}

    static void require(String action, CommandLine command) {
        if (!ACTION.matcher(action).matches()) {
            throw new ParameterException(command, "an action is service:Name, such as iam:CreateUser, not " + action);
        }
    }
}
