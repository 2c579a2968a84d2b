// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.Csv;
import io.sallyport.core.account.ReportedCredentials.ReportedCertificate;
import io.sallyport.core.account.ReportedCredentials.ReportedKey;
import io.sallyport.core.account.ReportedCredentials.ReportedPassword;
import io.sallyport.core.credential.KeyUse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The 22 columns of a credential report (IAM User Guide, "Generate credential reports for your AWS account"), with the
 * words that AWS was recorded to write for what is not there.
 */
final class CredentialColumns {
    private static final List<String> NAMES = List.of(
            "user",
            "arn",
            "user_creation_time",
            "password_enabled",
            "password_last_used",
            "password_last_changed",
            "password_next_rotation",
            "mfa_active",
            "access_key_1_active",
            "access_key_1_last_rotated",
            "access_key_1_last_used_date",
            "access_key_1_last_used_region",
            "access_key_1_last_used_service",
            "access_key_2_active",
            "access_key_2_last_rotated",
            "access_key_2_last_used_date",
            "access_key_2_last_used_region",
            "access_key_2_last_used_service",
            "cert_1_active",
            "cert_1_last_rotated",
            "cert_2_active",
            "cert_2_last_rotated");

    private static final String ABSENT = "N/A";
    private static final int EACH = 2;

    /** As recorded: first the key that is active. */
    private static final Comparator<ReportedKey> KEYS =
            Comparator.comparing((ReportedKey key) -> !key.active()).thenComparing(ReportedKey::createdAt);

    /** As recorded: first the certificate that is not active. */
    private static final Comparator<ReportedCertificate> CERTIFICATES =
            Comparator.comparing(ReportedCertificate::active).thenComparing(ReportedCertificate::uploadedAt);

    private CredentialColumns() {}

    /** A line of names and one for each user, without a line feed at the end. */
    static String csv(List<ReportedCredentials> users) {
        return Stream.concat(Stream.of(NAMES), users.stream().map(CredentialColumns::cells))
                .map(Csv::line)
                .collect(Collectors.joining("\n"));
    }

    private static List<String> cells(ReportedCredentials user) {
        List<String> cells = new ArrayList<>(NAMES.size());
        cells.add(user.name());
        cells.add(user.arn().toString());
        cells.add(time(user.createdAt()));
        addPassword(cells, user);
        cells.add(Boolean.toString(user.mfaActive()));
        List<ReportedKey> keys = user.keys().stream().sorted(KEYS).toList();
        List<ReportedCertificate> certificates =
                user.certificates().stream().sorted(CERTIFICATES).toList();
        for (int i = 0; i < EACH; i++) {
            addKey(cells, i < keys.size() ? keys.get(i) : null);
        }
        for (int i = 0; i < EACH; i++) {
            addCertificate(cells, i < certificates.size() ? certificates.get(i) : null);
        }
        return cells;
    }

    private static void addPassword(List<String> cells, ReportedCredentials user) {
        ReportedPassword password = user.password();
        cells.add(Boolean.toString(password != null));
        if (password == null) {
            cells.addAll(List.of(ABSENT, ABSENT));
        } else {
            Instant used = password.lastUsed();
            cells.add(used == null ? "no_information" : time(used));
            cells.add(time(password.lastChanged()));
        }
        Instant next = password == null ? null : password.nextRotation();
        // Root's never has to change, whatever the policy.
        cells.add(user.isRoot() ? "not_supported" : next == null ? ABSENT : time(next));
    }

    private static void addKey(List<String> cells, @Nullable ReportedKey key) {
        cells.add(Boolean.toString(key != null && key.active()));
        cells.add(key == null ? ABSENT : time(key.createdAt()));
        KeyUse use = key == null ? null : key.lastUse();
        if (use == null) {
            cells.addAll(List.of(ABSENT, ABSENT, ABSENT));
        } else {
            cells.addAll(List.of(time(use.at()), use.region(), use.service()));
        }
    }

    private static void addCertificate(List<String> cells, @Nullable ReportedCertificate certificate) {
        cells.add(Boolean.toString(certificate != null && certificate.active()));
        cells.add(certificate == null ? ABSENT : time(certificate.uploadedAt()));
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
