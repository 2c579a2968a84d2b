// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.account.Attempts;
import io.sallyport.core.account.Caller;
import org.jspecify.annotations.Nullable;

/** Who was found to attempt what one request asks for; told once, however often its transactions run. Thread-safe. */
final class Attempt {
    private volatile @Nullable Caller caller;

    Caller by(Caller found) {
        caller = found;
        return found;
    }

    void tell(Attempts attempts, Action<?, ?> action, String region) {
        Caller known = caller;
        if (known != null) {
            attempts.attempted(known, action.qualifiedName(), region);
        }
    }
}
