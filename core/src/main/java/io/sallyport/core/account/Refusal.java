// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;

/**
 * Thrown by a unit of work that refuses the caller but wants its traces kept: a counted failure, a recorded denial. The
 * transaction commits and the caller receives {@link #reason()}. Every other exception rolls the work back.
 */
public final class Refusal extends RuntimeException {
    private final IamException reason;

    public Refusal(IamException reason) {
        super(reason.explanation(), reason);
        this.reason = reason;
    }

    public IamException reason() {
        return reason;
    }
}
