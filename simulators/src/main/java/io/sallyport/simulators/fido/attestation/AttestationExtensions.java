// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Firmware;
import io.sallyport.simulators.fido.chip.KeyProfile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/**
 * The extensions of an attestation certificate: those of WebAuthn L3 §8.2.1, U2F's transports, and Yubico's own; in the
 * order of the products' certificates, and like those without key identifiers.
 */
final class AttestationExtensions {
    /** id-fido-gen-ce-aaguid. */
    static final ASN1ObjectIdentifier AAGUID = new ASN1ObjectIdentifier("1.3.6.1.4.1.45724.1.1.4");
    /** id-fido-gen-ce-sernum: of enterprise attestation only (§8.2.2). */
    static final ASN1ObjectIdentifier SERIAL_NUMBER = new ASN1ObjectIdentifier("1.3.6.1.4.1.45724.1.1.2");
    /** FIDO U2F Authenticator Transports Extension 1.2 §3. */
    static final ASN1ObjectIdentifier U2F_TRANSPORTS = new ASN1ObjectIdentifier("1.3.6.1.4.1.45724.2.1.1");
    /** Yubico's: the kind of device, which is an OID in ASCII and not in DER. */
    static final ASN1ObjectIdentifier YUBICO_DEVICE = new ASN1ObjectIdentifier("1.3.6.1.4.1.41482.2");
    /** Yubico's: three bytes. */
    static final ASN1ObjectIdentifier YUBICO_FIRMWARE = new ASN1ObjectIdentifier("1.3.6.1.4.1.41482.13.1");

    private static final int USB = 0x20;
    private static final int NFC = 0x10;

    private final X509v3CertificateBuilder builder;

    private AttestationExtensions(X509v3CertificateBuilder builder) {
        this.builder = builder;
    }

    static void add(X509v3CertificateBuilder builder, KeyProfile profile) throws CertIOException {
        AttestationExtensions to = new AttestationExtensions(builder);
        to.octets(YUBICO_FIRMWARE, firmware(profile.firmware()));
        builder.addExtension(YUBICO_DEVICE, false, profile.model().oid().getBytes(StandardCharsets.US_ASCII));
        builder.addExtension(U2F_TRANSPORTS, false, transports(profile.transports()));
        if (profile.hasAaguid()) {
            to.octets(AAGUID, profile.aaguid());
        }
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    }

    static void addSerialNumber(X509v3CertificateBuilder builder, Bytes serial) throws CertIOException {
        new AttestationExtensions(builder).octets(SERIAL_NUMBER, serial);
    }

    private void octets(ASN1ObjectIdentifier extension, Bytes value) throws CertIOException {
        builder.addExtension(extension, false, new DEROctetString(value.toArray()));
    }

    private static Bytes firmware(Firmware firmware) {
        return Bytes.of((byte) firmware.major(), (byte) firmware.minor(), (byte) firmware.build());
    }

    private static DERBitString transports(List<String> transports) {
        int bits = (transports.contains("usb") ? USB : 0) | (transports.contains("nfc") ? NFC : 0);
        return new DERBitString((byte) bits, Integer.numberOfTrailingZeros(bits));
    }
}
