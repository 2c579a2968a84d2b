// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.ReportedCredentials.ReportedCertificate;
import io.sallyport.core.account.ReportedCredentials.ReportedKey;
import io.sallyport.core.account.ReportedCredentials.ReportedPassword;
import io.sallyport.core.credential.KeyUse;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.AccountId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows as AWS was recorded to write them. */
final class CredentialColumnsTest {
    private static final AccountId ACCOUNT = new AccountId("123456789012");
    private static final Instant CREATED = Instant.parse("2026-09-11T13:14:44.9Z");
    private static final Instant FIRST = Instant.parse("2026-09-11T13:14:52Z");
    private static final Instant SECOND = Instant.parse("2026-09-11T13:14:53Z");
    private static final String BEGINNING = "tyler,arn:aws:iam::123456789012:user/tyler,2026-09-11T13:14:44Z,";
    private static final String NO_KEY = "false,N/A,N/A,N/A,N/A";
    private static final AccessKeyId KEY = new AccessKeyId("AKIAIOSFODNN7EXAMPLE");
    private static final String NO_KEYS = NO_KEY + "," + NO_KEY;
    private static final String NO_CERTIFICATES = "false,N/A,false,N/A";

    private static ReportedCredentials tyler(
            @Nullable ReportedPassword password,
            boolean mfa,
            List<ReportedKey> keys,
            List<ReportedCertificate> certificates) {
        return new ReportedCredentials("tyler", ACCOUNT.iam("user/tyler"), CREATED, password, mfa, keys, certificates);
    }

    private static String row(ReportedCredentials user) {
        return CredentialColumns.csv(List.of(user)).lines().skip(1).findFirst().orElseThrow();
    }

    @Test
    void aReportBeginsWithTheNamesOfItsColumnsAndEndsWithoutALineFeed() {
        assertThat(CredentialColumns.csv(List.of(tyler(null, false, List.of(), List.of()))))
                .startsWith("user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
                        + "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
                        + "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
                        + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
                        + "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,"
                        + "cert_1_last_rotated,cert_2_active,cert_2_last_rotated\ntyler,")
                .doesNotEndWith("\n")
                .doesNotContain("\r");
    }

    @Test
    void whatAUserDoesNotHaveIsNotAvailable() {
        assertThat(row(tyler(null, false, List.of(), List.of())))
                .isEqualTo(BEGINNING + "false,N/A,N/A,N/A,false," + NO_KEYS + "," + NO_CERTIFICATES);
        assertThat(row(tyler(null, true, List.of(), List.of()))).contains(",N/A,true,false,");
    }

    @Test
    void aPasswordThatWasNeverUsedHasNoInformation() {
        assertThat(row(tyler(new ReportedPassword(null, FIRST, null), false, List.of(), List.of())))
                .startsWith(BEGINNING + "true,no_information,2026-09-11T13:14:52Z,N/A,false,");
        assertThat(row(tyler(new ReportedPassword(SECOND, FIRST, SECOND), false, List.of(), List.of())))
                .startsWith(BEGINNING + "true,2026-09-11T13:14:53Z,2026-09-11T13:14:52Z,2026-09-11T13:14:53Z,false,");
    }

    @Test
    void rootsPasswordIsNeverDue() {
        assertRootsRow(null);
        assertRootsRow(new ReportedPassword(null, FIRST, SECOND));
    }

    private static void assertRootsRow(@Nullable ReportedPassword password) {
        ReportedCredentials root = new ReportedCredentials(
                ReportedCredentials.ROOT, ACCOUNT.root(), CREATED, password, false, List.of(), List.of());
        assertThat(row(root))
                .startsWith("<root_account>,arn:aws:iam::123456789012:root,2026-09-11T13:14:44Z,")
                .contains(",not_supported,false,");
    }

    @Test
    void theActiveKeyComesFirstAndOtherwiseTheOlder() {
        ReportedKey old = new ReportedKey(KEY, true, FIRST, null);
        ReportedKey young = new ReportedKey(KEY, true, SECOND, new KeyUse(CREATED, "iam", "us-east-1"));
        assertThat(row(tyler(null, false, List.of(young, old), List.of())))
                .contains(",true,2026-09-11T13:14:52Z,N/A,N/A,N/A,true,2026-09-11T13:14:53Z,2026-09-11T13:14:44Z,"
                        + "us-east-1,iam,");
        ReportedKey retired = new ReportedKey(KEY, false, FIRST, null);
        assertThat(row(tyler(null, false, List.of(retired, young), List.of())))
                .contains(",true,2026-09-11T13:14:53Z,2026-09-11T13:14:44Z,us-east-1,iam,false,2026-09-11T13:14:52Z,"
                        + "N/A,N/A,N/A,false,");
    }

    @Test
    void theCertificateThatIsNotActiveComesFirst() {
        for (boolean older : new boolean[] {true, false}) {
            ReportedCertificate retired = new ReportedCertificate(false, older ? FIRST : SECOND);
            ReportedCertificate active = new ReportedCertificate(true, older ? SECOND : FIRST);
            assertThat(row(tyler(null, false, List.of(), List.of(active, retired))))
                    .endsWith(",false," + retired.uploadedAt() + ",true," + active.uploadedAt());
        }
    }

    @Test
    void aNameWithACommaIsQuoted() {
        ReportedCredentials user = new ReportedCredentials(
                "durden,tyler", ACCOUNT.iam("user/\"x\"/durden,tyler"), CREATED, null, false, List.of(), List.of());
        assertThat(row(user))
                .startsWith(
                        "\"durden,tyler\",\"arn:aws:iam::123456789012:user/\"\"x\"\"/durden,tyler\",2026-09-11T13:14:44Z,");
    }
}
