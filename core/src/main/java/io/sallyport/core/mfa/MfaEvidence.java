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
 * @param serial of the device; of {@link Method#RECOVERY}, where there is none, what was shown instead
 * @param attested whether the device's make is proven by a verified attestation
 */
public record MfaEvidence(Method method, MfaSerial serial, Instant at, boolean attested) {
    /** The values of {@code sallyport:MfaMethod}, in lower case there. */
    public enum Method {
        TOTP,
        HOTP,
        FIDO,
        /** Proof of an emergency: a recovery code, or what a help desk hands out. */
        RECOVERY;

        static Method of(CodeDevice device) {
            return device.parameters().algorithm() == OtpParameters.Algorithm.TOTP ? TOTP : HOTP;
        }

        public String conditionValue() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Of what stands in for a device that is lost.
     *
     * @param shown what it is called in logs, such as {@code recovery-code}
     */
    public static MfaEvidence recovery(MfaSerial shown, Instant at) {
        return new MfaEvidence(Method.RECOVERY, shown, at, false);
    }

    /** Whether what it opens may enrol a new device and do nothing else. */
    public boolean onlyEnrols() {
        return method == Method.RECOVERY;
    }

    /** Whether a look-alike site could have relayed it: codes yes, FIDO no. */
    public boolean phishingResistant() {
        return method == Method.FIDO;
    }
}
