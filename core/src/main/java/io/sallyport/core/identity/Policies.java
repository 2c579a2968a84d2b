// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.IamException;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import java.util.List;

/** Port: the policies that users and groups of one account hold. */
public interface Policies {
    /** AWS's quota of managed policies for one user or group. */
    int ATTACHED_PER_HOLDER = 10;

    /** AWS's quota for the sum of a user's inline policies, white space not counted. */
    int INLINE_CHARACTERS_PER_USER = 2048;

    /**
     * Attaches a managed policy; one that is attached stays so.
     *
     * @throws IamException {@code LIMIT_EXCEEDED} beyond {@link #ATTACHED_PER_HOLDER}
     */
    void attach(UniqueId holder, Arn policy);

    /**
     * Writes an inline policy, over one of the same name.
     *
     * @param size its characters, white space not counted
     * @throws IamException {@code LIMIT_EXCEEDED} if the holder's inline policies would exceed {@code quota} together
     */
    void put(UniqueId holder, PolicyName name, String document, int size, int quota);

    /** All that decide about a user: its own and those of its groups. */
    List<HeldPolicy> applyingTo(UniqueId user);
}
