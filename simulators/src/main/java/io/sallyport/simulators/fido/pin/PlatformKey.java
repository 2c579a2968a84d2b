// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Optional;

/** The platform's half of a key agreement: a COSE_Key with the members of §6.5.6 and no other, and on the curve. */
final class PlatformKey {
    private static final int COORDINATE = 32;

    private PlatformKey() {}

    static ECPublicKey parse(Parameters key, ECParameterSpec p256) {
        boolean wellFormed = key.hasExactly(1, 3, -1, -2, -3)
                && key.integer(1).equals(Optional.of(2L))
                && key.integer(3).equals(Optional.of(-25L))
                && key.integer(-1).equals(Optional.of(1L));
        if (!wellFormed) {
            throw invalid();
        }
        ECPoint point = new ECPoint(coordinate(key.bytes(-2)), coordinate(key.bytes(-3)));
        // Nobody else looks: a point of another curve would give the private key away, a few bits at a time.
        if (!isOn(p256.getCurve(), point)) {
            throw invalid();
        }
        try {
            return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, p256));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the point is on the curve", e);
        }
    }

    private static BigInteger coordinate(Optional<Bytes> bytes) {
        return bytes.filter(b -> b.length() == COORDINATE)
                .map(b -> new BigInteger(1, b.toArray()))
                .orElseThrow(PlatformKey::invalid);
    }

    private static boolean isOn(EllipticCurve curve, ECPoint point) {
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right =
                x.pow(3).add(curve.getA().multiply(x)).add(curve.getB()).mod(p);
        return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.pow(2).mod(p).equals(right);
    }

    private static CtapException invalid() {
        return new CtapException(CtapStatus.INVALID_PARAMETER);
    }
}
