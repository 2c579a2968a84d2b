// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn.attestation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * FIDO's status reports in IAM's words: the keys {@code FIDO}, {@code FIPS-140-2} and {@code FIPS-140-3} of GetMFADevice's
 * {@code Certifications}, whose levels are those of the condition keys {@code iam:FIDO-certification} ({@code L1}, {@code
 * L1plus}, {@code L2} …) and {@code iam:FIDO-FIPS-140-2-certification}, {@code iam:FIDO-FIPS-140-3-certification} ({@code
 * L1} to {@code L4}).
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetMFADevice.html">GetMFADevice</a>
 * @see <a href="https://fidoalliance.org/specs/mds/fido-metadata-service-v3.1-ps-20250521.html#sctn-stat-rep">FIDO MDS
 *     3.1 §3.1.3, §3.1.4</a>
 */
final class Certifications {
    private static final Pattern FIDO = Pattern.compile("FIDO_CERTIFIED(?:_(L[123](?:plus)?))?");
    private static final Pattern FIPS = Pattern.compile("FIPS140_CERTIFIED_(L[1-4])");
    private static final String FIDO_KEY = "FIDO";
    private static final String LOWEST = "L1";

    private Certifications() {}

    /** The newest report of each counts, of one day's the highest; whoever is not certified any more has none. */
    static Map<String, String> of(List<StatusReport> reports, LocalDate today) {
        List<StatusReport> inOrder = new ArrayList<>(
                reports.stream().filter(report -> report.appliesOn(today)).toList());
        // The names of levels sort as the levels do: L1 < L1plus < L2.
        inOrder.sort(Comparator.comparing(StatusReport::since).thenComparing(StatusReport::status));
        Map<String, String> levels = new HashMap<>();
        for (StatusReport report : inOrder) {
            Matcher fido = FIDO.matcher(report.status());
            Matcher fips = FIPS.matcher(report.status());
            if (report.status().equals("NOT_FIDO_CERTIFIED")) {
                levels.remove(FIDO_KEY);
            } else if (fido.matches()) {
                // FIDO_CERTIFIED without a level is what FIDO_CERTIFIED_L1 took the place of.
                levels.put(FIDO_KEY, fido.group(1) == null ? LOWEST : fido.group(1));
            } else if (fips.matches() && (report.fipsRevision() == 2 || report.fipsRevision() == 3)) {
                levels.put("FIPS-140-" + report.fipsRevision(), fips.group(1));
            }
        }
        return Map.copyOf(levels);
    }
}
