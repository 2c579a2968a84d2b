// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/** What a credential signs with (RFC 9053 §2, RFC 8812 §2). */
public enum KeyAlgorithm {
    ES256(-7, 1, new EllipticCurve("secp256r1", 1, 32, "SHA256withECDSA")),
    ES384(-35, 2, new EllipticCurve("secp384r1", 2, 48, "SHA384withECDSA")),
    EDDSA(-8, 3, new Ed25519()),
    RS256(-257, 4, new Rsa());

    private final long cose;
    private final int stored;

    @SuppressWarnings("ImmutableEnumChecker") // A scheme has no state.
    private final KeyScheme scheme;

    KeyAlgorithm(long cose, int stored, KeyScheme scheme) {
        this.cose = cose;
        this.stored = stored;
        this.scheme = scheme;
    }

    public static Optional<KeyAlgorithm> of(long cose) {
        return Arrays.stream(values()).filter(a -> a.cose == cose).findFirst();
    }

    /** The identifier in the IANA registry of COSE algorithms. */
    public long cose() {
        return cose;
    }

    /** A COSE_Key in canonical form (RFC 9052 §7). */
    public Bytes coseKey(PublicKey key) {
        return scheme.coseKey(cose, key);
    }

    /** As WebAuthn wants it (WebAuthn L3 §6.5.5): DER for ECDSA. */
    public byte[] sign(PrivateKey key, SecureRandom random, byte[] data) {
        return scheme.sign(key, random, data);
    }

    FreshKey generate(SecureRandom random) {
        return scheme.generate(random);
    }

    /** What {@link FreshKey#secret} was made from. */
    PrivateKey restore(byte[] secret) {
        return scheme.restore(secret);
    }

    /** Its number in credential ids; never changes. */
    int stored() {
        return stored;
    }

    static Optional<KeyAlgorithm> ofStored(int number) {
        return Arrays.stream(values()).filter(a -> a.stored == number).findFirst();
    }
}
