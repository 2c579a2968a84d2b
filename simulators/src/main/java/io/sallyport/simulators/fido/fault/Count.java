// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

/**
 * A signature counter on its way out; unsigned 32 bits.
 *
 * @param last what was told before; 0 when nothing was
 */
record Count(int value, int last) {
    Count of(int other) {
        return new Count(other, last);
    }
}
