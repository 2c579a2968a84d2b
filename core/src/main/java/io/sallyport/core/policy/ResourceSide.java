// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the resource's side says of a request: whose it is, and the policies about it. Immutable; compile once. */
public final class ResourceSide {
    private final String owner;
    private final @Nullable AttachedPolicy policy;
    private final boolean mustGrant;
    private final List<List<AttachedPolicy>> levels;
    private final StatementIndex index;

    private ResourceSide(
            String owner, @Nullable AttachedPolicy policy, boolean mustGrant, List<List<AttachedPolicy>> levels) {
        this.owner = owner;
        this.policy = policy;
        this.mustGrant = mustGrant;
        this.levels = levels;
        List<HeldStatement> statements = new ArrayList<>();
        for (int level = 0; level < levels.size(); level++) {
            statements.addAll(HeldStatement.of(PolicyLayer.RESOURCE_CONTROL, level, levels.get(level)));
        }
        if (policy != null) {
            statements.addAll(HeldStatement.of(PolicyLayer.RESOURCE, 0, List.of(policy)));
        }
        this.index = new StatementIndex(statements);
    }

    /** A resource of an account, without a policy. */
    public static ResourceSide ownedBy(String accountId) {
        return new ResourceSide(accountId, null, false, List.of());
    }

    /** A policy such as a bucket's: within one account, one of it and the principal's policies suffices. */
    public ResourceSide withPolicy(AttachedPolicy resourcePolicy) {
        return new ResourceSide(owner, resourcePolicy, false, levels);
    }

    /** A policy without which nobody may anything, also within one account, as a role's trust policy is. */
    public ResourceSide withTrustPolicy(AttachedPolicy trustPolicy) {
        return new ResourceSide(owner, trustPolicy, true, levels);
    }

    /** The organization's policies from its root to the account; each level has to allow. */
    public ResourceSide withResourceControl(List<List<AttachedPolicy>> newLevels) {
        return new ResourceSide(owner, policy, mustGrant, PolicySet.levels(newLevels));
    }

    boolean isOwnedBy(Principal principal) {
        return principal.isOf(owner);
    }

    boolean mustGrant() {
        return mustGrant;
    }

    int levelCount() {
        return levels.size();
    }

    StatementIndex index() {
        return index;
    }

    int layers() {
        return (policy == null ? 0 : PolicyLayer.RESOURCE.bit())
                | (levels.isEmpty() ? 0 : PolicyLayer.RESOURCE_CONTROL.bit());
    }
}
