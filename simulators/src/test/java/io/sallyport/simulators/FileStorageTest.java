// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FileStorageTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("key.state");
    }

    @Test
    void remembersWhatWasWrittenAndForgetsWhatWasDeleted() throws IOException {
        try (FileStorage storage = FileStorage.open(file)) {
            assertThat(storage.names()).isEmpty();
            storage.write("b", new byte[] {0, -1, 10});
            storage.write("a", new byte[0]);
            storage.write("gone", "x".getBytes(UTF_8));
            storage.write("a", "second".getBytes(UTF_8));
            storage.delete("gone");
            storage.delete("never there");
        }
        try (FileStorage storage = FileStorage.open(file)) {
            assertThat(storage.names()).containsExactly("a", "b");
            assertThat(storage.read("a")).hasValue("second".getBytes(UTF_8));
            assertThat(storage.read("b")).hasValue(new byte[] {0, -1, 10});
            assertThat(storage.read("gone")).isEmpty();
        }
    }

    @Test
    void isItsOwnersOnly() throws IOException {
        try (FileStorage storage = FileStorage.open(file)) {
            storage.write("a", new byte[1]);
            storage.write("a", new byte[2]);
        }
        try (var files = Files.list(directory)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(made -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void isOneDevicesAtATime() throws IOException {
        try (FileStorage storage = FileStorage.open(file)) {
            storage.write("a", new byte[1]);
            assertThatThrownBy(() -> FileStorage.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("running");
        }
        FileStorage.open(file).close();
    }

    @Test
    void takesNothingMoreOnceItIsClosed() throws IOException {
        FileStorage storage = FileStorage.open(file);
        storage.close();
        assertThatThrownBy(() -> storage.write("a", new byte[1])).isInstanceOf(IllegalStateException.class);
        assertThat(file).doesNotExist();
    }

    @Test
    void isNotMadeWithoutADirectory() {
        assertThatThrownBy(() -> FileStorage.open(directory.resolve("no").resolve("key.state")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("make it first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "something else\n", "sallyport-device-stat"})
    void takesNoOtherFile(String content) throws IOException {
        Files.writeString(file, content);
        assertThatThrownBy(() -> FileStorage.open(file)).hasMessageContaining("no simulated device's memory");
        assertThat(Files.readString(file)).isEqualTo(content);
        // And leaves it to others.
        Files.delete(file);
        FileStorage.open(file).close();
    }

    @Test
    void takesNoOtherVersion() throws IOException {
        Files.writeString(file, "sallyport-device-state 2\nwhatever\n");
        assertThatThrownBy(() -> FileStorage.open(file)).hasMessageContaining("another version");
    }

    @Test
    void noticesEveryByteThatIsMissingOrAltered() throws IOException {
        try (FileStorage storage = FileStorage.open(file)) {
            storage.write("secret", "very".getBytes(UTF_8));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < whole.length; i++) {
            byte[] altered = whole.clone();
            altered[i] ^= 1;
            Files.write(file, altered);
            assertThatThrownBy(() -> FileStorage.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageNotContaining("76657279");
            Files.write(file, Arrays.copyOf(whole, i));
            assertThatThrownBy(() -> FileStorage.open(file)).isInstanceOf(IOException.class);
        }
        Files.write(file, whole);
        FileStorage.open(file).close();
    }

    @Test
    void startsAnewAfterAWriterThatWasKilledHalfWay() throws IOException {
        Files.writeString(directory.resolve("key.state.new"), "half a fi");
        try (FileStorage storage = FileStorage.open(file)) {
            storage.write("a", new byte[1]);
        }
        assertThat(directory.resolve("key.state.new")).doesNotExist();
    }

    /** Killed again and again while it writes as fast as it can: what it had said was written is there. */
    @Test
    void losesNothingWhenItsProcessIsKilled() throws Exception {
        long said = 0;
        for (int round = 0; round < 5; round++) {
            Process writer = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Counting.class.getName(),
                            file.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader out = writer.inputReader(UTF_8)) {
                long from = said;
                while (said < from + 20 + 7L * round) {
                    said = Long.parseLong(out.readLine());
                }
                // The handle leaves what it has said to be read.
                writer.toHandle().destroyForcibly();
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    said = line.matches("\\d+") ? Math.max(said, Long.parseLong(line)) : said;
                }
            }
            assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
            try (FileStorage storage = FileStorage.open(file)) {
                long there = Long.parseLong(new String(storage.read("count").orElseThrow(), UTF_8));
                // The last number may be on the disk and not yet said, or said only in part.
                assertThat(there).isBetween(said, said + 1);
                assertThat(storage.read("padding"))
                        .hasValueSatisfying(padding -> assertThat(padding).hasSize(4096));
                said = there;
            }
        }
    }

    /** Counts on from what the file says, and says each number after it was written. */
    static final class Counting {
        public static void main(String[] args) throws IOException {
            FileStorage storage = FileStorage.open(Path.of(args[0]));
            storage.write("padding", new byte[4096]);
            long count = storage.read("count")
                    .map(content -> Long.parseLong(new String(content, UTF_8)))
                    .orElse(0L);
            while (true) {
                count++;
                storage.write("count", Long.toString(count).getBytes(UTF_8));
                System.out.println(count);
            }
        }
    }
}
