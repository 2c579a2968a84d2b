// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.otp;

import io.sallyport.core.mfa.OtpParameters.Hash;
import io.sallyport.core.mfa.OtpSeed;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;
import org.apache.commons.codec.digest.MessageDigestAlgorithms;

/** The keyed hashes that codes are made of. */
final class Hmac {
    /**
     * Without a key, to be cloned. To look one up among the providers takes longer than a code does; a clone does not. They
     * are never used themselves, so that threads may share them.
     */
    private static final Map<Hash, Mac> UNKEYED = unkeyed();

    private Hmac() {}

    static Mac keyed(Hash hash, OtpSeed seed) {
        Mac unkeyed = UNKEYED.get(hash);
        if (unkeyed == null) {
            return HmacUtils.getInitializedMac(algorithm(hash), seed.reveal());
        }
        try {
            Mac mac = (Mac) unkeyed.clone();
            mac.init(new SecretKeySpec(seed.reveal(), unkeyed.getAlgorithm()));
            return mac;
        } catch (CloneNotSupportedException | GeneralSecurityException e) {
            throw new AssertionError("it was cloned before, and a seed has at least one byte", e);
        }
    }

    /** Dynamic truncation (RFC 4226 section 5.3): 31 bits. */
    static int truncated(byte[] hs) {
        // The low four bits of the last byte, also where that is not the 20th (RFC 6238 section 1.2).
        int offset = hs[hs.length - 1] & 0xf;
        return (hs[offset] & 0x7f) << 24
                | (hs[offset + 1] & 0xff) << 16
                | (hs[offset + 2] & 0xff) << 8
                | (hs[offset + 3] & 0xff);
    }

    /** The hash alone, of text in UTF-8. */
    static byte[] digest(Hash hash, String text) {
        return new DigestUtils(
                        switch (hash) {
                            case SHA1 -> MessageDigestAlgorithms.SHA_1;
                            case SHA256 -> MessageDigestAlgorithms.SHA_256;
                            case SHA512 -> MessageDigestAlgorithms.SHA_512;
                        })
                .digest(text);
    }

    private static Map<Hash, Mac> unkeyed() {
        Map<Hash, Mac> macs = new EnumMap<>(Hash.class);
        for (Hash hash : Hash.values()) {
            try {
                // Not every provider's can be cloned.
                macs.put(hash, (Mac) Mac.getInstance(algorithm(hash).getName()).clone());
            } catch (GeneralSecurityException | CloneNotSupportedException e) {
                macs.remove(hash);
            }
        }
        return Collections.unmodifiableMap(macs);
    }

    private static HmacAlgorithms algorithm(Hash hash) {
        return switch (hash) {
            case SHA1 -> HmacAlgorithms.HMAC_SHA_1;
            case SHA256 -> HmacAlgorithms.HMAC_SHA_256;
            case SHA512 -> HmacAlgorithms.HMAC_SHA_512;
        };
    }
}
