// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import io.sallyport.core.Bytes;
import java.util.Arrays;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

/** HMAC with SHA-256 (RFC 2104). */
public final class HmacSha256 {
    private HmacSha256() {}

    /** @param message its parts, one after the other */
    public static byte[] of(byte[] key, byte[]... message) {
        Bytes whole = Bytes.join(Arrays.stream(message).map(Bytes::of).toArray(Bytes[]::new));
        return new HmacUtils(HmacAlgorithms.HMAC_SHA_256, key).hmac(whole.toArray());
    }
}
