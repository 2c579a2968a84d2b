// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.signature;

import java.math.BigInteger;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A security provider with one service: verification of ECDSA by P-256 with SHA-256, by a faster library than Java 17's
 * own. Java asks it first and goes on to its own providers for everything else: signing, other curves, TLS's ciphers,
 * digests, randomness.
 */
public final class QuickSignatures extends Provider {
    private static final long serialVersionUID = 1;
    private static final String NAME = "SallyportSignatures";
    private static final String TYPE = "Signature";
    private static final String ALGORITHM = "SHA256withECDSA";

    /** @param verifiers what verifies, asked for at the first signature: loading native code takes a while */
    QuickSignatures(Supplier<Provider> verifiers) {
        super(NAME, "1", "ECDSA P-256 verification");
        putService(new Verification(this, verifiers));
    }

    /** Makes it the first that this process asks. A second call changes nothing. */
    public static void register() {
        if (Security.getProvider(NAME) == null) {
            Security.insertProviderAt(new QuickSignatures(new Verifiers()), 1);
        }
    }

    private static final class Verification extends Service {
        private final Supplier<Provider> verifiers;

        private Verification(Provider owner, Supplier<Provider> verifiers) {
            super(owner, TYPE, ALGORITHM, Verification.class.getName(), List.of(), Map.of());
            this.verifiers = verifiers;
        }

        @Override
        public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
            return verifiers.get().getService(TYPE, ALGORITHM).newInstance(parameter);
        }

        @Override
        public boolean supportsParameter(@Nullable Object key) {
            return key instanceof ECPublicKey ec && P256.isCurveOf(ec);
        }
    }

    /** SEC 2 v2 §2.4.2, secp256r1. */
    private static final class P256 {
        private static final EllipticCurve CURVE = new EllipticCurve(
                new ECFieldFp(new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16)),
                new BigInteger("ffffffff00000001000000000000000000000000fffffffffffffffffffffffc", 16),
                new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16));

        /** A key without parameters inherits them, from nowhere (RFC 3279 §2.3.5). */
        private static boolean isCurveOf(ECPublicKey key) {
            return key.getParams() != null && CURVE.equals(key.getParams().getCurve());
        }
    }
}
