// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import java.util.List;

/**
 * Requests that are answered differently.
 *
 * @param actionCount how many known actions {@code actions} stands for
 * @param limits where it applies; none for every request for these actions
 */
public record Change(Kind kind, ActionNames actions, int actionCount, List<Limit> limits) {
    public Change {
        limits = List.copyOf(limits);
    }

    /** How the answer changed. */
    public enum Kind {
        /** Not allowed before, allowed now. */
        GAINED,
        /** Allowed before, not allowed now. */
        LOST,
        /** Allowed by neither, and now denied whatever other policies allow. */
        DENIED,
        /** Allowed by neither, and no longer denied, so that other policies may allow it. */
        NO_LONGER_DENIED
    }

    /**
     * Actions, folded into patterns.
     *
     * @param except what the patterns match and is not meant
     */
    public record ActionNames(List<String> include, List<String> except) {
        public ActionNames {
            include = List.copyOf(include);
            except = List.copyOf(except);
        }
    }

    /**
     * One property of the requests.
     *
     * @param name {@code Principal}, {@code Resource} or a condition key
     * @param include one of these, as the documents write it; empty for whatever is not excepted
     * @param except none of these
     */
    public record Limit(String name, List<String> include, List<String> except) {
        public Limit {
            include = List.copyOf(include);
            except = List.copyOf(except);
        }
    }
}
