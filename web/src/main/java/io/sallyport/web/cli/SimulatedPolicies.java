// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.PolicySource;
import io.sallyport.core.policy.PolicyType;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.ResourceSide;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The documents of a simulation, each at its place. */
final class SimulatedPolicies {
    @Option(names = "--policy", paramLabel = "FILE", description = "A policy of the caller; again for more.")
    private List<String> policies = new ArrayList<>();

    @Option(names = "--boundary", paramLabel = "FILE", description = "The caller's permissions boundary.")
    private @Nullable String boundary;

    @Option(names = "--session", paramLabel = "FILE", description = "A session policy; again for more.")
    private List<String> sessions = new ArrayList<>();

    @Option(
            names = "--scp",
            paramLabel = "FILE[,FILE]",
            description = "The service control policies of one level of the organization; again for the level below.")
    private List<String> serviceControl = new ArrayList<>();

    @Option(
            names = "--resource-policy",
            paramLabel = "FILE",
            description = "The policy of the resource, such as a bucket's; needs --caller.")
    private @Nullable String resourcePolicy;

    @Option(
            names = "--trust-policy",
            paramLabel = "FILE",
            description = "The trust policy of the role that is the resource; needs --caller.")
    private @Nullable String trustPolicy;

    @Option(
            names = "--rcp",
            paramLabel = "FILE[,FILE]",
            description = "The resource control policies of one level of the organization; again for the level below.")
    private List<String> resourceControl = new ArrayList<>();

    @Option(
            names = "--resource-owner",
            paramLabel = "ACCOUNT",
            description = "The account that owns the resource; the caller's if not given.")
    private @Nullable String owner;

    boolean hasIdentityPolicies() {
        return !policies.isEmpty();
    }

    PolicySet identity(@Nullable Principal caller, PolicyFiles files) throws IOException {
        List<AttachedPolicy> attached = attached(policies, PolicyType.IDENTITY, files);
        return caller == null ? PolicySet.ofIdentity(attached) : PolicySet.of(caller, attached);
    }

    /** Boundary, session and service control policies around what the caller has. */
    PolicySet bounded(PolicySet identity, PolicyFiles files) throws IOException {
        PolicySet bounded = identity;
        if (boundary != null) {
            bounded = bounded.withBoundary(attached(boundary, PolicyType.BOUNDARY, files));
        }
        if (!sessions.isEmpty()) {
            bounded = bounded.withSessionPolicies(attached(sessions, PolicyType.SESSION, files));
        }
        if (!serviceControl.isEmpty()) {
            bounded = bounded.withServiceControl(levels(serviceControl, PolicyType.SERVICE_CONTROL, files));
        }
        return bounded;
    }

    /** Empty when nothing is said about the resource: then it is the caller's account's, without a policy. */
    Optional<ResourceSide> resource(@Nullable Principal caller, PolicyFiles files, CommandLine command)
            throws IOException {
        if (resourcePolicy == null && trustPolicy == null && resourceControl.isEmpty() && owner == null) {
            return Optional.empty();
        }
        if (resourcePolicy != null && trustPolicy != null) {
            throw new ParameterException(command, "a resource has --resource-policy or --trust-policy, not both");
        }
        if (caller == null) {
            throw new ParameterException(
                    command, "say with --caller who asks: what the resource's side says depends on it");
        }
        String account = owner != null ? owner : caller.account().orElse(null);
        if (account == null || !account.matches("\\d{12}")) {
            throw new ParameterException(command, "say with --resource-owner whose the resource is, in twelve digits");
        }
        ResourceSide side = ResourceSide.ownedBy(account);
        if (resourcePolicy != null) {
            side = side.withPolicy(attached(resourcePolicy, PolicyType.RESOURCE, files));
        }
        if (trustPolicy != null) {
            side = side.withTrustPolicy(attached(trustPolicy, PolicyType.TRUST, files));
        }
        return Optional.of(
                resourceControl.isEmpty()
                        ? side
                        : side.withResourceControl(levels(resourceControl, PolicyType.RESOURCE_CONTROL, files)));
    }

    private static List<List<AttachedPolicy>> levels(List<String> levels, PolicyType type, PolicyFiles files)
            throws IOException {
        List<List<AttachedPolicy>> attached = new ArrayList<>();
        for (String level : levels) {
            attached.add(attached(List.of(level.split(",")), type, files));
        }
        return attached;
    }

    private static List<AttachedPolicy> attached(List<String> names, PolicyType type, PolicyFiles files)
            throws IOException {
        List<AttachedPolicy> attached = new ArrayList<>();
        for (String name : names) {
            attached.add(attached(name, type, files));
        }
        return attached;
    }

    private static AttachedPolicy attached(String name, PolicyType type, PolicyFiles files) throws IOException {
        return AttachedPolicy.of(PolicyFiles.name(name), PolicySource.NONE, files.document(name, type));
    }
}
