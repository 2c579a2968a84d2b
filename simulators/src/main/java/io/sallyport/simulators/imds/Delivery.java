// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

/** How a program got a role's credentials, which they tell of to policies. */
public enum Delivery {
    /** Instance metadata without a token: {@code ec2:RoleDelivery} is {@code 1.0}. */
    METADATA_1,
    /** Instance metadata with one: {@code ec2:RoleDelivery} is {@code 2.0}. */
    METADATA_2,
    /** A container's endpoint. */
    CONTAINER
}
