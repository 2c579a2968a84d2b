// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.RequestContext;

/**
 * Who asks to become a role, with everything that decides about it but the role. Immutable; it outlives the transaction
 * that it was read in, since the role may be of another account.
 *
 * @param policies what speaks for and against a principal of an account; none of a service or a provider
 * @param keys condition keys of whoever asks, and of the request
 */
public record Asker(Principal principal, PolicySet policies, RequestContext keys) {}
