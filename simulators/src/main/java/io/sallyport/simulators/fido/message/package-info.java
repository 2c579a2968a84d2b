// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors

/**
 * What CTAP2 messages are made of: canonical CBOR (CTAP 2.1 §8), members with types, statuses (§8.2).
 */
@NullMarked
package io.sallyport.simulators.fido.message;

import org.jspecify.annotations.NullMarked;
