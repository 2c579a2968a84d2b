// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.util.Map;
import java.util.Set;

/**
 * What FIDO's metadata says of a security key's model.
 *
 * @param description such as {@code YubiKey 5 Series with NFC}
 * @param certifications by IAM's names, such as {@code FIDO} to {@code L1}
 * @param reports the status reports' names (FIDO MDS 3.0 §3.1.4), such as {@code REVOKED}
 * @param revoked whether one of them means that the model is not to be trusted any more
 */
public record KeyModel(String description, Map<String, String> certifications, Set<String> reports, boolean revoked) {
    public KeyModel {
        certifications = Map.copyOf(certifications);
        reports = Set.copyOf(reports);
    }
}
