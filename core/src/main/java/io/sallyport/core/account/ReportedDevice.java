// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.FobState;
import io.sallyport.core.mfa.MfaDevice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device and whose it is.
 *
 * @param user null for root's and for nobody's
 * @param stock where a fob is in its life; null for anything else
 * @param lastUsed when it last showed who its owner is; null if it never did
 */
public record ReportedDevice(
        MfaDevice device,
        @Nullable User user,
        @Nullable FobState stock,
        @Nullable Instant lastUsed) {}
