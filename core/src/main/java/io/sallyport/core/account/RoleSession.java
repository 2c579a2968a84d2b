// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;

/**
 * Whom a role's temporary credentials stand for.
 *
 * @param role its id ({@code AROA…})
 * @param roleArn {@code arn:aws:iam::…:role/path/name}
 * @param grant what the session was given beside the role, by whoever assumed it
 */
public record RoleSession(UniqueId role, Arn roleArn, SessionGrant grant) {
    /** As whoever assumed the role chose it. */
    public String name() {
        return grant.name();
    }

    /** {@code arn:aws:sts::…:assumed-role/name/session}: without the role's path. */
    Arn arn(AccountId account) {
        String resource = roleArn.resource();
        return new Arn(
                "sts",
                "",
                account.value(),
                "assumed-role/" + resource.substring(resource.lastIndexOf('/') + 1) + "/" + name());
    }

    /** {@code AROA…:session} (IAM User Guide, {@code aws:userid}). */
    String userId() {
        return role + ":" + name();
    }
}
