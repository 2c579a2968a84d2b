// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.name.MfaSerial;
import java.time.Instant;
import java.util.Locale;

/**
 * That a second factor was shown: the truth behind {@code aws:MultiFactorAuthPresent} and the {@code sallyport:Mfa*}
 * keys.
 *
 * @param attested whether the device's make is proven by a verified attestation
 */
public record MfaEvidence(Method method, MfaSerial serial, Instant at, boolean attested) {
    /** The values of {@code sallyport:MfaMethod}, in lower case there. */
    public enum Method {
        TOTP,
        HOTP,
        FIDO;

        static Method of(CodeDevice device) {
            return device.parameters().algorithm() == OtpParameters.Algorithm.TOTP ? TOTP : HOTP;
        }

        public String conditionValue() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a look-alike site could have relayed it: codes yes, FIDO no. */
    public boolean phishingResistant() {
        return method == Method.FIDO;
    }
}
