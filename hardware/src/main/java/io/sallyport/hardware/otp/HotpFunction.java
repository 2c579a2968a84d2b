// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpSeed;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import javax.crypto.Mac;

/**
 * HOTP(K, C) of RFC 4226 section 5.3, over any hash of RFC 6238 section 1.2; TOTP is the same function of a time step.
 * Not thread-safe, since it holds a {@link Mac}.
 */
final class HotpFunction {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final Mac mac;
    private final int modulus;
    private final byte[] message = new byte[Long.BYTES];

    HotpFunction(OtpSeed seed, OtpParameters parameters) {
        this.mac = Hmac.keyed(parameters.hash(), seed);
        this.modulus = modulus(parameters.digits());
    }

    /** The code as a number, 0 included. */
    int value(long counter) {
        LONG.set(message, 0, counter);
        return Hmac.truncated(mac.doFinal(message)) % modulus;
    }

    /** The code as a device shows it, with its leading zeros. */
    String code(long counter) {
        return Integer.toString(modulus + value(counter)).substring(1);
    }

    private static int modulus(int digits) {
        int modulus = 1;
        for (int i = 0; i < digits; i++) {
            modulus *= 10;
        }
        return modulus;
    }
}
