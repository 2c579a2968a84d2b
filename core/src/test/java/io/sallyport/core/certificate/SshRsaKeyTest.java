// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One key in each encoding that {@code ssh-keygen} of OpenSSH 9.2 gave of it. */
class SshRsaKeyTest {
    static final String SSH =
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCYbWxlCSb0azPkxFbF6qT3JxWPqC3jfi+lDCPU+CnND76tFZj4ZMTO0LiXDx/hbH9n"
                    + "FX4DjD9iGME92dfRb6yf5LkwKtKdVg+ZNKZEIXbQYRMq+E3rKpjgE9ODjC4SVx9Xi2wttXNuPLcARYgecgZyWJSVRSWSMm2Or9"
                    + "1YktXJshsl+gEb5P9uit9Q+2Iz3DepFivmpyZkF3bodGx04S3o9dC2o6QrgosVJpB2Ubq3VH5hco3PyxNjYP6Xhcr2olW77ipk"
                    + "qCTOsVEb3RMS+aZaxYNVLkJfSQIRJYmN6F+iv4RRYTVfiD+hBfbzGK/mr++aObUB4T71l8QjtJOSioSx";
    static final String PEM = """
            -----BEGIN PUBLIC KEY-----
            MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAmG1sZQkm9Gsz5MRWxeqk
            9ycVj6gt434vpQwj1PgpzQ++rRWY+GTEztC4lw8f4Wx/ZxV+A4w/YhjBPdnX0W+s
            n+S5MCrSnVYPmTSmRCF20GETKvhN6yqY4BPTg4wuElcfV4tsLbVzbjy3AEWIHnIG
            cliUlUUlkjJtjq/dWJLVybIbJfoBG+T/borfUPtiM9w3qRYr5qcmZBd26HRsdOEt
            6PXQtqOkK4KLFSaQdlG6t1R+YXKNz8sTY2D+l4XK9qJVu+4qZKgkzrFRG90TEvmm
            WsWDVS5CX0kCESWJjehfor+EUWE1X4g/oQX28xiv5q/vmjm1AeE+9ZfEI7STkoqE
            sQIDAQAB
            -----END PUBLIC KEY-----
            """;

    /** The same two numbers as PKCS#1 has them: what is within the BIT STRING above. */
    private static final String PKCS1 = """
            -----BEGIN RSA PUBLIC KEY-----
            MIIBCgKCAQEAmG1sZQkm9Gsz5MRWxeqk9ycVj6gt434vpQwj1PgpzQ++rRWY+GTE
            ztC4lw8f4Wx/ZxV+A4w/YhjBPdnX0W+sn+S5MCrSnVYPmTSmRCF20GETKvhN6yqY
            4BPTg4wuElcfV4tsLbVzbjy3AEWIHnIGcliUlUUlkjJtjq/dWJLVybIbJfoBG+T/
            borfUPtiM9w3qRYr5qcmZBd26HRsdOEt6PXQtqOkK4KLFSaQdlG6t1R+YXKNz8sT
            Y2D+l4XK9qJVu+4qZKgkzrFRG90TEvmmWsWDVS5CX0kCESWJjehfor+EUWE1X4g/
            oQX28xiv5q/vmjm1AeE+9ZfEI7STkoqEsQIDAQAB
            -----END RSA PUBLIC KEY-----
            """;

    private static final String FINGERPRINT = "12:f0:a9:e6:55:df:0d:5c:ef:d0:8f:7e:09:76:99:36";

    @Test
    void everyEncodingIsOfTheSameKey() {
        SshRsaKey key = SshRsaKey.read(SSH + " tyler@paper.street");
        assertThat(key.fingerprint()).isEqualTo(FINGERPRINT);
        assertThat(key.ssh()).isEqualTo(SSH);
        assertThat(key.pem()).isEqualTo(PEM);
        assertThat(SshRsaKey.read(PEM)).isEqualTo(key);
        assertThat(SshRsaKey.read(PKCS1)).isEqualTo(key);
        assertThat(SshRsaKey.read("\n" + SSH + "\tsome comment\r\n")).isEqualTo(key);
        assertThat(SshRsaKey.read(PEM.replace("\n", "\r\n"))).isEqualTo(key);
        assertThat(key.digest()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh-rsa",
                "ssh-rsa ",
                "ssh-rsa AAAA=AAA",
                "ssh-rsa AAAAB3NzaC1yc2E=",
                "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ==",
                "ssh-rsa AAAAB3NzaC1yc2F/////",
                "ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIKzvfE+qS09w+okgrO0gY7jryF0lSCxdEO/O0UaUhuZe",
                "ssh-rsa-cert-v01@openssh.com AAAA",
                "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----",
                // A key on P-256, and one of Ed25519.
                "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEYWnm/eplO9BFtXszMRQNl5UtuesG\n"
                        + "DnvDd1KGbW15VWtjRl4iRVlbsMFSJkI9T0lR5vS4tHRW5bF+Zr3Pz0e1KQ==\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n"
                        + "-----END PUBLIC KEY-----"
            })
    void whatIsNoRsaKeyIsInvalid(String text) {
        refuses(text, Kind.INVALID_PUBLIC_KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "canary",
                "ssh-dss AAAAB3NzaC1kc3M=",
                "ecdsa-sha2-nistp256 AAAA",
                "---- BEGIN SSH2 PUBLIC KEY ----",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----",
                "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END RSA PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\nMIIB",
                "-----BEGIN -----"
            })
    void otherEncodingsAreNotRecognized(String text) {
        refuses(text, Kind.UNRECOGNIZED_PUBLIC_KEY_ENCODING);
    }

    @Test
    void aKeyHasFrom2048To16384BitsAndSoundNumbers() {
        BigInteger e = BigInteger.valueOf(65_537);
        BigInteger least = BigInteger.ONE.shiftLeft(2047).setBit(0);
        BigInteger most = BigInteger.ONE.shiftLeft(16_383).setBit(0);
        assertThat(SshRsaKey.read(new SshRsaKey(e, least).ssh()).modulus()).isEqualTo(least);
        assertThat(SshRsaKey.read(new SshRsaKey(e, most).pem()).modulus()).isEqualTo(most);
        refuses(e, least.shiftRight(1).setBit(0));
        refuses(e, most.shiftLeft(1).setBit(0));
        refuses(e, least.clearBit(0));
        refuses(e, least.negate());
        refuses(BigInteger.ONE, least);
        refuses(BigInteger.TWO, least);
        refuses(e.negate(), least);
        refuses(least, least);
    }

    private static void refuses(BigInteger exponent, BigInteger modulus) {
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> new SshRsaKey(exponent, modulus))
                .matches(refused -> refused.kind() == Kind.INVALID_PUBLIC_KEY);
    }

    private static void refuses(String text, Kind kind) {
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> SshRsaKey.read(text))
                .matches(refused -> refused.kind() == kind);
    }
}
