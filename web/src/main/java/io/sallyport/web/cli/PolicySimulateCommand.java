// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.IamException;
import io.sallyport.core.account.Account;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.RoleName;
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
import java.util.Objects;
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
                "Decides requests by policies in files, or by those a stored user or role holds (--data and --user or --role), and says"
                        + " which statements decided, or what keeps those that would allow it from applying.",
        exitCodeList = {
            "0:all allowed",
            "1:something is denied, or the store refused",
            "2:bad usage, malformed document"
        })
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

    @ArgGroup(
            exclusive = false,
            heading = "The policies of a stored user or role (on SQLite the server must be stopped):%n")
    private @Nullable Stored stored;

    @Mixin
    private final OutputFormat format = new OutputFormat();

    /** Whose policies, where they are not in files. */
    private static final class Stored {
        @ArgGroup(exclusive = false, multiplicity = "1")
        @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
        private Installation installation;

        @ArgGroup(multiplicity = "1")
        @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
        private Holder holder;

        @Option(
                names = {"--account-id", "--account"},
                paramLabel = "ID",
                description = "Which account, where the store has several.")
        private @Nullable String accountId;
    }

    /** One of the two. */
    private static final class Holder {
        @Option(names = "--user", paramLabel = "NAME", description = "The user.")
        private @Nullable String user;

        @Option(names = "--role", paramLabel = "NAME", description = "The role.")
        private @Nullable String role;
    }

    @Override
    public Integer call() throws IOException {
        actions.forEach(action -> ActionNames.require(action, spec.commandLine()));
        if (policies.hasIdentityPolicies() && stored != null) {
            throw new ParameterException(
                    spec.commandLine(), "give the policies with --policy or with --user or --role, not both");
        }
        if (stored != null && caller != null) {
            throw new ParameterException(spec.commandLine(), "--user or --role says who asks: leave out --caller");
        }
        PolicyFiles files = new PolicyFiles(spec.commandLine());
        SimulationReport report = simulate(stored == null ? fromFiles(files) : fromStore(stored), files);
        format.print(spec.commandLine().getOut(), report::print, report.json());
        return report.isAllAllowed() ? 0 : 1;
    }

    /** Who asks, as far as that is known. */
    private record Asker(PolicySet policies, @Nullable Principal principal, RequestContext facts) {}

    private Asker fromFiles(PolicyFiles files) throws IOException {
        Principal principal = caller == null ? null : CallerNames.parse(caller, spec.commandLine());
        RequestContext.Builder facts = principal == null ? RequestContext.builder() : CallerNames.context(principal);
        return new Asker(policies.identity(principal, files), principal, facts.build());
    }

    private Asker fromStore(Stored from) throws IOException {
        try (Installation.Open open = from.installation.open()) {
            AccountId id = open.account(from.accountId);
            return open.accounts().read(id, account -> {
                StoredPolicies.Asker asker = asker(account, from.holder);
                return new Asker(new StoredPolicies().of(account, asker).set(), asker.principal(), asker.context());
            });
        }
    }

    private StoredPolicies.Asker asker(Account account, Holder holder) {
        try {
            return holder.role == null
                    ? StoredPolicies.Asker.of(
                            account, account.users().require(new UserName(Objects.requireNonNull(holder.user))))
                    : StoredPolicies.Asker.of(account, account.roles().require(new RoleName(holder.role)));
        } catch (IamException unknown) {
            throw new ParameterException(spec.commandLine(), String.valueOf(unknown.getMessage()), unknown);
        }
    }

    private SimulationReport simulate(Asker asker, PolicyFiles files) throws IOException {
        PolicySet set = policies.bounded(asker.policies(), files);
        Optional<ResourceSide> side = policies.resource(asker.principal(), files, spec.commandLine());
        RequestContext given =
                context.context(spec.commandLine(), Clock.systemUTC().instant()).build();
        RequestContext facts =
                RequestContext.builder().putAll(asker.facts()).putAll(given).build();
        SimulationReport report = new SimulationReport();
        for (String action : actions) {
            for (String resource : resources.isEmpty() ? List.of("*") : resources) {
                AuthorizationRequest asked = new AuthorizationRequest(action, resource, facts);
                report.add(asked, side.isPresent() ? set.explain(asked, side.get()) : set.explain(asked));
            }
        }
        return report;
    }
}
