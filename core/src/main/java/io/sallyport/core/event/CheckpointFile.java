// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.event;

import io.sallyport.core.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Checkpoints outside the store: a file of JSON lines that only grows. */
public final class CheckpointFile implements AutoCloseable {
    private final FileChannel channel;

    private CheckpointFile(FileChannel channel) {
        this.channel = channel;
    }

    public static CheckpointFile append(Path file) throws IOException {
        return new CheckpointFile(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    /** On disk when this returns. */
    public void write(List<Checkpoint> checkpoints) throws IOException {
        StringBuilder lines = new StringBuilder();
        checkpoints.forEach(checkpoint -> lines.append(Json.write(checkpoint)).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    /**
     * What a file says. A last line that was broken off by a crash is left out; it was not acknowledged to anybody.
     *
     * @throws IOException if it cannot be read or a line is not a checkpoint
     */
    public static List<Checkpoint> read(Path file) throws IOException {
        String text = Files.readString(file);
        List<Checkpoint> checkpoints = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int number = 0; number < lines.length; number++) {
            boolean brokenOff = number == lines.length - 1;
            if (lines[number].isBlank() && brokenOff) {
                break;
            }
            try {
                checkpoints.add(Json.read(lines[number], Checkpoint.class));
            } catch (IllegalStateException notOne) {
                if (!brokenOff) {
                    throw new IOException("line " + (number + 1) + " of " + file + " is not a checkpoint");
                }
            }
        }
        return List.copyOf(checkpoints);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
