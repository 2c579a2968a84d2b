// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.name.UniqueId;
import java.util.Optional;

/** Port: what one account asks of passwords. */
public interface PasswordPolicies {
    Optional<PasswordPolicy> find();

    /** Replaces the one there is, if any. */
    void put(PasswordPolicy policy);

    /** False if there is none. */
    boolean remove();

    PasswordProfile profile();

    void choose(PasswordProfile profile);

    /**
     * What holds for the passwords of this owner. The account's policy does not bind its root user (IAM User Guide, "Set
     * an account password policy for IAM users"); the profile does, since hers is the last password to be weaker.
     */
    default PasswordRegime regime(UniqueId owner) {
        return new PasswordRegime(profile(), owner.isRoot() ? null : find().orElse(null));
    }
}
