// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.name.AccountId;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.web.cli.policy.WhoCan;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "who-can",
        description =
                "Every principal of an account that may do something, through which statement of which policy, and"
                        + " those that may if conditions hold. Without --context a request is one with a long-term access key."
                        + " On SQLite the server must be stopped; on PostgreSQL it may run.")
final class PolicyWhoCanCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "ACTION", description = "Such as iam:CreateUser.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String action;

    @Parameters(index = "1", paramLabel = "RESOURCE", description = "An ARN, or * for an action without resources.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String resource;

    @Mixin
    private final Installation installation = new Installation();

    @Option(
            names = {"--account-id", "--account"},
            paramLabel = "ID",
            description = "Which account, where the store has several.")
    private @Nullable String accountId;

    @Mixin
    private final ContextOptions context = new ContextOptions();

    @Mixin
    private final OutputFormat format = new OutputFormat();

    @Override
    public Integer call() throws IOException {
        ActionNames.require(action, spec.commandLine());
        RequestContext facts =
                context.context(spec.commandLine(), Clock.systemUTC().instant()).build();
        try (Installation.Open open = installation.open()) {
            AccountId id = open.account(accountId);
            WhoCan answer = open.accounts().read(id, account -> WhoCan.in(account, action, resource, facts));
            format.print(spec.commandLine().getOut(), answer::print, answer.json());
        }
        return 0;
    }
}
