// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.credential.Es256;
import io.sallyport.simulators.fido.credential.Hashes;
import io.sallyport.simulators.fido.credential.NewCredential;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Authenticator data (WebAuthn L3 §6.1). */
final class AuthenticatorData {
    private static final int USER_PRESENT = 0x01;
    private static final int ATTESTED = 0x40;

    private AuthenticatorData() {}

    static Bytes of(String rpId, boolean present, int count) {
        return Bytes.of(head(rpId, present ? USER_PRESENT : 0, count));
    }

    static Bytes ofNew(NewCredential made, Bytes aaguid, int count) {
        Bytes id = made.credential().id();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head(made.credential().rpId(), USER_PRESENT | ATTESTED, count));
        out.writeBytes(aaguid.toArray());
        out.writeBytes(ByteBuffer.allocate(2).putShort((short) id.length()).array());
        out.writeBytes(id.toArray());
        out.writeBytes(Es256.coseKey(made.publicKey()).toArray());
        return Bytes.of(out.toByteArray());
    }

    private static byte[] head(String rpId, int flags, int count) {
        return ByteBuffer.allocate(37)
                .put(Hashes.sha256(rpId))
                .put((byte) flags)
                .putInt(count)
                .array();
    }
}
