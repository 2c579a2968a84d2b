// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

/** Hears how each step of a sign-in ended, and not whose it was. */
@FunctionalInterface
public interface SignInWitness {
    /** What was given. */
    enum Step {
        password,
        factor,
        passkey,
        new_password
    }

    /** What came of it. */
    enum Outcome {
        signed_in,
        factor_required,
        password_change_required,
        refused,
        throttled
    }

    void stepped(Step step, Outcome outcome);
}
