// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/** Carries a problem out of the reader; it never leaves the package. */
final class MalformedPolicy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient PolicyProblem problem;

    MalformedPolicy(PolicyProblem problem) {
        super(problem.position() + ": " + problem.detail());
        this.problem = problem;
    }

    PolicyProblem problem() {
        return problem;
    }
}
