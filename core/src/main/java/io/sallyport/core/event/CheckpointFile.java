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
        boolean brokenOff = Files.exists(file) && Files.size(file) > 0 && !endsALine(file);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        if (brokenOff) {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
        return new CheckpointFile(channel);
    }

    private static boolean endsALine(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.read(last, channel.size() - 1);
            return last.get(0) == '\n';
        }
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
     * What a file says. A line that a crash broke off is left out: its checkpoint was written again after it.
     *
     * @throws IOException if it cannot be read or a line is not a checkpoint
     */
    public static List<Checkpoint> read(Path file) throws IOException {
        String text = Files.readString(file);
        List<Checkpoint> checkpoints = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int number = 0; number < lines.length; number++) {
            if (!lines[number].endsWith("}")) {
                continue;
            }
            try {
                checkpoints.add(Json.read(lines[number], Checkpoint.class));
            } catch (IllegalStateException notOne) {
                throw new IOException("line " + (number + 1) + " of " + file + " is not a checkpoint");
            }
        }
        return List.copyOf(checkpoints);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
