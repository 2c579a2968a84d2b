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
            return new KeyCredential(Bytes.of(handle), cose(point), 0, Bytes.of(new byte[16]), false, false, false);
        } catch (GeneralSecurityException | BufferUnderflowException e) {
            throw KeyRefusal.MALFORMED.refusal(e);
        }
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
