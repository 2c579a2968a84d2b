// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import java.util.function.UnaryOperator;

/** What one fault does, at the one place where it does it. */
record Tampering<T>(Place<T> place, UnaryOperator<T> twist) {
    /** What becomes of a value that passes a place: the same, at every place but its own. */
    @SuppressWarnings("unchecked") // A place is the same object only if its type is the same.
    <U> U at(Place<U> passed, U value) {
        return passed.equals(place) ? (U) twist.apply((T) value) : value;
    }
}
