// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Locale;

/**
 * How an entry of {@code Action} matches. Case counts for nothing; wildcards stand in names, and only {@code *} and
 * {@code *:*} reach across services.
 */
final class ActionPattern {
    private final boolean everything;
    private final String service;
    private final int[] name;

    private ActionPattern(boolean everything, String service, int[] name) {
        this.everything = everything;
        this.service = service;
        this.name = name;
    }

    static ActionPattern compile(String action) {
        int colon = action.indexOf(':');
        if (action.equals("*") || action.equals("*:*")) {
            return new ActionPattern(true, "", new int[0]);
        }
        return new ActionPattern(
                false,
                action.substring(0, Math.max(colon, 0)),
                Template.codes(action.substring(colon + 1).toLowerCase(Locale.ROOT)));
    }

    /** @param action of the form {@code service:Name} */
    boolean matches(String action) {
        if (everything) {
            return true;
        }
        int colon = action.indexOf(':');
        return colon == service.length()
                && action.regionMatches(true, 0, service, 0, colon)
                && Wildcards.matchesIgnoringCase(name, action, colon + 1);
    }
}
