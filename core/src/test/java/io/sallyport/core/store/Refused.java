// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** That work is refused, how, and in which words. */
final class Refused {
    private Refused() {}

    static void with(Kind kind, String message, ThrowingCallable work) {
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(work)
                .withMessage(message)
                .extracting(IamException::kind)
                .isEqualTo(kind);
    }
}
