// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.accesscode;

import java.time.Duration;

/**
 * How an account's help desk works.
 *
 * @param fourEyes whether a second person approves before there is a code
 * @param firstDeviceByCode whether users without a device sign in by an access code only
 * @param codeLifetime of codes whose request says nothing else
 * @param approvalTime how long a request waits for the second person
 */
public record HelpDeskRules(
        boolean fourEyes, boolean firstDeviceByCode, Compares compares, Duration codeLifetime, Duration approvalTime) {
    /** Short enough that whoever overhears a code has little time, long enough to type it. */
    public static final HelpDeskRules STANDARD =
            new HelpDeskRules(false, false, Compares.ADMINISTRATION, Duration.ofMinutes(15), Duration.ofMinutes(60));

    public static final Duration SHORTEST = Duration.ofMinutes(1);
    public static final Duration LONGEST = Duration.ofHours(24);

    /** In which rights an operator may not be behind the user whom she helps. */
    public enum Compares {
        /** Those by which one changes who may do what, or becomes somebody else. */
        ADMINISTRATION,
        /** All. */
        EVERYTHING
    }

    /** Whether a code or a request may last so long. */
    public static boolean isPossible(Duration lifetime) {
        return lifetime.compareTo(SHORTEST) >= 0 && lifetime.compareTo(LONGEST) <= 0;
    }
}
