// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.IamException;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Port: the policies that users, groups and roles of one account hold. */
public interface Policies {
    /** AWS's quota of managed policies for one user, group or role. */
    int ATTACHED_PER_HOLDER = 10;

    /** AWS's quota for the sum of a user's inline policies, white space not counted. */
    int INLINE_CHARACTERS_PER_USER = 2048;

    /** AWS's quota for the sum of a group's inline policies, white space not counted. */
    int INLINE_CHARACTERS_PER_GROUP = 5120;

    /** AWS's quota for the sum of a role's inline policies, white space not counted. */
    int INLINE_CHARACTERS_PER_ROLE = 10_240;

    /**
     * Attaches a managed policy; one that is attached stays so.
     *
     * @throws IamException {@code LIMIT_EXCEEDED} beyond {@link #ATTACHED_PER_HOLDER}
     */
    void attach(UniqueId holder, Arn policy);

    /** Takes a managed policy away; false if it was not attached. */
    boolean detach(UniqueId holder, Arn policy);

    /** The managed policies of a user, group or role itself, by ARN without regard to case. */
    List<Arn> attached(UniqueId holder);

    /** How many users, groups and roles a managed policy is attached to; the ARNs that are missing to none. */
    Map<Arn, Integer> attachments();

    /** How many one managed policy is attached to. */
    int attachments(Arn policy);

    /**
     * Those who use a managed policy: groups, then roles, then users, by name without regard to case.
     *
     * @param usages each holder is told once, also if she uses it both ways
     * @param kinds those of {@code AGPA}, {@code AIDA} and {@code AROA} that are asked for
     * @param pathPrefix of the holders
     */
    Page<PolicyHolder> holders(
            Arn policy, Set<PolicyUsage> usages, Set<UniqueId.Prefix> kinds, String pathPrefix, PageRequest page);

    /**
     * Writes an inline policy, over one of the same name.
     *
     * @param size its characters, white space not counted
     * @throws IamException {@code LIMIT_EXCEEDED} if the holder's inline policies would exceed {@code quota} together
     */
    void put(UniqueId holder, PolicyName name, String document, int size, int quota);

    /** The text of an inline policy as it was put, in any case of its name. */
    Optional<String> document(UniqueId holder, PolicyName name);

    /** Forgets an inline policy; false if there was none of that name. */
    boolean remove(UniqueId holder, PolicyName name);

    /** The names of the inline policies of a user, group or role itself, without regard to case. */
    Page<PolicyName> inline(UniqueId holder, PageRequest page);

    /** All that decide about a user: its own and those of its groups. Of a group or role, which is in none, its own. */
    List<HeldPolicy> applyingTo(UniqueId holder);
}
