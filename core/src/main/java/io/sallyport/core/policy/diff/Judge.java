// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.PolicySource;
import io.sallyport.core.policy.PolicyType;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.ResourceSide;
import java.util.List;

/** What a document by itself says of a request: all else allows it. */
interface Judge {
    Decision.Effect judge(Principal principal, AuthorizationRequest request);

    static Judge of(PolicyDocument document, PolicyType type) {
        AttachedPolicy policy = attached(document);
        return switch (type) {
            case IDENTITY, MANAGED, BOUNDARY, SESSION, SERVICE_CONTROL -> {
                PolicySet alone = PolicySet.ofIdentity(List.of(policy));
                yield (principal, request) -> alone.evaluate(request).effect();
            }
            case RESOURCE -> ofResource(Everything.OWNER.withPolicy(policy));
            case TRUST -> ofResource(Everything.OWNER.withTrustPolicy(policy));
            case RESOURCE_CONTROL -> {
                ResourceSide controlled = Everything.OWNER
                        .withPolicy(Everything.TO_ANYBODY)
                        .withResourceControl(List.of(List.of(Everything.TO_ANYBODY, policy)));
                yield ofResource(controlled);
            }
        };
    }

    /** Asked by somebody of another account, whose own policies allow everything: so the resource's policy decides. */
    private static Judge ofResource(ResourceSide resource) {
        return (principal, request) -> PolicySet.of(principal, List.of(Everything.TO_ITS_HOLDER))
                .evaluate(request, resource)
                .effect();
    }

    private static AttachedPolicy attached(PolicyDocument document) {
        return AttachedPolicy.of("document", PolicySource.NONE, document);
    }

    /** Policies that keep out of the way. */
    final class Everything {
        private static final String REST = "\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";
        private static final String VERSION = "{\"Version\":\"2012-10-17\",\"Statement\":{";

        static final AttachedPolicy TO_ITS_HOLDER = attached(PolicyDocument.parse(VERSION + REST));
        static final AttachedPolicy TO_ANYBODY =
                attached(PolicyDocument.parse(VERSION + "\"Principal\":\"*\"," + REST, PolicyType.RESOURCE));
        static final ResourceSide OWNER = ResourceSide.ownedBy("888888888888");

        private Everything() {}
    }
}
