// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.credential.Credential;
import io.sallyport.simulators.fido.credential.NewCredential;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Authenticator data (WebAuthn L3 §6.1). */
final class AuthenticatorData {
    private static final int USER_PRESENT = 0x01;
    private static final int USER_VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;
    private static final int EXTENSIONS = 0x80;

    private AuthenticatorData() {}

    /** @param extensions the encoded map of outputs */
    static Bytes of(Credential credential, UserChecks checks, int count, Optional<Bytes> extensions) {
        return encode(credential, checks, count, Optional.empty(), extensions);
    }

    static Bytes ofNew(NewCredential made, UserChecks checks, Bytes aaguid, int count, Optional<Bytes> extensions) {
        Bytes id = made.credential().id();
        Bytes publicKey = made.coseKey();
        byte[] attested = ByteBuffer.allocate(aaguid.length() + Short.BYTES + id.length() + publicKey.length())
                .put(aaguid.toArray())
                .putShort((short) id.length())
                .put(id.toArray())
                .put(publicKey.toArray())
                .array();
        return encode(made.credential(), checks, count, Optional.of(attested), extensions);
    }

    private static Bytes encode(
            Credential credential,
            UserChecks checks,
            int count,
            Optional<byte[]> attested,
            Optional<Bytes> extensions) {
        int flags = (checks.present() ? USER_PRESENT : 0)
                | (checks.verified() ? USER_VERIFIED : 0)
                | (attested.isPresent() ? ATTESTED : 0)
                | (extensions.isPresent() ? EXTENSIONS : 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(credential.rpIdHash().toArray());
        out.write(flags);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
        attested.ifPresent(out::writeBytes);
        extensions.map(Bytes::toArray).ifPresent(out::writeBytes);
        return Bytes.of(out.toByteArray());
    }
}
