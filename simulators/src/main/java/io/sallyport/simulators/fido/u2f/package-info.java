// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * CTAP1: the messages of U2F (FIDO U2F Raw Message Formats 1.2), for which CTAP2's credentials are key handles and U2F's
 * key handles are credentials (CTAP 2.1 §7).
 */
@NullMarked
package io.sallyport.simulators.fido.u2f;

import org.jspecify.annotations.NullMarked;
