// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of a code.
 *
 * @param device of which it was accepted; null if it was not, for whatever reason
 * @param method of the device that was asked for; null if there is none, or it was not said which
 * @param guess whether it was counted as wrong, which a used one is not; never to be told
 * @param at when
 */
public record CodeAnswer(@Nullable CodeDevice device, MfaEvidence.@Nullable Method method, boolean guess, Instant at) {

    public Optional<MfaEvidence> evidence() {
        return Optional.ofNullable(device)
                .map(shown -> new MfaEvidence(MfaEvidence.Method.of(shown), shown.serial(), at, false));
    }
}
