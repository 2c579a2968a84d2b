// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.UniqueId;

/**
 * Whoever has a device adds and takes away devices of her own in a session opened with one only, whatever policies allow:
 * else whoever found her access key could (AWS Security Bulletin AWS-2023-001).
 */
public final class OwnFactor {
    private OwnFactor() {}

    /**
     * Stands before anything is said of the device itself. What somebody does to another's devices is for policies alone.
     *
     * @param owner whose devices are to change
     * @throws IamException {@code ACCESS_DENIED}
     */
    public static void require(Account account, Caller caller, UniqueId owner) {
        boolean needed =
                caller.id().equals(owner) && !account.mfaDevices().of(owner).isEmpty();
        if (needed && caller.mfa() == null) {
            throw new IamException(
                    Kind.ACCESS_DENIED,
                    "To complete this action, please ensure that you are authenticated with an MFA device that is"
                            + " enabled for this user.");
        }
    }
}
