// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/**
 * The first thing that is wrong with a document.
 *
 * @param message AWS's wording, which is all the API's callers get
 * @param place where, as {@code line 3, column 7} or as a path such as {@code Statement[1].Action}
 * @param detail what is wrong, in our words
 */
public record PolicyProblem(String message, String place, String detail) {
    static final String SYNTAX = "Syntax errors in policy.";
    static final String LEGACY = "The policy failed legacy parsing";

    static PolicyProblem syntax(String place, String detail) {
        return new PolicyProblem(SYNTAX, place, detail);
    }

    static PolicyProblem legacy(String place, String detail) {
        return new PolicyProblem(LEGACY, place, detail);
    }

    /** For rules whose wording says all there is to say. */
    static PolicyProblem of(String place, String message) {
        return new PolicyProblem(message, place, message);
    }
}
