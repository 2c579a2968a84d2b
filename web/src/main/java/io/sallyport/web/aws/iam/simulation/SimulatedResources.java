// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import io.sallyport.core.IamException;
import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.ResourceSide;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The resources of a simulation and what is known of each: whose it is, and its policy. */
final class SimulatedResources {
    private static final String ALL = "*";
    private static final Pattern ARN = Pattern.compile("arn:[^:]+:[^:]+:[^:]*:([^:]*):.+", Pattern.DOTALL);
    private static final Pattern ROLE = Pattern.compile("arn:[^:]+:iam::\\d{12}:role/.+");
    private static final Pattern OWNER = Pattern.compile("arn:[^:]+:iam::(\\d{12}):[^:]+");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    private final List<String> names;
    private final @Nullable AttachedPolicy policy;
    private final @Nullable String owner;
    private final @Nullable String callersAccount;
    private final Map<String, ResourceSide> sides = new HashMap<>();

    private SimulatedResources(
            List<String> names,
            @Nullable AttachedPolicy policy,
            @Nullable String owner,
            @Nullable String callersAccount) {
        this.names = names;
        this.policy = policy;
        this.owner = owner;
        this.callersAccount = callersAccount;
    }

    /** @throws IamException {@code INVALID_INPUT} */
    static SimulatedResources of(SimulationInput in, @Nullable SimulatedCaller caller) {
        List<String> names = in.resources().isEmpty() ? List.of(ALL) : in.resources();
        for (String name : names) {
            boolean all = name.equals(ALL) && names.size() == 1;
            if (!all && !ARN.matcher(name).matches()) {
                throw InvalidInput.of("ResourceNames are not in a valid ARN format: " + name + ".");
            }
        }
        @Nullable String owner = owner(in.resourceOwner());
        if (in.resourcePolicy() != null && caller == null) {
            throw InvalidInput.of("Invalid caller - Caller cannot be null or empty.");
        }
        return new SimulatedResources(
                names,
                InputPolicies.resource(in.resourcePolicy()),
                owner,
                caller == null ? null : caller.principal().account().orElse(null));
    }

    private static @Nullable String owner(@Nullable String arn) {
        if (arn == null) {
            return null;
        }
        Matcher parts = OWNER.matcher(arn);
        if (!parts.matches()) {
            throw InvalidInput.of("'" + arn + "' is not a valid as a Resource Owner.");
        }
        return parts.group(1);
    }

    List<String> names() {
        return names;
    }

    /** Whether the request named resources, for AWS then answers for each of them. */
    boolean areNamed() {
        return !names.get(0).equals(ALL);
    }

    @Nullable AttachedPolicy policy() {
        return policy;
    }

    /** Whether the resource is of another account than the caller. */
    boolean isForeign(String resource) {
        return hasSide() && callersAccount != null && !ownerOf(resource).equals(callersAccount);
    }

    /**
     * The resource's side of the decision. Empty without a policy, unless the request says that the resource is of another
     * account: the simulator supposes that no resource has a policy that it was not given.
     */
    Optional<ResourceSide> side(String resource, String action) {
        if (!hasSide()) {
            return Optional.empty();
        }
        boolean trust = policy != null && isAssumed(resource, action, policy);
        return Optional.of(sides.computeIfAbsent(
                (trust ? "trust " : "policy ") + ownerOf(resource), key -> newSide(resource, trust)));
    }

    private boolean hasSide() {
        return policy != null || (owner != null && callersAccount != null && !owner.equals(callersAccount));
    }

    private ResourceSide newSide(String resource, boolean trust) {
        ResourceSide side = ResourceSide.ownedBy(ownerOf(resource));
        if (policy == null) {
            return side;
        }
        return trust ? side.withTrustPolicy(policy) : side.withPolicy(policy);
    }

    /** Whether the policy is a role's trust policy: that names no resource, since it is about its role. */
    private static boolean isAssumed(String resource, String action, AttachedPolicy policy) {
        boolean role = resource.equals(ALL)
                ? policy.policy().document().statements().stream()
                        .allMatch(statement -> statement.resources().patterns().isEmpty())
                : ROLE.matcher(resource).matches();
        return role && action.toLowerCase(Locale.ROOT).startsWith("sts:");
    }

    private String ownerOf(String resource) {
        if (owner != null) {
            return owner;
        }
        Matcher parts = ARN.matcher(resource);
        if (parts.matches() && ACCOUNT.matcher(parts.group(1)).matches()) {
            return parts.group(1);
        }
        return callersAccount == null ? "" : callersAccount;
    }
}
