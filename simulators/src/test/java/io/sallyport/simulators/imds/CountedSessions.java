// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import io.sallyport.simulators.imds.RoleUnavailable.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A role of which each session has its number for a key, an hour each, and a clock to set. */
final class CountedSessions implements RoleCredentials, InstantSource {
    static final Duration LIFETIME = Duration.ofHours(1);

    private Instant now = Instant.parse("2026-03-01T12:00:00.7Z");
    private int opened;
    private @Nullable Reason unavailable;

    synchronized void forward(Duration by) {
        now = now.plus(by);
    }

    synchronized void become(@Nullable Reason newUnavailable) {
        unavailable = newUnavailable;
    }

    synchronized int opened() {
        return opened;
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public synchronized DeliveredCredentials open(Delivery delivery) throws RoleUnavailable {
        if (unavailable != null) {
            throw new RoleUnavailable(unavailable, "no role for you");
        }
        opened++;
        return new DeliveredCredentials(
                "arn:aws:iam::051826736434:role/shop/web",
                Optional.of(new DeliveredCredentials.Profile(
                        "arn:aws:iam::051826736434:instance-profile/webs", "AIPAIOSFODNN7EXAMPLE")),
                "ASIA" + opened,
                "secret of " + delivery,
                "token",
                now,
                now.plus(LIFETIME));
    }
}
