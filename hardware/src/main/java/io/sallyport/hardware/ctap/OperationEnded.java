// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.ctap;

import java.io.IOException;

/** Nothing more is sent to the key: the operation was cancelled, or its time is up. */
final class OperationEnded extends IOException {
    private static final long serialVersionUID = 1;

    OperationEnded() {
        super("the operation has ended");
    }
}
