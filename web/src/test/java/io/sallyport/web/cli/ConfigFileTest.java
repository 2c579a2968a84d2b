// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @Test
    void optionsOfTheFileStandBehindThoseOfTheCommandLine() throws IOException {
        Path file = file("port = 9090\ndata = /var/lib/sallyport\nhost=127.0.0.1\n");

        assertThat(ConfigFile.expand("serve", "--config", file.toString(), "--port", "0"))
                .containsExactly("serve", "--port", "0", "--data=/var/lib/sallyport", "--host=127.0.0.1");
    }

    @Test
    void otherCommandsAndOtherArgumentsAreLeftAlone() throws IOException {
        assertThat(ConfigFile.expand("init", "--config", "x")).containsExactly("init", "--config", "x");
        assertThat(ConfigFile.expand("serve", "--config")).containsExactly("serve", "--config");
        assertThat(ConfigFile.expand()).isEmpty();
    }

    @Test
    void aKeyThatIsNoOptionIsBadUsage() throws IOException {
        Path file = file("data = " + directory + "\nprot = 9090\n");
        StringWriter err = new StringWriter();

        int exit = Main.run(
                new PrintWriter(new StringWriter()), new PrintWriter(err, true), "serve", "--config", file.toString());

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("--prot").hasLineCount(1);
    }

    @Test
    void aMissingFileIsBadUsage() {
        StringWriter err = new StringWriter();

        int exit = Main.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                "serve",
                "--config",
                directory.resolve("none").toString());

        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).contains("none").hasLineCount(1);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("sallyport.properties"), content);
    }
}
