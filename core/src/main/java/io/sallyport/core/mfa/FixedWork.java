// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.util.OptionalLong;

/**
 * Arithmetic that takes as long for one device as for another: what a device's window leaves of a fixed number of codes
 * is reckoned for nobody. For one thread.
 */
final class FixedWork implements OneTimeCodes {
    /** More than the widest window in which a single code is looked for. */
    static final int CODES_PER_DEVICE = 64;

    private static final OtpSeed NOBODYS = OtpSeed.of(new byte[MfaRegistry.SEED_BYTES]);

    private final OneTimeCodes codes;
    private long spent;

    FixedWork(OneTimeCodes codes) {
        this.codes = codes;
    }

    @Override
    public OptionalLong match(OtpSeed seed, OtpParameters parameters, long from, long to, String code) {
        spent += Math.max(0, to - Math.max(from, 0) + 1);
        return codes.match(seed, parameters, from, to, code);
    }

    /** Reckons what is left for so many devices. */
    void fill(int devices, String code) {
        match(NOBODYS, OtpParameters.STANDARD, 0, (long) devices * CODES_PER_DEVICE - spent - 1, code);
    }
}
