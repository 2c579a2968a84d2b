// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.aws.TestCertificates.Issued;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.ServerCertificate;

/** What an upload of a server certificate has to hold. */
class ServerCertificateUploadsTest extends ServedAccount {
    private static final String NO_CERTIFICATE =
            "Unable to parse certificate. Please ensure the certificate is in PEM format.";
    private static final String NO_KEY = "Unable to parse private key. Please ensure the private key is in PEM format.";
    private static final String NO_CHAIN = "Unable to validate certificate chain. The certificate chain must start with"
            + " the immediate signing certificate, followed by any intermediaries in order. The index within the chain"
            + " of the invalid certificate is: ";

    private static final Issued ROOT = TestCertificates.selfSigned(
            TestCertificates.pair("RSA", 2048), AwsServer.START.minus(100, ChronoUnit.DAYS));
    private static final Issued MIDDLE =
            TestCertificates.signedBy(ROOT, "middle", TestCertificates.pair("RSA", 2048), true);
    private static final Issued LEAF =
            TestCertificates.signedBy(MIDDLE, "leaf", TestCertificates.pair("RSA", 2048), false);

    private ServerCertificate uploaded(String body, String privateKey, @Nullable String chain) {
        iam.uploadServerCertificate(in -> in.serverCertificateName("shop")
                .certificateBody(body)
                .privateKey(privateKey)
                .certificateChain(chain));
        ServerCertificate read =
                iam.getServerCertificate(in -> in.serverCertificateName("shop")).serverCertificate();
        iam.deleteServerCertificate(in -> in.serverCertificateName("shop"));
        return read;
    }

    private void refuses(String body, String privateKey, @Nullable String chain, String message) {
        assertRefused(() -> uploaded(body, privateKey, chain), 400, "MalformedCertificate", message);
    }

    @Test
    void aChainLeadsFromTheCertificateUpwards() {
        String chain = MIDDLE.pem() + ROOT.pem();
        assertThat(uploaded(LEAF.pem(), LEAF.privateKey(), chain).certificateChain())
                .isEqualTo(chain);
        assertThat(uploaded(LEAF.pem(), LEAF.privateKey(), MIDDLE.pem()).certificateChain())
                .isEqualTo(MIDDLE.pem());
        assertThat(uploaded(LEAF.pem(), LEAF.privateKey(), null).certificateChain())
                .isNull();
    }

    @Test
    void aChainThatDoesNotLeadUpwardsIsRefused() {
        refuses(LEAF.pem(), LEAF.privateKey(), ROOT.pem(), NO_CHAIN + "-1");
        refuses(LEAF.pem(), LEAF.privateKey(), ROOT.pem() + MIDDLE.pem(), NO_CHAIN + "-1");
        Issued stranger = TestCertificates.signedBy(ROOT, "stranger", MIDDLE.keys(), true);
        refuses(LEAF.pem(), LEAF.privateKey(), stranger.pem() + ROOT.pem(), NO_CHAIN + "0");
        refuses(LEAF.pem(), LEAF.privateKey(), "canary", NO_CHAIN + "-1");
        refuses(LEAF.pem(), LEAF.privateKey(), "Subject: middle\n" + MIDDLE.pem(), NO_CHAIN + "-1");
    }

    @Test
    void aKeyOnACurveMatchesToo() {
        for (int bits : List.of(256, 384, 521)) {
            Issued issued = TestCertificates.selfSigned(TestCertificates.pair("EC", bits), AwsServer.START);
            uploaded(issued.pem(), issued.privateKey(), null);
            Issued other = TestCertificates.selfSigned(TestCertificates.pair("EC", bits), AwsServer.START);
            mismatch(issued, other);
            mismatch(issued, ROOT);
            mismatch(ROOT, issued);
        }
        mismatch(ROOT, LEAF);
    }

    private void mismatch(Issued certificate, Issued key) {
        assertRefused(
                () -> uploaded(certificate.pem(), key.privateKey(), null),
                400,
                "KeyPairMismatch",
                "The public key certificate and the private key do not match.");
    }

    @Test
    void theFirstOfSeveralCertificatesIsKeptAndLineBreaksBecomeUnixs() {
        assertThat(uploaded(LEAF.pem() + MIDDLE.pem(), LEAF.privateKey(), null).certificateBody())
                .isEqualTo(LEAF.pem());
        ServerCertificate dos = uploaded(
                LEAF.pem().replace("\n", "\r\n"),
                LEAF.privateKey().replace("\n", "\r\n"),
                MIDDLE.pem().replace("\n", "\r\n"));
        assertThat(dos.certificateBody()).isEqualTo(LEAF.pem());
        assertThat(dos.certificateChain()).isEqualTo(MIDDLE.pem());
    }

    @Test
    void whatIsNoCertificateOrNoKeyIsRefused() {
        refuses("canary", LEAF.privateKey(), null, NO_CERTIFICATE);
        refuses("Subject: leaf\n" + LEAF.pem(), LEAF.privateKey(), null, NO_CERTIFICATE);
        refuses(LEAF.privateKey(), LEAF.privateKey(), null, NO_CERTIFICATE);
        refuses(LEAF.pem(), "canary", null, NO_KEY);
        refuses(LEAF.pem(), LEAF.pem(), null, NO_KEY);
        refuses(LEAF.pem(), LEAF.privateKey() + LEAF.privateKey(), null, NO_KEY);
        refuses(LEAF.pem(), LEAF.privateKey().replace("PRIVATE", "ENCRYPTED PRIVATE"), null, NO_KEY);
    }

    @Test
    void aCertificateOfAnotherTimeIsRefused() {
        for (int days : List.of(-366, 1)) {
            Issued issued = TestCertificates.selfSigned(
                    ROOT.keys(), server.clock().instant().plus(days, ChronoUnit.DAYS));
            refuses(issued.pem(), issued.privateKey(), null, "The certificate is expired or not yet valid.");
        }
    }

    @Test
    void nothingIsToldOfAKey() {
        assertRefused(
                () -> iam.uploadServerCertificate(in -> in.serverCertificateName("shop")
                        .certificateBody(LEAF.pem())
                        .privateKey("canary\u0100")),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'privateKey' failed to satisfy constraint: Member must satisfy"
                        + " regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+");
    }
}
