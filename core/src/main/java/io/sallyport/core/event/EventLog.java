// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Port: the events of all accounts as one log, of which each node has its part. Thread-safe. */
public interface EventLog {
    /** Who writes here. */
    String node();

    /**
     * Gives committed events their places in their nodes' chains: all of this node's, and those that another node has
     * left behind for longer than a minute. Those come first that happened first.
     *
     * @return a checkpoint for each chain that grew, already stored
     */
    List<Checkpoint> chain(Instant now);

    /** How far each chain goes. */
    List<Checkpoint> heads();

    /**
     * Removes what happened before, from the beginning of each chain on and never out of the middle.
     *
     * @return how many events
     */
    int removeBefore(Instant moment, Instant now);

    /** What checkpoints are verified with; empty until the first was signed. */
    Optional<CheckpointKey> key();

    /**
     * Looks at every record.
     *
     * @param elsewhere checkpoints that were kept where nobody could touch them together with the log
     * @param found is told of whatever is not as it was written
     */
    Audit audit(List<Checkpoint> elsewhere, Consumer<Finding> found);
}
