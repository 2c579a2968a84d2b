// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/** How far a policy of a resource reaches the principal it names (IAM User Guide, "Policy evaluation logic"). */
enum Grant {
    /** The account only: its own policies have to allow too. */
    ACCOUNT(1),
    /** The role or user behind a session: boundary and session policies still limit it. */
    INDIRECT(2),
    /** The very principal, or everybody: no implicit deny of its own policies stands against it in one account. */
    DIRECT(4);

    private final int bit;

    Grant(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}
