// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import com.yubico.webauthn.attestation.CertificateUtil;
import com.yubico.webauthn.data.ByteArray;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.junit.SeededRandom;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

@DisplayName("WebAuthn L3 §8.2.1 and §8.2.2: certificates of packed attestation")
class CertificatesTest {
    static final List<KeyProfile> MODELS = Products.ALL;

    private final ManualClock clock = new ManualClock();
    private final AttestationAuthority authority =
            AttestationAuthority.in(Storage.inMemory(), clock, new SeededRandom(7));

    private static byte[] inner(X509Certificate certificate, String oid) {
        byte[] value =
                ASN1OctetString.getInstance(certificate.getExtensionValue(oid)).getOctets();
        return ASN1OctetString.getInstance(value).getOctets();
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("MODELS")
    void areChainsThatOpensslVerifies(KeyProfile model, @TempDir Path directory) throws Exception {
        Openssl openssl = new Openssl(directory);
        Path root = openssl.file("root.pem", authority.root());
        Path intermediate = openssl.file("intermediate.pem", authority.intermediate());
        String at = Long.toString(clock.instant().getEpochSecond());
        List<X509Certificate> packed = authority.batch(model).chain();
        assertThat(packed.get(1)).isEqualTo(authority.intermediate());
        Path leaf = openssl.file("leaf.pem", packed.get(0));
        Path u2f = openssl.file("u2f.pem", authority.u2fBatch(model).chain().get(0));
        Path own = openssl.file(
                "own.pem", authority.enterprise(model, 12345678).chain().get(0));
        Openssl.run(
                "openssl",
                "verify",
                "-x509_strict",
                "-attime",
                at,
                "-CAfile",
                root.toString(),
                intermediate.toString());
        for (Path certificate : List.of(leaf, own)) {
            Openssl.run(
                    "openssl",
                    "verify",
                    "-attime",
                    at,
                    "-CAfile",
                    root.toString(),
                    "-untrusted",
                    intermediate.toString(),
                    certificate.toString());
        }
        Openssl.run("openssl", "verify", "-attime", at, "-CAfile", root.toString(), u2f.toString());
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("MODELS")
    void haveTheShapeOfYubicos(KeyProfile model) {
        X509Certificate leaf = authority.batch(model).chain().get(0);
        assertThat(leaf.getVersion()).isEqualTo(3);
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(leaf.getSubjectX500Principal().getName())
                .matches("CN=Yubico U2F EE Serial \\d{9,10},OU=Authenticator Attestation,O=Yubico AB,C=SE");
        assertThat(inner(leaf, "1.3.6.1.4.1.41482.13.1"))
                .containsExactly(
                        model.firmware().major(),
                        model.firmware().minor(),
                        model.firmware().build());
        byte[] device = ASN1OctetString.getInstance(leaf.getExtensionValue("1.3.6.1.4.1.41482.2"))
                .getOctets();
        assertThat(device).asString().isEqualTo(model.model().oid());
        assertThat(leaf.getNonCriticalExtensionOIDs()).doesNotContain("1.3.6.1.4.1.45724.1.1.2");
        assertThat(leaf.getCriticalExtensionOIDs()).containsExactly("2.5.29.19");
        if (model.hasAaguid()) {
            assertThat(inner(leaf, "1.3.6.1.4.1.45724.1.1.4"))
                    .isEqualTo(model.aaguid().toArray());
        } else {
            assertThat(leaf.getExtensionValue("1.3.6.1.4.1.45724.1.1.4")).isNull();
        }
    }

    @Test
    void tellTransportsAsBits() {
        byte[] usbAndNfc = {4, 4, 3, 2, 4, 0x30};
        byte[] usb = {4, 4, 3, 2, 5, 0x20};
        assertThat(transports(Products.YUBIKEY_5_4)).isEqualTo(usbAndNfc);
        assertThat(transports(Products.YUBIKEY_4)).isEqualTo(usb);
    }

    private byte[] transports(KeyProfile model) {
        return authority.u2fBatch(model).chain().get(0).getExtensionValue("1.3.6.1.4.1.45724.2.1.1");
    }

    @Test
    void nameOneKeyOnlyInEnterpriseAttestation() {
        X509Certificate one = authority
                .enterprise(Products.YUBIKEY_5_7_ENTERPRISE, 12345678)
                .chain()
                .get(0);
        assertThat(CertificateUtil.parseFidoSernumExtension(one))
                .contains(new ByteArray(new byte[] {0, (byte) 0xbc, 0x61, 0x4e}));
        assertThat(one.getSubjectX500Principal().getName()).contains("12345678");
        assertThat(authority
                        .enterprise(Products.YUBIKEY_5_7_ENTERPRISE, 12345678)
                        .certificate())
                .isEqualTo(AttestationKey.der(one));
        assertThat(authority
                        .enterprise(Products.YUBIKEY_5_7_ENTERPRISE, 12345679)
                        .certificate())
                .isNotEqualTo(AttestationKey.der(one));
    }

    @Test
    void areSharedByAllKeysOfAModel() {
        assertThat(authority.batch(Products.YUBIKEY_5_4).certificate())
                .isEqualTo(authority.batch(Products.YUBIKEY_5_4).certificate())
                .isNotEqualTo(authority.batch(Products.YUBIKEY_5_7).certificate());
    }

    @Test
    void areValidByTheInjectedClock() throws Exception {
        X509Certificate leaf = authority.batch(Products.YUBIKEY_5_4).chain().get(0);
        leaf.checkValidity(java.util.Date.from(clock.instant()));
        assertThat(leaf.getNotBefore().toInstant()).isEqualTo(clock.instant().minus(Duration.ofDays(1)));
    }

    @Test
    void areReadByPythonsCryptography(@TempDir Path directory) throws Exception {
        Openssl openssl = new Openssl(directory);
        Path chain = openssl.file(
                "chain.pem",
                authority
                        .enterprise(Products.YUBIKEY_5_7_ENTERPRISE, 77)
                        .chain()
                        .get(0),
                authority.intermediate(),
                authority.root());
        String told = Openssl.run("/usr/bin/python3", "-c", """
                import sys
                from cryptography import x509
                from cryptography.hazmat.primitives.asymmetric import ec
                blocks = open(sys.argv[1]).read().split("-----BEGIN CERTIFICATE-----")[1:]
                certs = [x509.load_pem_x509_certificate(("-----BEGIN CERTIFICATE-----" + b).encode()) for b in blocks]
                for cert, issuer in zip(certs, certs[1:] + certs[-1:]):
                    assert cert.issuer == issuer.subject
                    issuer.public_key().verify(cert.signature, cert.tbs_certificate_bytes,
                                               ec.ECDSA(cert.signature_hash_algorithm))
                for e in certs[0].extensions:
                    value = getattr(e.value, "value", None)
                    print(e.oid.dotted_string, e.critical, value.hex() if value else "")
                """, chain.toString());
        assertThat(told).isEqualTo("""
                1.3.6.1.4.1.41482.13.1 False 0403050704
                1.3.6.1.4.1.41482.2 False 312e332e362e312e342e312e34313438322e312e37
                1.3.6.1.4.1.45724.2.1.1 False 03020430
                1.3.6.1.4.1.45724.1.1.4 False 04101ac71f64468d4fe0bef10e5f2f551f18
                2.5.29.19 True\s
                1.3.6.1.4.1.45724.1.1.2 False 04040000004d
                """);
    }
}
