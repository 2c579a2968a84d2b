// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * What hands a role's temporary credentials to a program that asks nobody for a key: EC2's instance metadata service
 * (Amazon EC2 User Guide, "Access instance metadata for an EC2 instance"), and the credentials endpoint of containers
 * (AWS SDKs and Tools Reference Guide, "Container credential provider"). On loopback only.
 */
@NullMarked
package io.sallyport.simulators.imds;

import org.jspecify.annotations.NullMarked;
