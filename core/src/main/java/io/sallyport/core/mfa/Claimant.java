// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.UniqueId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whose a code is said to be.
 *
 * @param owner null if there is nobody of that name
 * @param name what decides which decoy stands in for what is not there; never shown
 */
public record Claimant(@Nullable UniqueId owner, String name) {
    public static Claimant of(UniqueId owner) {
        return new Claimant(owner, owner.value());
    }

    /** @param owner who bears the name, null if nobody does */
    public static Claimant named(String name, @Nullable UniqueId owner) {
        // Names differ in more than their case.
        return new Claimant(owner, name.toLowerCase(Locale.ROOT));
    }

    /** Whose wrong tries are looked at: hers, or those of one of few that are nobody. */
    UniqueId counted() {
        return owner != null
                ? owner
                : new UniqueId("nobody_of_that_name_" + Math.floorMod(name.hashCode(), DecoyDevices.MOST));
    }
}
