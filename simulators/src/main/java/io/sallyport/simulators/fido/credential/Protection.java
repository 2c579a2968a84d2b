// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import java.util.Arrays;
import java.util.Optional;

/** When a credential may be used (extension credProtect, CTAP 2.1 §12.1). */
public enum Protection {
    /** userVerificationOptional: what every credential has unless it is asked otherwise. */
    OPTIONAL(1),
    /** userVerificationOptionalWithCredentialIDList: it is not discovered without verification, but used when named. */
    OPTIONAL_WITH_LIST(2),
    /** userVerificationRequired: without verification it is not there. */
    REQUIRED(3);

    private final int level;

    Protection(int level) {
        this.level = level;
    }

    public static Optional<Protection> of(long level) {
        return Arrays.stream(values()).filter(p -> p.level == level).findFirst();
    }

    public int level() {
        return level;
    }

    /** @param named whether the request names it by its id */
    public boolean admits(boolean verified, boolean named) {
        return verified || this == OPTIONAL || (this == OPTIONAL_WITH_LIST && named);
    }
}
