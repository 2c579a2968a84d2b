// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.HeldPolicies;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Groups;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.PolicyHolder;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.PolicyIdentifier;

/** Users, groups and roles of the account whose policies are asked about. */
final class PolicyHolders {
    private static final Pattern ARN =
            Pattern.compile("arn:aws:iam::(\\d{12}):(user|group|role)/(?:[!-~]+/)?([\\w+=,.@-]+)");

    private final HeldPolicies compiler;

    PolicyHolders(ManagedPolicies managed) {
        this.compiler = new HeldPolicies(managed);
    }

    /**
     * Policies and what AWS calls them: {@code user_NAME_POLICY}, likewise of groups and roles, or a managed policy's name.
     *
     * @param labels by the policies' ids, the boundary's too
     */
    record Held(List<AttachedPolicy> policies, Optional<AttachedPolicy> boundary, Map<String, String> labels) {
        static final Held NOTHING = new Held(List.of(), Optional.empty(), Map.of());
    }

    /**
     * What a {@code PolicySourceArn} names.
     *
     * @param caller a user or role, as the caller of what is simulated; null for a group
     */
    record Holder(Held held, @Nullable SimulatedCaller caller) {}

    /**
     * Looks the holder up.
     *
     * @param exclusions policies to leave out
     * @throws IamException {@code INVALID_INPUT}, {@code NO_SUCH_ENTITY}
     */
    Holder require(Account account, String policySourceArn, List<PolicyIdentifier> exclusions) {
        Matcher parts = ARN.matcher(policySourceArn);
        if (!parts.matches()) {
            throw InvalidInput.of("Invalid ARN provided in the request: " + policySourceArn);
        }
        if (!parts.group(1).equals(account.id().value())) {
            throw InvalidInput.of("Invalid Policy Source Arn: caller's account " + account.id()
                    + " does not have access to policies in account " + parts.group(1) + ".");
        }
        PolicyExclusions excluded = new PolicyExclusions(exclusions);
        return switch (parts.group(2)) {
            case "user" -> user(account, findUser(account, parts).orElseThrow(PolicyHolders::missing), excluded);
            case "group" -> group(account, findGroup(account, parts).orElseThrow(PolicyHolders::missing), excluded);
            default -> role(account, findRole(account, parts).orElseThrow(PolicyHolders::missing), excluded);
        };
    }

    /** What the caller has to be allowed to act on: as at AWS, the name counts and the path need not be right. */
    static String resource(Account account, String policySourceArn) {
        Matcher parts = ARN.matcher(policySourceArn);
        if (!parts.matches() || !parts.group(1).equals(account.id().value())) {
            return policySourceArn;
        }
        Optional<Arn> found = switch (parts.group(2)) {
            case "user" -> findUser(account, parts).map(user -> user.arn(account.id()));
            case "group" -> findGroup(account, parts).map(group -> group.arn(account.id()));
            default -> findRole(account, parts).map(role -> role.arn(account.id()));
        };
        return found.map(Arn::toString).orElse(policySourceArn);
    }

    private static Optional<User> findUser(Account account, Matcher parts) {
        return account.users().find(new UserName(parts.group(3)));
    }

    private static Optional<Group> findGroup(Account account, Matcher parts) {
        return account.groups().find(new GroupName(parts.group(3)));
    }

    private static Optional<Role> findRole(Account account, Matcher parts) {
        return account.roles().find(new RoleName(parts.group(3)));
    }

    private Holder user(Account account, User user, PolicyExclusions excluded) {
        Map<UniqueId, PolicyHolder> holders = new HashMap<>();
        holders.put(user.id(), new PolicyHolder(user.id(), user.name().value()));
        account.groups()
                .of(user.id(), new PageRequest(Groups.PER_USER, ""))
                .items()
                .forEach(group -> holders.put(group.id(), holder(group)));
        return new Holder(
                held(account, user.id(), holders, excluded),
                SimulatedCaller.parse(user.arn(account.id()).toString())
                        .with("aws:username", user.name().value())
                        .with("aws:userid", user.id().value()));
    }

    private Holder group(Account account, Group group, PolicyExclusions excluded) {
        return new Holder(held(account, group.id(), Map.of(group.id(), holder(group)), excluded), null);
    }

    private Holder role(Account account, Role role, PolicyExclusions excluded) {
        PolicyHolder holder = new PolicyHolder(role.id(), role.name().value());
        return new Holder(
                held(account, role.id(), Map.of(role.id(), holder), excluded),
                SimulatedCaller.parse(role.arn(account.id()).toString()));
    }

    private static PolicyHolder holder(Group group) {
        return new PolicyHolder(group.id(), group.name().value());
    }

    private Held held(Account account, UniqueId id, Map<UniqueId, PolicyHolder> holders, PolicyExclusions excluded) {
        Map<String, AttachedPolicy> policies = new LinkedHashMap<>();
        Map<String, String> labels = new HashMap<>();
        for (HeldPolicy held : account.policies().applyingTo(id)) {
            PolicyHolder holder = Objects.requireNonNull(holders.get(held.holder()));
            if (!excluded.contain(held, holder)) {
                AttachedPolicy policy = held.inline()
                        ? compiler.compile(held, holder.id() + " " + held.reference())
                        : compiler.compile(held);
                policies.put(policy.id(), policy);
                labels.put(policy.id(), held.inline() ? label(held, holder) : name(held.reference()));
            }
        }
        Optional<AttachedPolicy> boundary = account.boundaries()
                .applyingTo(id)
                .filter(held -> !excluded.containBoundary(held))
                .map(compiler::compileBoundary);
        boundary.ifPresent(policy -> labels.put(policy.id(), name(policy.id())));
        return new Held(List.copyOf(policies.values()), boundary, labels);
    }

    private static String label(HeldPolicy held, PolicyHolder holder) {
        return holder.kind() + "_" + holder.name() + "_" + held.reference();
    }

    private static String name(String policyArn) {
        return policyArn.substring(policyArn.lastIndexOf('/') + 1);
    }

    private static IamException missing() {
        return new IamException(Kind.NO_SUCH_ENTITY, "Unable to retrieve specified IAM entity.");
    }
}
