// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.Account;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Groups;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.GroupName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.AwsManagedPolicy;
import io.sallyport.core.policy.CompiledPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicySource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Users and groups of the account whose policies are asked about. */
final class PolicyHolders {
    private static final Pattern ARN = Pattern.compile("arn:aws:iam::(\\d{12}):(user|group|role)/(?:[!-~]+/)?([^/]+)");

    private final ManagedPolicies managed;

    PolicyHolders(ManagedPolicies managed) {
        this.managed = managed;
    }

    /**
     * What a {@code PolicySourceArn} names.
     *
     * @param caller a user, as the caller of what is simulated; null for a group
     */
    record Holder(List<AttachedPolicy> policies, @Nullable SimulatedCaller caller) {}

    /** @throws IamException {@code INVALID_INPUT}, {@code NO_SUCH_ENTITY} */
    Holder require(Account account, String policySourceArn) {
        Matcher parts = ARN.matcher(policySourceArn);
        if (!parts.matches()) {
            throw InvalidInput.of("Invalid ARN provided in the request: " + policySourceArn);
        }
        if (!parts.group(1).equals(account.id().value())) {
            throw InvalidInput.of("Invalid Policy Source Arn: caller's account " + account.id()
                    + " does not have access to policies in account " + parts.group(1) + ".");
        }
        return switch (parts.group(2)) {
            case "user" -> user(account, parts.group(3), policySourceArn);
            case "group" -> group(account, parts.group(3), policySourceArn);
            // There are none yet.
            default -> throw missing();
        };
    }

    private Holder user(Account account, String name, String arn) {
        User user = account.users()
                .find(new UserName(name))
                .filter(found -> found.arn(account.id()).toString().equals(arn))
                .orElseThrow(PolicyHolders::missing);
        Map<UniqueId, String> names = new HashMap<>();
        names.put(user.id(), "user_" + user.name());
        account.groups()
                .of(user.id(), new PageRequest(Groups.PER_USER, ""))
                .items()
                .forEach(group -> names.put(group.id(), "group_" + group.name()));
        return new Holder(
                policies(account, user.id(), names),
                SimulatedCaller.parse(arn).with("aws:userid", user.id().value()));
    }

    private Holder group(Account account, String name, String arn) {
        Group group = account.groups()
                .find(new GroupName(name))
                .filter(found -> found.arn(account.id()).toString().equals(arn))
                .orElseThrow(PolicyHolders::missing);
        return new Holder(policies(account, group.id(), Map.of(group.id(), "group_" + group.name())), null);
    }

    private List<AttachedPolicy> policies(Account account, UniqueId holder, Map<UniqueId, String> names) {
        return account.policies().applyingTo(holder).stream()
                .map(held -> held.inline() ? inline(held, names) : managed(held.reference()))
                .distinct()
                .toList();
    }

    /** As AWS calls it: {@code user_NAME_POLICY}. */
    private static AttachedPolicy inline(HeldPolicy held, Map<UniqueId, String> names) {
        String holder = Objects.requireNonNull(names.get(held.holder()));
        return AttachedPolicy.of(
                holder + "_" + held.reference(),
                holder.startsWith("user_") ? PolicySource.USER : PolicySource.GROUP,
                PolicyDocument.parse(held.document()));
    }

    /** As AWS calls it, by its name. */
    private AttachedPolicy managed(String arn) {
        AwsManagedPolicy policy = managed.find(arn).orElseThrow();
        CompiledPolicy compiled = managed.compiled(arn).orElseThrow();
        return new AttachedPolicy(policy.name(), PolicySource.AWS_MANAGED, compiled);
    }

    private static IamException missing() {
        return new IamException(Kind.NO_SUCH_ENTITY, "Unable to retrieve specified IAM entity.");
    }
}
