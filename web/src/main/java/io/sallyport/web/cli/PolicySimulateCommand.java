// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.account.Account;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.core.policy.ResourceSide;
import io.sallyport.web.cli.policy.SimulationReport;
import io.sallyport.web.cli.policy.StoredPolicies;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "simulate",
        description =
                "Decides requests by policies in files, or by those a stored user holds (--data and --user), and says"
                        + " which statements decided, or what keeps those that would allow it from applying.",
        exitCodeList = {"0:all allowed", "1:something is denied", "2:bad usage, malformed document"})
final class PolicySimulateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Option(
            names = "--action",
            required = true,
            paramLabel = "ACTION",
            description = "Such as s3:GetObject; again for more.")
    private List<String> actions = new ArrayList<>();

    @Option(names = "--resource", paramLabel = "ARN", description = "Again for more (default: *).")
    private List<String> resources = new ArrayList<>();

    @Mixin
    private final SimulatedPolicies policies = new SimulatedPolicies();

    @Option(
            names = "--caller",
            paramLabel = "ARN",
            description = "Who asks: the ARN of a user, role session or root, a service's or provider's name, or"
                    + " anonymous.")
    private @Nullable String caller;

    @Mixin
    private final ContextOptions context = new ContextOptions();

    @ArgGroup(exclusive = false, heading = "The policies of a stored user (on SQLite the server must be stopped):%n")
    private @Nullable Stored stored;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    /** Whose policies, where they are not in files. */
    private static final class Stored {
        @ArgGroup(exclusive = false, multiplicity = "1")
        @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
        private Installation installation;

        @Option(names = "--user", required = true, paramLabel = "NAME", description = "The user.")
        @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
        private String user;

        @Option(
                names = {"--account-id", "--account"},
                paramLabel = "ID",
                description = "Which account, where the store has several.")
        private @Nullable String accountId;
    }

    @Override
    public Integer call() throws IOException {
        actions.forEach(action -> ActionNames.require(action, spec.commandLine()));
        if (policies.hasIdentityPolicies() && stored != null) {
            throw new ParameterException(
                    spec.commandLine(), "give the policies with --policy or with --user, not both");
        }
        if (stored != null && caller != null) {
            throw new ParameterException(spec.commandLine(), "--user says who asks: leave out --caller");
        }
        SimulationReport report = stored == null ? simulateFiles() : simulateStored(stored);
        format.print(spec.commandLine().getOut(), report::print, report.json());
        return report.isAllAllowed() ? 0 : 1;
    }

    private SimulationReport simulateFiles() throws IOException {
        PolicyFiles files = new PolicyFiles(spec.commandLine());
        Principal principal = caller == null ? null : CallerNames.parse(caller, spec.commandLine());
        RequestContext.Builder facts = principal == null ? RequestContext.builder() : CallerNames.context(principal);
        return simulate(policies.identity(principal, files), principal, facts, files);
    }

    private SimulationReport simulateStored(Stored from) throws IOException {
        PolicyFiles files = new PolicyFiles(spec.commandLine());
        try (Installation.Open open = from.installation.open()) {
            AccountId id = open.account(from.accountId);
            return open.accounts().read(id, account -> {
                User user = user(account, from.user);
                try {
                    return simulate(
                            new StoredPolicies().of(account, user).set(),
                            Principal.user(user.arn(id).toString()),
                            StoredPolicies.context(account, user),
                            files);
                } catch (IOException unreadable) {
                    throw new java.io.UncheckedIOException(unreadable);
                }
            });
        }
    }

    private User user(Account account, String name) {
        return account.users()
                .find(new UserName(name))
                .orElseThrow(() ->
                        new ParameterException(spec.commandLine(), "account " + account.id() + " has no user " + name));
    }

    private SimulationReport simulate(
            PolicySet identity, @Nullable Principal principal, RequestContext.Builder facts, PolicyFiles files)
            throws IOException {
        PolicySet set = policies.bounded(identity, files);
        Optional<ResourceSide> side = policies.resource(principal, files, spec.commandLine());
        RequestContext request = facts.putAll(
                        context.context(spec.commandLine(), Clock.systemUTC().instant())
                                .build())
                .build();
        SimulationReport report = new SimulationReport();
        for (String action : actions) {
            for (String resource : resources.isEmpty() ? List.of("*") : resources) {
                AuthorizationRequest asked = new AuthorizationRequest(action, resource, request);
                report.add(asked, side.isPresent() ? set.explain(asked, side.get()) : set.explain(asked));
            }
        }
        return report;
    }
}
