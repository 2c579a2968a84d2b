// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import com.upokecenter.cbor.CBORObject;

/**
 * An attestation statement (WebAuthn L3 §6.5.3).
 *
 * @param format its identifier, {@code fmt}
 * @param map {@code attStmt}
 * @param enterprise whether it tells which key of all this is: {@code epAtt} of CTAP 2.1 §6.1.2
 */
public record Statement(String format, CBORObject map, boolean enterprise) {}
