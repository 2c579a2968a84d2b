// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.chip;

/**
 * How much a key takes and holds.
 *
 * @param maxMessage bytes of the largest request, command byte included
 * @param maxListed credentials in one list
 * @param maxCredentialId bytes of an id in a list
 * @param residentSlots discoverable credentials
 * @param minPinLength in code points, before anybody raises it
 * @param largeBlobArray bytes; 0 when there is none
 * @param credBlob bytes with each credential; 0 when there are none
 */
public record Limits(
        int maxMessage,
        int maxListed,
        int maxCredentialId,
        int residentSlots,
        int minPinLength,
        int largeBlobArray,
        int credBlob) {}
