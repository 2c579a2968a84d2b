// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import org.jspecify.annotations.Nullable;

/** Hears of each factor that was shown, right or wrong, and not whose it was. May hear of one again if a transaction is. */
@FunctionalInterface
public interface FactorWitness {
    /** Who does not listen. */
    FactorWitness NOBODY = (method, accepted) -> {};

    /** @param method null if there is no such device */
    void shown(MfaEvidence.@Nullable Method method, boolean accepted);
}
