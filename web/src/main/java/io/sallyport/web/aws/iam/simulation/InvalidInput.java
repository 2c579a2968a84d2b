// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import io.sallyport.core.IamException;

/** What the simulator says of a parameter that it cannot use. */
final class InvalidInput {
    private InvalidInput() {}

    static IamException of(String message) {
        return new IamException(IamException.Kind.INVALID_INPUT, message);
    }
}
