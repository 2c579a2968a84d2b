// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.fault;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.message.CtapCbor;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Authenticator data (WebAuthn L3 §6.1) that are not as they should be. */
final class DataTampering {
    private static final int FLAGS = 32;
    private static final int HEAD = 37;
    private static final int AAGUID = 16;
    private static final int ID_LENGTH = HEAD + AAGUID;
    private static final int ID = ID_LENGTH + 2;
    private static final int ATTESTED = 0x40;
    private static final int EXTENSIONS = 0x80;
    /** ECDSA with secp256k1 and SHA-256 (RFC 8812 §3.2), which security keys hardly ever have and nobody here asks for. */
    private static final int ES256K = -47;
    /** One more than is allowed (WebAuthn L3 §7.1 step 25). */
    private static final int TOO_LONG_ID = 1024;

    private DataTampering() {}

    static byte[] wrongRpIdHash(byte[] data) {
        return ByteStrings.flip(data, 0, 0x01);
    }

    static UnaryOperator<byte[]> flag(int mask) {
        return data -> ByteStrings.flip(data, FLAGS, mask);
    }

    static byte[] wrongAaguid(byte[] data) {
        return isAttested(data) ? ByteStrings.flip(data, HEAD, 0xff) : data;
    }

    /** Announced by their flag, and not there. */
    static byte[] attestedDataMissing(byte[] data) {
        return isAttested(data) ? Arrays.copyOf(data, HEAD) : data;
    }

    /** Announced by their flag in an assertion, which has none. */
    static byte[] attestedDataPromised(byte[] data) {
        return isAttested(data) ? data : ByteStrings.flip(data, FLAGS, ATTESTED);
    }

    static byte[] extensionDataMissing(byte[] data) {
        return hasExtensions(data) ? data : ByteStrings.flip(data, FLAGS, EXTENSIONS);
    }

    static byte[] unsolicitedExtension(byte[] data) {
        byte[] output =
                CtapCbor.encode(CBORObject.NewMap().Add("unsolicited", true)).toArray();
        return hasExtensions(data) ? data : ByteStrings.join(ByteStrings.flip(data, FLAGS, EXTENSIONS), output);
    }

    static byte[] truncated(byte[] data) {
        return Arrays.copyOf(data, HEAD - 1);
    }

    static byte[] trailing(byte[] data) {
        return hasExtensions(data) ? data : ByteStrings.join(data, new byte[] {0, 0, 0});
    }

    static byte[] otherAlgorithm(byte[] data) {
        if (!isAttested(data)) {
            return data;
        }
        int key = ID + idLength(data);
        ByteArrayInputStream rest = new ByteArrayInputStream(data, key, data.length - key);
        CBORObject cose = CBORObject.Read(rest);
        cose.Set(3, ES256K);
        return ByteStrings.join(Arrays.copyOf(data, key), CtapCbor.encode(cose).toArray(), rest.readAllBytes());
    }

    static byte[] tooLongCredentialId(byte[] data) {
        if (!isAttested(data)) {
            return data;
        }
        return ByteStrings.join(
                Arrays.copyOf(data, ID_LENGTH),
                new byte[] {TOO_LONG_ID >> 8, (byte) TOO_LONG_ID},
                Arrays.copyOf(Arrays.copyOfRange(data, ID, ID + idLength(data)), TOO_LONG_ID),
                Arrays.copyOfRange(data, ID + idLength(data), data.length));
    }

    private static int idLength(byte[] data) {
        return Byte.toUnsignedInt(data[ID_LENGTH]) << 8 | Byte.toUnsignedInt(data[ID_LENGTH + 1]);
    }

    private static boolean isAttested(byte[] data) {
        return (data[FLAGS] & ATTESTED) != 0;
    }

    private static boolean hasExtensions(byte[] data) {
        return (data[FLAGS] & EXTENSIONS) != 0;
    }
}
