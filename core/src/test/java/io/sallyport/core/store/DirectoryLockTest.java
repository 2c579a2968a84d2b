// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryLockTest {
    @TempDir
    private Path directory;

    /** Tries to take a directory, says what came of it, and holds it until its input ends. */
    static final class Taker {
        private Taker() {}

        public static void main(String[] arguments) throws IOException {
            try (DirectoryLock lock = DirectoryLock.take(Path.of(arguments[0]))) {
                System.out.println("taken");
                System.in.read();
            } catch (IOException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    private static String firstLine(Process process) throws IOException {
        return new BufferedReader(process.inputReader(StandardCharsets.UTF_8)).readLine();
    }

    private String another() throws IOException, InterruptedException {
        Process process = ChildProcess.start(Taker.class, directory.toString());
        String line = firstLine(process);
        process.destroyForcibly().waitFor();
        return line;
    }

    @Test
    void anotherProcessIsRefusedUntilWeLetGo() throws IOException, InterruptedException {
        DirectoryLock lock = DirectoryLock.take(directory);
        String refusal = "another sallyport is running on " + directory + ": stop it first";
        assertThat(another()).isEqualTo(refusal);

        assertThatThrownBy(() -> DirectoryLock.take(directory))
                .isInstanceOf(IOException.class)
                .hasMessage(refusal);
        Path link = Files.createSymbolicLink(directory.resolveSibling(directory.getFileName() + "-link"), directory);
        assertThatThrownBy(() -> DirectoryLock.take(link)).isInstanceOf(IOException.class);
        Files.delete(link);
        assertThat(another()).as("a second try within the process lost nothing").isEqualTo(refusal);

        lock.close();
        assertThat(another()).isEqualTo("taken");
        DirectoryLock again = DirectoryLock.take(directory);
        lock.close();
        assertThat(another()).as("closing twice frees nobody else's").isEqualTo(refusal);
        again.close();
    }

    @Test
    void aKilledProcessHoldsNothing() throws IOException, InterruptedException {
        Process process = ChildProcess.start(Taker.class, directory.toString());
        assertThat(firstLine(process)).isEqualTo("taken");
        assertThatThrownBy(() -> DirectoryLock.take(directory)).isInstanceOf(IOException.class);
        process.destroyForcibly().waitFor();
        DirectoryLock.take(directory).close();
    }
}
