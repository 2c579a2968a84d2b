// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicySource;
import io.sallyport.core.policy.PolicyType;

/** Compiles the policies that principals hold, wherever these are kept. Thread-safe. */
public final class HeldPolicies {
    private final ManagedPolicies managed;

    public HeldPolicies(ManagedPolicies managed) {
        this.managed = managed;
    }

    /** An identity policy, under the name of an inline policy or the ARN of a managed one. */
    public AttachedPolicy compile(HeldPolicy held) {
        return compile(held, held.reference(), PolicyType.IDENTITY);
    }

    /** As {@link #compile(HeldPolicy)}, under an id of the caller's choice. */
    public AttachedPolicy compile(HeldPolicy held, String id) {
        return compile(held, id, PolicyType.IDENTITY);
    }

    /** A permissions boundary. */
    public AttachedPolicy compileBoundary(HeldPolicy held) {
        return compile(held, held.reference(), PolicyType.BOUNDARY);
    }

    /** A session policy. */
    AttachedPolicy compileSession(HeldPolicy held) {
        return compile(held, held.reference(), PolicyType.SESSION);
    }

    private AttachedPolicy compile(HeldPolicy held, String id, PolicyType type) {
        if (!held.isAwsManaged()) {
            return AttachedPolicy.of(id, source(held), PolicyDocument.parse(held.document(), type));
        }
        return new AttachedPolicy(
                id,
                PolicySource.AWS_MANAGED,
                managed.compiled(held.reference())
                        .orElseThrow(() -> new IllegalStateException("attached, but unknown: " + held.reference())));
    }

    private static PolicySource source(HeldPolicy held) {
        if (!held.inline()) {
            return PolicySource.USER_MANAGED;
        }
        UniqueId holder = held.holder();
        if (holder.is(UniqueId.Prefix.AGPA)) {
            return PolicySource.GROUP;
        }
        return holder.is(UniqueId.Prefix.AIDA) ? PolicySource.USER : PolicySource.ROLE;
    }
}
