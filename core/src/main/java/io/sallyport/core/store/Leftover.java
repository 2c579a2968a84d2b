// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.util.Set;

/** What may be left of an entity that is to be deleted, in the order in which it is named. */
enum Leftover {
    INLINE("inline_policy WHERE account_id = :account AND holder_id = :owner", "delete policies"),
    ATTACHED("attached_policy WHERE account_id = :account AND holder_id = :owner", "detach all policies"),
    DEVICES("mfa_device WHERE account_id = :account AND owner_id = :owner", "remove tokens from principal"),
    KEYS("access_key WHERE account_id = :account AND owner_id = :owner", "delete access keys"),
    CERTIFICATES("signing_certificate WHERE account_id = :account AND owner_id = :owner", "delete certificates"),
    PROFILE("login_profile WHERE account_id = :account AND owner_id = :owner", "delete login profile"),
    GROUPS("group_member WHERE account_id = :account AND user_id = :owner", "remove users from group"),
    MEMBERS("group_member WHERE account_id = :account AND group_id = :owner", "remove users from group"),
    SSH_KEYS("ssh_public_key WHERE account_id = :account AND owner_id = :owner", "remove referenced objects"),
    SERVICES("service_credential WHERE account_id = :account AND owner_id = :owner", "remove referenced objects");

    private final String rows;
    private final String what;

    Leftover(String rows, String what) {
        this.rows = rows;
        this.what = what;
    }

    /**
     * Call it with the owner locked.
     *
     * @throws IamException {@code DELETE_CONFLICT} that names the first of these kinds of which there is any
     */
    static void refuse(Scope scope, String owner, Set<Leftover> kinds) {
        for (Leftover kind : values()) {
            if (kinds.contains(kind) && scope.count("SELECT count(*) FROM " + kind.rows, owner) > 0) {
                throw new IamException(Kind.DELETE_CONFLICT, "Cannot delete entity, must " + kind.what + " first.");
            }
        }
    }
}
