// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyRefusal;
import java.io.ByteArrayInputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A registration in U2F's own words (U2F Raw Message Formats 1.2 §4.3), from before WebAuthn: its credential signs in by the
 * extension {@code appid} ({@link WebSite#appId}).
 */
public final class U2fRegistration {
    private static final byte RESERVED = 0x05;
    private static final int POINT = 65;
    private static final int COORDINATE = 32;
    private static final int LONGEST_HANDLE = 255;
    private static final long LARGEST_COUNTER = 0xffff_ffffL;

    private U2fRegistration() {}

    /**
     * Verifies its signature. The certificate's maker is not looked at: the credential is not attested.
     *
     * @param response as the key answered, without the status word
     * @param clientDataHash SHA-256 of the client data, the challenge parameter
     * @return with a counter of zero, which the next answer will be above
     * @throws IamException {@code INVALID_AUTHENTICATION_CODE}, its detail a {@link KeyRefusal}
     */
    public static KeyCredential verify(Bytes response, Bytes clientDataHash, String appId) {
        try {
            ByteBuffer in = ByteBuffer.wrap(response.toArray());
            AnswerChecks.require(in.get() == RESERVED, KeyRefusal.MALFORMED);
            byte[] point = take(in, POINT);
            byte[] handle = take(in, Byte.toUnsignedInt(in.get()));
            ByteArrayInputStream rest = new ByteArrayInputStream(take(in, in.remaining()));
            X509Certificate certificate =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(rest);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initVerify(certificate.getPublicKey());
            signature.update((byte) 0);
            signature.update(DigestUtils.sha256(appId));
            signature.update(clientDataHash.toArray());
            signature.update(handle);
            signature.update(point);
            AnswerChecks.require(signature.verify(rest.readAllBytes()), KeyRefusal.SIGNATURE);
            return credential(Bytes.of(handle), Bytes.of(point), 0);
        } catch (GeneralSecurityException | BufferUnderflowException e) {
            throw KeyRefusal.MALFORMED.refusal(e);
        }
    }

    /**
     * The credential of a registration that was verified elsewhere, long ago. It is not attested.
     *
     * @param point the user's public key, uncompressed (§4.3)
     * @param counter the last that was seen
     * @throws IamException {@code INVALID_AUTHENTICATION_CODE} if there is no such handle, point or counter
     */
    public static KeyCredential credential(Bytes keyHandle, Bytes point, long counter) {
        AnswerChecks.require(
                keyHandle.length() > 0 && keyHandle.length() <= LONGEST_HANDLE && point.length() == POINT,
                KeyRefusal.MALFORMED);
        Bytes key = cose(point.toArray());
        AnswerChecks.require(
                CurvePoint.valid(ByteArrays.of(key)) && counter >= 0 && counter <= LARGEST_COUNTER,
                KeyRefusal.MALFORMED);
        return new KeyCredential(keyHandle, key, counter, Bytes.of(new byte[16]), false, false, false);
    }

    /** RFC 9053 §7.1.1: kty EC2, alg ES256, crv P-256, x, y; of an uncompressed point. */
    private static Bytes cose(byte[] point) {
        AnswerChecks.require(point[0] == 0x04, KeyRefusal.MALFORMED);
        ByteBuffer in = ByteBuffer.wrap(point, 1, 2 * COORDINATE);
        return Bytes.join(
                Bytes.ofHex("a5010203262001215820"),
                Bytes.of(take(in, COORDINATE)),
                Bytes.ofHex("225820"),
                Bytes.of(take(in, COORDINATE)));
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] taken = new byte[length];
        in.get(taken);
        return taken;
    }
}
