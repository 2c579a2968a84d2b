// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters;
import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.nio.ByteBuffer;
import javax.crypto.Mac;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/**
 * HOTP(K, C) of RFC 4226 section 5.3, over any hash of RFC 6238 section 1.2; TOTP is the same function of a time step.
 * Not thread-safe, since it holds a {@link Mac}.
 */
final class HotpFunction {
    private final Mac mac;
    private final int modulus;

    HotpFunction(OtpSeed seed, OtpParameters parameters) {
        this.mac = HmacUtils.getInitializedMac(hmac(parameters.hash()), seed.reveal());
        this.modulus = modulus(parameters.digits());
    }

    /** The code as a number, 0 included. */
    int value(long counter) {
        byte[] hs = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(counter).array());
        // Section 5.3: the low four bits of the last byte, also where that is not the 20th (RFC 6238 section 1.2).
        int offset = hs[hs.length - 1] & 0xf;
        return (ByteBuffer.wrap(hs).getInt(offset) & 0x7fff_ffff) % modulus;
    }

    /** The code as a device shows it, with its leading zeros. */
    String code(long counter) {
        return Integer.toString(modulus + value(counter)).substring(1);
    }

    private static HmacAlgorithms hmac(Hash hash) {
        return switch (hash) {
            case SHA1 -> HmacAlgorithms.HMAC_SHA_1;
            case SHA256 -> HmacAlgorithms.HMAC_SHA_256;
            case SHA512 -> HmacAlgorithms.HMAC_SHA_512;
        };
    }

    private static int modulus(int digits) {
        int modulus = 1;
        for (int i = 0; i < digits; i++) {
            modulus *= 10;
        }
        return modulus;
    }
}
