// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.Arn;
import io.sallyport.core.policy.AwsManagedPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.web.aws.Call;
import java.util.Optional;

/** Managed policies by the ARNs that requests name. */
final class PolicyArns {
    private static final String POLICY = "policy/";
    private static final String OF_SERVICES = "/aws-service-role/";

    private final ManagedPolicies managed;

    PolicyArns(ManagedPolicies managed) {
        this.managed = managed;
    }

    /** @throws IamException {@code NO_SUCH_ENTITY}, {@code INVALID_INPUT}, {@code VALIDATION_ERROR} */
    AwsManagedPolicy require(String policyArn) {
        return find(policyArn).orElseThrow(() -> notFound(policyArn));
    }

    /** @throws IamException {@code INVALID_INPUT} for the ARN of something else, {@code VALIDATION_ERROR} for no ARN */
    Optional<AwsManagedPolicy> find(String policyArn) {
        return managed.find(parse(policyArn).toString());
    }

    /**
     * A policy to attach.
     *
     * @param holder what it would be attached to, as AWS's refusal calls it: {@code User}
     * @throws IamException as {@link #find}, or {@code NO_SUCH_ENTITY}, {@code POLICY_NOT_ATTACHABLE}
     */
    Arn attachable(Call call, String policyArn, String holder) {
        return attachable(call, policyArn, "Policy ", holder);
    }

    /** As {@link #attachable(Call, String, String)}, for a permissions boundary. */
    Arn boundary(Call call, String policyArn, String holder) {
        return attachable(call, policyArn, "Scope ARN: ", holder);
    }

    private Arn attachable(Call call, String policyArn, String what, String holder) {
        AwsManagedPolicy policy = find(policyArn)
                .orElseThrow(() -> new IamException(
                        Kind.NO_SUCH_ENTITY, what + policyArn + " does not exist or is not attachable."));
        if (policy.path().equals(OF_SERVICES)) {
            throw new IamException(
                    Kind.POLICY_NOT_ATTACHABLE, "Cannot attach a Service Role Policy to a Customer " + holder + ".");
        }
        return parse(policyArn);
    }

    static Arn parse(String policyArn) {
        Arn arn = Arn.parse(policyArn);
        if (!arn.service().equals("iam") || !arn.resource().startsWith(POLICY)) {
            throw new IamException(Kind.INVALID_INPUT, "ARN " + policyArn + " is not valid.");
        }
        return arn;
    }

    static IamException notFound(String policyArn) {
        return new IamException(Kind.NO_SUCH_ENTITY, "Policy " + policyArn + " was not found.");
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
