// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import java.time.Instant;
import java.util.List;

/** Port: what an account has to remember happened. */
public interface Events {
    /**
     * Something that happened.
     *
     * @param name in CloudTrail's style, for example {@code RootRecovered}
     * @param detail for people; never a secret
     */
    record Event(Instant at, String name, String detail) {}

    void record(Event event);

    /** The newest first. */
    List<Event> latest(int count);
}
