// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.Bytes;
import io.sallyport.core.name.AccountId;

/**
 * A long-term key as the store has it, found by its id alone.
 *
 * @param secret sealed; another value whenever the secret is another one
 */
public record SealedAccessKey(AccountId account, AccessKey key, Bytes secret) {}
