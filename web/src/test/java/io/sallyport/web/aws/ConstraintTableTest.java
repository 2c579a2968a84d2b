// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The table in the resources is what the script makes of AWS's model, nothing else. */
class ConstraintTableTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path MODEL =
            Path.of("/usr/lib/python3/dist-packages/botocore/data/iam/2010-05-08/service-2.json");

    @Test
    void isWhatTheScriptMakesOfTheModel() throws Exception {
        assertThat(MODEL).as("install Debian's package python3-botocore").exists();
        Process script = new ProcessBuilder(PYTHON.toString(), "src/main/scripts/aws_constraints.py")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String made = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(script.waitFor()).isZero();
        assertThat(made).isEqualTo(table());
    }

    @Test
    void isSortedAndNamesItsSource() throws Exception {
        List<String> lines = table().lines().toList();

        assertThat(lines.get(0)).matches("# Made by aws_constraints.py from the service model of botocore [0-9.]+");
        assertThat(lines.subList(2, lines.size())).hasSizeGreaterThan(400).isSorted();
    }

    private static String table() throws Exception {
        try (InputStream in = Objects.requireNonNull(Constraints.class.getResourceAsStream("constraints.tsv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
