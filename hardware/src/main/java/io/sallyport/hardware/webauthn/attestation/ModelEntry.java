// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import io.sallyport.core.mfa.KeyModel;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a blob says of one model (FIDO MDS 3.0 §3.1.1).
 *
 * @param roots those that vouch for its keys
 */
record ModelEntry(String description, Set<X509Certificate> roots, List<StatusReport> reports) {
    KeyModel model(LocalDate today) {
        List<StatusReport> now =
                reports.stream().filter(report -> report.appliesOn(today)).toList();
        return new KeyModel(
                description,
                Certifications.of(reports, today),
                now.stream().map(StatusReport::status).collect(Collectors.toUnmodifiableSet()),
                now.stream().anyMatch(StatusReport::revokes));
    }
}
