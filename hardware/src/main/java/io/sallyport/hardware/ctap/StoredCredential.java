// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import io.sallyport.core.Bytes;

/**
 * A discoverable credential that a key holds.
 *
 * @param userName empty where the key holds none, as is {@code displayName}
 */
public record StoredCredential(String rpId, Bytes credentialId, Bytes userId, String userName, String displayName) {}
