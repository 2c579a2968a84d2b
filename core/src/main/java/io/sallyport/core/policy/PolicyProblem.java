// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/**
 * The first thing that is wrong with a document.
 *
 * @param message AWS's wording, which is all the API's callers get
 * @param path of the element, such as {@code Statement[1].Action[0]}; empty for the whole document
 * @param position where the element begins, or where the text stops to be JSON
 * @param detail what is wrong, in our words
 */
public record PolicyProblem(String message, String path, Position position, String detail) {
    static final String SYNTAX = "Syntax errors in policy.";
    static final String LEGACY = "The policy failed legacy parsing";

    static PolicyProblem syntax(String path, String detail) {
        return new PolicyProblem(SYNTAX, path, Position.START, detail);
    }

    static PolicyProblem syntax(Position position, String detail) {
        return new PolicyProblem(SYNTAX, "", position, detail);
    }

    static PolicyProblem legacy(String path, String detail) {
        return new PolicyProblem(LEGACY, path, Position.START, detail);
    }

    /** For rules whose wording says all there is to say. */
    static PolicyProblem of(String path, String message) {
        return new PolicyProblem(message, path, Position.START, message);
    }

    PolicyProblem withMessage(String newMessage) {
        return new PolicyProblem(newMessage, path, position, detail);
    }

    /** With the position of its path in the text. */
    PolicyProblem in(String json) {
        return path.isEmpty()
                ? this
                : new PolicyProblem(
                        message,
                        path,
                        PolicyPlaces.of(json).find(path).map(Span::start).orElse(position),
                        detail);
    }
}
