// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.webhook;

import io.sallyport.core.mfa.DeviceNotice;
import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A subscription.
 *
 * @param id a random UUID
 * @param notices what its receiver wants to hear of
 * @param createdAt whole seconds
 * @param failingSince when a delivery failed for the first time after the last that succeeded; null if none did
 */
public record Webhook(
        String id,
        URI url,
        Set<DeviceNotice> notices,
        Instant createdAt,
        @Nullable Instant failingSince) {
    public Webhook {
        notices = Set.copyOf(notices);
    }
}
