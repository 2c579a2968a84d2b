// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import org.jspecify.annotations.Nullable;

/**
 * How far an enrolment is, as the page is told.
 *
 * @param words what is wrong, or what to do first
 * @param triesLeft before the key locks itself, where its PIN is wanted
 * @param credential the registration's answer, as JSON
 * @param assertion the proof's answer, as JSON
 */
record Progress(
        State state,
        @Nullable String words,
        @Nullable Integer triesLeft,
        @Nullable String credential,
        @Nullable String assertion) {
    enum State {
        WAITING_FOR_KEY,
        TOUCH,
        /** The key's PIN is wanted. */
        PIN,
        /** The key has no PIN, and the server wants one: it is to be chosen. */
        NEW_PIN,
        REGISTERED,
        TOUCH_AGAIN,
        PROVEN,
        REFUSED
    }

    static Progress at(State state) {
        return new Progress(state, null, null, null, null);
    }

    static Progress at(State state, @Nullable String words) {
        return new Progress(state, words, null, null, null);
    }

    boolean isOver() {
        return state == State.PROVEN || state == State.REFUSED;
    }
}
