// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.name.Arn;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.web.aws.Call;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Managed policies by the ARNs that requests name. */
final class PolicyArns {
    private static final String POLICY = "policy/";
    private static final Pattern OTHER_PARTITION = Pattern.compile("arn:(?!aws:)[^:]+(?::[^:]*){3}:.+");

    /** The paths of policies that AWS keeps for its own services. */
    private static final Set<String> RESERVED = Set.of("/aws-service-role/", "/root-task/");

    private final ManagedPolicies managed;

    PolicyArns(ManagedPolicies managed) {
        this.managed = managed;
    }

    /** @throws IamException {@code NO_SUCH_ENTITY}, {@code INVALID_INPUT}, {@code VALIDATION_ERROR} */
    ManagedPolicy require(Call call, String policyArn) {
        return find(call, policyArn).orElseThrow(() -> notFound(policyArn));
    }

    /** @throws IamException {@code INVALID_INPUT} for the ARN of something else, {@code VALIDATION_ERROR} for no ARN */
    Optional<ManagedPolicy> find(Call call, String policyArn) {
        Arn arn = parse(policyArn);
        return findOwn(call, arn)
                .map(policy -> ManagedPolicy.of(call.account().id(), policy))
                .or(() -> managed.find(arn.toString()).map(ManagedPolicy::of));
    }

    private static Optional<CustomerPolicy> findOwn(Call call, Arn arn) {
        return isOwn(call, arn) ? call.account().customerPolicies().find(arn) : Optional.empty();
    }

    private static boolean isOwn(Call call, Arn arn) {
        return arn.account().equals(call.account().id().value());
    }

    /**
     * A policy of the account, to be changed.
     *
     * @param refusal what AWS says if it is anybody else's, whether or not there is one
     * @throws IamException {@code ACCESS_DENIED}, or as {@link #require}
     */
    static CustomerPolicy requireOwn(Call call, String policyArn, String refusal) {
        return findOwn(call, parseOwn(call, policyArn, refusal)).orElseThrow(() -> notFound(policyArn));
    }

    /** As {@link #requireOwn}, whether or not it exists. */
    static Arn parseOwn(Call call, String policyArn, String refusal) {
        Arn arn = parse(policyArn);
        if (!isOwn(call, arn)) {
            throw new IamException(Kind.ACCESS_DENIED, refusal);
        }
        return arn;
    }

    /**
     * A policy to attach.
     *
     * @param holder what it would be attached to, as AWS's refusal calls it: {@code user}
     * @throws IamException as {@link #find}, or {@code NO_SUCH_ENTITY}, {@code POLICY_NOT_ATTACHABLE}
     */
    Arn attachable(Call call, String policyArn, String holder) {
        return attachable(call, policyArn, holder, "Policy ");
    }

    /** As {@link #attachable(Call, String, String)}, for a permissions boundary. */
    Arn boundary(Call call, String policyArn, String holder) {
        return attachable(call, policyArn, holder, "Scope ARN: ");
    }

    private Arn attachable(Call call, String policyArn, String holder, String what) {
        ManagedPolicy policy = find(call, policyArn).orElseThrow(() -> notAttachable(what + policyArn));
        if (policy.own() == null && RESERVED.contains(policy.path())) {
            throw new IamException(
                    Kind.POLICY_NOT_ATTACHABLE, "Cannot attach AWS reserved policy to an IAM " + holder + ".");
        }
        return policy.arn();
    }

    static Arn parse(String policyArn) {
        if (OTHER_PARTITION.matcher(policyArn).matches()) {
            throw new IamException(Kind.VALIDATION_ERROR, "Invalid ARN partition");
        }
        Arn arn = Arn.parse(policyArn);
        if (!arn.service().equals("iam") || !arn.resource().startsWith(POLICY)) {
            throw new IamException(Kind.INVALID_INPUT, "ARN " + policyArn + " is not valid.");
        }
        return arn;
    }

    static IamException notFound(String policyArn) {
        return new IamException(Kind.NO_SUCH_ENTITY, "Policy " + policyArn + " was not found.");
    }

    /** @param what such as {@code Policy ARN} or {@code Policy ARN version v1} */
    static IamException notAttachable(String what) {
        return new IamException(Kind.NO_SUCH_ENTITY, what + " does not exist or is not attachable.");
    }

    /** Such as {@code /job-function/}. */
    static String path(Arn policy) {
        return policy.resource()
                .substring(POLICY.length() - 1, policy.resource().lastIndexOf('/') + 1);
    }

    static String name(Arn policy) {
        return policy.resource().substring(policy.resource().lastIndexOf('/') + 1);
    }
}
