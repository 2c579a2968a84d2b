// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;

/**
 * Somebody whom no IAM user is, for whom one vouches (STS API reference, GetFederationToken).
 *
 * @param voucher the user who called, or root
 * @param voucherArn the same as policies name them
 */
public record FederatedSession(UniqueId voucher, Arn voucherArn, SessionGrant grant) {
    /** {@code arn:aws:sts::…:federated-user/name}. */
    Arn arn(AccountId account) {
        return new Arn("sts", "", account.value(), "federated-user/" + grant.name());
    }

    /** {@code ACCOUNT:name} (IAM User Guide, {@code aws:userid}). */
    String userId(AccountId account) {
        return account + ":" + grant.name();
    }
}
