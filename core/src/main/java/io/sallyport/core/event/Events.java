// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import java.util.List;

/** Port: what happened in an account. An event is there if, and only if, the transaction that recorded it committed. */
public interface Events {
    /** @param facts the event's, which its writer need not read out of it again */
    void record(Event event, EventFacts facts);

    /** Those that match, the newest first, at most as many as asked for. */
    List<Event> lookup(EventQuery query);
}
