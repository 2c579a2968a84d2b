// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * Who is in front of the key: PIN, fingerprint, and the tokens that stand for them (CTAP 2.1 §6.5).
 */
@NullMarked
package io.sallyport.simulators.fido.pin;

import org.jspecify.annotations.NullMarked;
