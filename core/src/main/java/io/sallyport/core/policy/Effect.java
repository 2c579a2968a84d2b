// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/** What a statement that applies does. */
public enum Effect {
    ALLOW,
    DENY
}
