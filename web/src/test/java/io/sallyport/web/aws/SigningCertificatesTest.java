// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesResponse;
import software.amazon.awssdk.services.iam.model.SigningCertificate;
import software.amazon.awssdk.services.iam.model.StatusType;

/** Signing certificates of users and of root. */
class SigningCertificatesTest extends ServedAccount {
    private static final String NO_ID = "NONEXISTENTCERTID12345678901";

    @BeforeEach
    void addTyler() {
        iam.createUser(in -> in.userName("Tyler"));
    }

    private SigningCertificate upload(String body) {
        return iam.uploadSigningCertificate(in -> in.userName("tyler").certificateBody(body))
                .certificate();
    }

    private List<SigningCertificate> tylers() {
        return iam.listSigningCertificates(in -> in.userName("tyler")).certificates();
    }

    @Test
    void aCertificateIsKeptAsItCameSwitchedAndForgotten() {
        String body = TestCertificates.selfSigned().pem();

        SigningCertificate uploaded = upload(body);

        assertThat(uploaded.userName()).isEqualTo("Tyler");
        assertThat(uploaded.certificateId()).matches("[A-Z2-7]{32}");
        assertThat(uploaded.certificateBody()).isEqualTo(body);
        assertThat(uploaded.status()).isEqualTo(StatusType.ACTIVE);
        assertThat(uploaded.uploadDate()).isEqualTo(server.clock().instant());
        assertThat(tylers()).containsExactly(uploaded);

        String id = uploaded.certificateId();
        iam.updateSigningCertificate(
                in -> in.userName("tyler").certificateId(id).status("Inactive"));
        assertThat(tylers()).extracting(SigningCertificate::status).containsExactly(StatusType.INACTIVE);
        iam.updateSigningCertificate(
                in -> in.userName("tyler").certificateId(id).status("Active"));
        assertThat(tylers()).containsExactly(uploaded);
        assertRefused(
                () -> iam.updateSigningCertificate(
                        in -> in.userName("tyler").certificateId(id).status("Expired")),
                400,
                "InvalidInput",
                "Status can be set to Active or Inactive only.");

        iam.deleteSigningCertificate(in -> in.userName("tyler").certificateId(id));
        assertThat(tylers()).isEmpty();
        assertThat(iam.listSigningCertificates(in -> in.userName("tyler")).hasCertificates())
                .isTrue();
    }

    @Test
    void theCallersOwnAreMeantByDefaultAlsoRoots() {
        IamClient root = server.iam(account.root());
        SigningCertificate roots = root.uploadSigningCertificate(
                        in -> in.certificateBody(TestCertificates.selfSigned().pem()))
                .certificate();
        SigningCertificate mine = iam.uploadSigningCertificate(
                        in -> in.certificateBody(TestCertificates.selfSigned().pem()))
                .certificate();

        assertThat(roots.userName()).isNull();
        assertThat(mine.userName()).isEqualTo("admin");
        assertThat(root.listSigningCertificates().certificates()).containsExactly(roots);
        assertThat(iam.listSigningCertificates().certificates()).containsExactly(mine);
        root.updateSigningCertificate(
                in -> in.certificateId(roots.certificateId()).status("Inactive"));
        root.deleteSigningCertificate(in -> in.certificateId(roots.certificateId()));
        assertThat(root.listSigningCertificates().certificates()).isEmpty();
    }

    @Test
    void certificatesComeInPagesAsTheyCame() {
        SigningCertificate first = upload(TestCertificates.selfSigned().pem());
        server.clock().forward(Duration.ofMillis(1));
        SigningCertificate second = upload(TestCertificates.selfSigned().pem());

        ListSigningCertificatesResponse page =
                iam.listSigningCertificates(in -> in.userName("tyler").maxItems(1));
        assertThat(page.certificates()).containsExactly(first);
        assertThat(page.isTruncated()).isTrue();
        ListSigningCertificatesResponse rest = iam.listSigningCertificates(
                in -> in.userName("tyler").maxItems(1).marker(page.marker()));
        assertThat(rest.certificates()).containsExactly(second);
        assertThat(rest.isTruncated()).isFalse();
        assertThat(rest.marker()).isNull();
    }

    @Test
    void whatIsNoCertificateIsRefusedAndRepeatedUnlessItIsAKey() {
        for (String body : List.of(
                "invalid-certificate-body",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                TestCertificates.selfSigned().pem()
                        + TestCertificates.selfSigned().pem(),
                TestCertificates.selfSigned().pem().replace("CERTIFICATE", "PUBLIC KEY"))) {
            assertRefused(() -> upload(body), 400, "MalformedCertificate", "Certificate " + body + " is malformed.");
        }
        assertRefused(
                () -> upload(TestCertificates.selfSigned().privateKey()),
                400,
                "MalformedCertificate",
                "Certificate  is malformed.");
    }

    @Test
    void aCertificateOfAnotherTimeOrWithAnotherKeyIsRefused() {
        Instant now = server.clock().instant();
        var rsa = TestCertificates.selfSigned().keys();
        assertRefused(
                () -> upload(TestCertificates.selfSigned(rsa, now.minus(366, ChronoUnit.DAYS))
                        .pem()),
                400,
                "MalformedCertificate",
                "The certificate is expired.");
        assertRefused(
                () -> upload(TestCertificates.selfSigned(rsa, now.plus(1, ChronoUnit.DAYS))
                        .pem()),
                400,
                "InvalidCertificate",
                "The certificate is invalid.");
        assertRefused(
                () -> upload(TestCertificates.selfSigned(TestCertificates.pair("EC", 256), now)
                        .pem()),
                400,
                "InvalidCertificate",
                "The certificate is invalid.");
    }

    @Test
    void aCertificateIsOneOwnersOnlyAndNobodyHasThree() {
        String body = TestCertificates.selfSigned().pem();
        upload(body);
        for (IamClient caller : List.of(iam, server.iam(account.root()))) {
            assertRefused(
                    () -> caller.uploadSigningCertificate(in -> in.certificateBody(body + "\n")),
                    409,
                    "DuplicateCertificate",
                    "The same certificate is associated with an IAM user in the account.");
        }
        upload(TestCertificates.selfSigned().pem());
        assertRefused(
                () -> upload(TestCertificates.selfSigned().pem()),
                409,
                "LimitExceeded",
                "Cannot exceed quota for CertificatesPerUser: 2");
    }

    @Test
    void everyActionSaysWhatIsMissing() {
        List<ThrowingCallable> nobodys = List.of(
                () -> iam.uploadSigningCertificate(in -> in.userName("nobody")
                        .certificateBody(TestCertificates.selfSigned().pem())),
                () -> iam.listSigningCertificates(in -> in.userName("nobody")),
                () -> iam.updateSigningCertificate(
                        in -> in.userName("nobody").certificateId(NO_ID).status("Inactive")),
                () -> iam.deleteSigningCertificate(in -> in.userName("nobody").certificateId(NO_ID)));
        for (ThrowingCallable call : nobodys) {
            assertRefused(call, 404, "NoSuchEntity", "The user with name nobody cannot be found.");
        }
        String mine = iam.uploadSigningCertificate(
                        in -> in.certificateBody(TestCertificates.selfSigned().pem()))
                .certificate()
                .certificateId();
        for (String id : List.of(NO_ID, mine)) {
            String missing = "The Certificate with id " + id + " cannot be found.";
            assertRefused(
                    () -> iam.updateSigningCertificate(
                            in -> in.userName("tyler").certificateId(id).status("Inactive")),
                    404,
                    "NoSuchEntity",
                    missing);
            assertRefused(
                    () -> iam.deleteSigningCertificate(
                            in -> in.userName("tyler").certificateId(id)),
                    404,
                    "NoSuchEntity",
                    missing);
        }
    }

    @Test
    void aUserWithACertificateStays() {
        String id = upload(TestCertificates.selfSigned().pem()).certificateId();
        assertRefused(
                () -> iam.deleteUser(in -> in.userName("tyler")),
                409,
                "DeleteConflict",
                "Cannot delete entity, must delete certificates first.");
        iam.deleteSigningCertificate(in -> in.userName("tyler").certificateId(id));
        iam.deleteUser(in -> in.userName("tyler"));
    }
}
