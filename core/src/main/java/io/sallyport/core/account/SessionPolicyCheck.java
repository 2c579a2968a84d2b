// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.Arn;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyType;
import org.jspecify.annotations.Nullable;

/** Whether a session may be given the policies and tags that are asked for. Thread-safe. */
final class SessionPolicyCheck {
    /** STS API reference, {@code PolicyArns}. */
    private static final int MOST_ARNS = 10;

    private final ManagedPolicies managed;

    SessionPolicyCheck(ManagedPolicies managed) {
        this.managed = managed;
    }

    /**
     * Of what the session carries, in percent of what it may; null when that is nothing.
     *
     * @param account whose managed policies they are
     * @throws IamException {@code MALFORMED_POLICY_DOCUMENT}, {@code VALIDATION_ERROR} or {@code INVALID_PARAMETER_VALUE}
     *     for managed policies that cannot be taken, {@code PACKED_POLICY_TOO_LARGE}
     */
    @Nullable Integer packedSize(Account account, SessionRequest wanted) {
        wanted.policies().forEach(document -> PolicyDocument.parse(document, PolicyType.SESSION));
        if (wanted.policyArns().size() > MOST_ARNS) {
            throw new IamException(
                    Kind.VALIDATION_ERROR,
                    "1 validation error detected: Value at 'policyArns' failed to satisfy constraint: Member must have"
                            + " length less than or equal to " + MOST_ARNS);
        }
        wanted.policyArns().forEach(arn -> requireManaged(account, arn));
        int percent = PackedSize.percent(wanted);
        if (percent > 100) {
            throw new IamException(
                    Kind.PACKED_POLICY_TOO_LARGE,
                    wanted.grant().isNarrowed()
                            ? "Packed policy consumes " + percent + "% of allotted space, please use smaller policy."
                            : "Packed size of session tags consumes " + percent + "% of allotted space.");
        }
        return wanted.grant().isNarrowed() || !wanted.tags().isEmpty() ? percent : null;
    }

    private void requireManaged(Account account, String reference) {
        Arn arn = Arn.parse(reference);
        boolean known = managed.find(reference).isPresent()
                || (arn.account().equals(account.id().value())
                        && account.customerPolicies().find(arn).isPresent());
        if (!known) {
            throw new IamException(
                    Kind.INVALID_PARAMETER_VALUE, "Policy " + reference + " does not exist or is not attachable.");
        }
    }
}
