// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Which of FIDO's metadata count (FIDO MDS 3.0 §3.1.6).
 *
 * @param number that of the blob, which grows with each
 * @param nextUpdate the last day on which they are not out of date
 * @param read when they were read
 */
public record KeyMetadata(long number, LocalDate nextUpdate, Instant read) {}
