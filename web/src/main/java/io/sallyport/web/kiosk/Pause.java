// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.kiosk;

import java.time.Duration;

/** Waiting between two looks. */
@FunctionalInterface
public interface Pause {
    void take(Duration time) throws InterruptedException;
}
