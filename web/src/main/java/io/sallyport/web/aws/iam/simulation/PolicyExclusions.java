// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.PolicyHolder;
import java.util.List;
import software.amazon.awssdk.services.iam.model.InlinePolicyIdentifierType;
import software.amazon.awssdk.services.iam.model.PolicyIdentifier;
import software.amazon.awssdk.services.iam.model.PolicyIdentifierPolicyType;

/** {@code PolicyExclusionList}: what a simulation leaves out of the policies that its principal holds. */
record PolicyExclusions(List<PolicyIdentifier> identifiers) {
    boolean contain(HeldPolicy held, PolicyHolder holder) {
        return identifiers.stream().anyMatch(identifier -> matches(identifier, held, holder));
    }

    private static boolean matches(PolicyIdentifier identifier, HeldPolicy held, PolicyHolder holder) {
        InlinePolicyIdentifierType inline = identifier.inlinePolicyIdentifier();
        return identifier.policyType() == type(held)
                || (!held.inline() && held.reference().equals(identifier.policyArn()))
                || (held.inline() && inline != null && matches(inline, held, holder));
    }

    boolean containBoundary(HeldPolicy boundary) {
        return identifiers.stream()
                .anyMatch(identifier -> identifier.policyType() == PolicyIdentifierPolicyType.PERMISSION_BOUNDARY
                        && (identifier.policyArn() == null
                                || boundary.reference().equals(identifier.policyArn())));
    }

    private static PolicyIdentifierPolicyType type(HeldPolicy held) {
        if (held.inline()) {
            return PolicyIdentifierPolicyType.INLINE;
        }
        return held.isAwsManaged() ? PolicyIdentifierPolicyType.AWS_MANAGED : PolicyIdentifierPolicyType.USER_MANAGED;
    }

    private static boolean matches(InlinePolicyIdentifierType inline, HeldPolicy held, PolicyHolder holder) {
        return held.reference().equalsIgnoreCase(inline.policyName())
                && holder.name().equalsIgnoreCase(inline.attachmentName())
                && holder.kind().equalsIgnoreCase(inline.attachmentTypeAsString());
    }
}
