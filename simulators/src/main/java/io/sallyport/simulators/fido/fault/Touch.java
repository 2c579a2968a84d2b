// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import io.sallyport.simulators.Presence;
import java.time.Duration;

/**
 * What became of a touch so far.
 *
 * @param waited since when the key blinks
 */
record Touch(Presence.Answer answer, Duration waited) {
    Touch but(Presence.Answer other) {
        return new Touch(other, waited);
    }
}
