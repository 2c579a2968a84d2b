// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import java.util.List;

/** Port: what happened in an account. An event is there if, and only if, the transaction that recorded it committed. */
public interface Events {
    void record(Event event);

    /** Those that match, the newest first, at most as many as asked for. */
    List<Event> lookup(EventQuery query);
}
