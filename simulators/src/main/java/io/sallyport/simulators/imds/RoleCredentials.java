// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

/** Port: where a role's credentials come from. Thread-safe. */
@FunctionalInterface
public interface RoleCredentials {
    /**
     * Opens a new session of the role.
     *
     * @throws RoleUnavailable if there is none to be had
     */
    DeliveredCredentials open(Delivery delivery) throws RoleUnavailable;
}
