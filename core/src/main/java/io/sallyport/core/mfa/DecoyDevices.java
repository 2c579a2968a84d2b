// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.util.function.Supplier;

/**
 * Port: devices of one account that nobody has and no code is accepted of. What is done with a device that does not exist
 * is done with one of them, so that it takes as long.
 */
public interface DecoyDevices {
    /** How many there are at most: requests about nobody wait for each other only where they meet. */
    int MOST = 64;

    /** One of them, the same for the same text; made the first time. */
    CodeDevice of(String whoseever, Supplier<OtpSeed> seed);

    OtpSeed seed(CodeDevice decoy);

    /** Writes what a refused code of a device writes. */
    void unread(CodeDevice decoy);
}
