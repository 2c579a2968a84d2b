// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.api;

import io.sallyport.core.credential.AccessKey;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.name.AccountId;
import java.util.List;

/**
 * An account that was furnished for a measurement.
 *
 * @param users by name, all of them, in the order in which they are listed
 * @param admin may do everything
 * @param staff may read users, by the policies of their groups and their own
 */
record Tenant(AccountId account, List<String> users, Key admin, List<Key> staff) {
    record Key(AccessKey key, SecretAccessKey secret) {
        RequestSigner signer(int port) {
            return new RequestSigner(port, key.id().value(), secret.reveal());
        }
    }
}
