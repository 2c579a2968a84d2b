// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import java.time.LocalDate;

/**
 * Which metadata count (FIDO MDS 3.0 §3.1.6).
 *
 * @param number that of the blob, which grows with each
 * @param nextUpdate the last day on which they are not out of date
 */
public record MetadataInUse(long number, LocalDate nextUpdate) {}
