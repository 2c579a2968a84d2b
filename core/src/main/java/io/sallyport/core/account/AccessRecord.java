// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.name.UniqueId;

/**
 * A principal's attempts of one action.
 *
 * @param principal a user, a role for its sessions, or root
 * @param service its namespace, such as {@code iam}
 * @param action without the namespace, such as {@code GetUser}
 */
public record AccessRecord(UniqueId principal, String service, String action, Attempted attempted) {}
