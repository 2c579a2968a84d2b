// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import io.sallyport.core.event.Chainer;
import io.sallyport.core.event.CheckpointFile;
import io.sallyport.core.event.EventLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How the event log is kept.
 *
 * @param checkpoints the file that checkpoints are written to beside the store; better on another machine's disk
 * @param retention how long events are kept; zero for ever
 */
public record EventLogConfig(Optional<Path> checkpoints, Duration retention) {
    /** A year, four times what {@code LookupEvents} reaches back. */
    public static final Duration RETENTION = Duration.ofDays(365);

    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** No file, and a year. */
    public static EventLogConfig standard() {
        return new EventLogConfig(Optional.empty(), RETENTION);
    }

    /** @throws IOException if the file cannot be written */
    Chainer chainer(EventLog log, InstantSource clock) throws IOException {
        CheckpointFile file = checkpoints.isPresent() ? CheckpointFile.append(checkpoints.get()) : null;
        return new Chainer(log, file, retention, clock, INTERVAL);
    }
}
