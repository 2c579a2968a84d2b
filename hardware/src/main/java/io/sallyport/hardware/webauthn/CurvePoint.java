// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.fasterxml.jackson.databind.JsonNode;
import com.yubico.internal.util.JacksonCodecs;
import com.yubico.webauthn.data.ByteArray;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.util.Map;

/**
 * Whether a COSE_Key of an elliptic curve in two coordinates (RFC 9053 §7.1.1) is a point of its curve, uncompressed as
 * WebAuthn L3 §5.8.5 has it. Nothing looks at one before its first signature where there is no attestation.
 */
final class CurvePoint {
    private static final int EC2 = 2;
    private static final Map<Integer, String> CURVES = Map.of(1, "secp256r1", 2, "secp384r1", 3, "secp521r1");

    private CurvePoint() {}

    /** True also for a key of another kind, or on a curve that is none of NIST's. */
    static boolean valid(ByteArray coseKey) {
        try {
            JsonNode key = JacksonCodecs.cbor().readTree(coseKey.getBytes());
            String curve = CURVES.get(key.path("-1").asInt());
            if (key.path("1").asInt() != EC2 || curve == null) {
                return true;
            }
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(curve));
            return isOn(
                    parameters.getParameterSpec(ECParameterSpec.class), coordinate(key, "-2"), coordinate(key, "-3"));
        } catch (IOException notCose) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java has NIST's curves", impossible);
        }
    }

    /** Compressed ones have no bytes for y. */
    private static BigInteger coordinate(JsonNode key, String name) throws IOException {
        byte[] bytes = key.path(name).binaryValue();
        if (bytes == null) {
            throw new IOException("no coordinate");
        }
        return new BigInteger(1, bytes);
    }

    private static boolean isOn(ECParameterSpec spec, BigInteger x, BigInteger y) {
        BigInteger p = ((ECFieldFp) spec.getCurve().getField()).getP();
        BigInteger right = x.pow(2)
                .add(spec.getCurve().getA())
                .multiply(x)
                .add(spec.getCurve().getB());
        return x.compareTo(p) < 0
                && y.compareTo(p) < 0
                && y.pow(2).subtract(right).mod(p).signum() == 0;
    }
}
