// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.web.aws.Call;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;

/** The member {@code PermissionsBoundary} of requests and answers, and the condition key of that name. */
final class BoundaryMembers {
    /** The only type there is; AWS's model spells it otherwise than its answers do. */
    private static final String TYPE = "Policy";

    private static final String KEY = "iam:PermissionsBoundary";

    private BoundaryMembers() {}

    /** Null for nobody's boundary, which answers leave out. */
    static @Nullable AttachedPermissionsBoundary write(Optional<Arn> boundary) {
        return boundary.map(arn -> AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryType(TYPE)
                        .permissionsBoundaryArn(arn.toString())
                        .build())
                .orElse(null);
    }

    /** For actions that set a boundary: the one they ask for. */
    static void put(RequestContext.Builder keys, @Nullable String boundaryArn) {
        if (boundaryArn != null) {
            keys.put(KEY, boundaryArn);
        }
    }

    /** For actions upon somebody who may have a boundary: the one he has. */
    static void putOf(RequestContext.Builder keys, Call call, Optional<UniqueId> owner) {
        owner.flatMap(id -> call.account().boundaries().find(id)).ifPresent(arn -> keys.put(KEY, arn.toString()));
    }
}
