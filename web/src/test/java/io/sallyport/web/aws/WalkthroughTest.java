// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/walkthrough.md} block by block in one bash, with Debian's {@code aws} and {@code oathtool}. */
@Tag("slow")
class WalkthroughTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

    @TempDir
    private Path directory;

    /** @param shown what the document says it prints; empty where it says nothing */
    private record Step(String commands, String shown) {}

    private static List<Step> steps(String document) {
        List<Step> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(document);
        while (block.find()) {
            if (block.group(1).equals("sh")) {
                steps.add(new Step(block.group(2), ""));
            } else {
                Step last = steps.remove(steps.size() - 1);
                assertThat(last.shown()).as("one answer to a block").isEmpty();
                steps.add(new Step(last.commands(), block.group(2)));
            }
        }
        return steps;
    }

    /** Ids and times are another each time; the command line sets its refusals off by empty lines. */
    private static String comparable(String printed) {
        return printed.replaceAll("\\b(AIDA|AKIA|ANPA)[A-Z2-7]{16,17}\\b", "$1…")
                .replaceAll("\\b\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+00:00", "TIME")
                .lines()
                .filter(line -> !line.isBlank())
                .reduce("", (one, next) -> one + next + "\n");
    }

    private String script(List<Step> steps) {
        StringBuilder script = new StringBuilder("trap '[[ -z ${server:-} ]] || kill $server 2>/dev/null' EXIT\n");
        for (int i = 0; i < steps.size(); i++) {
            script.append("{\n%1$s} >%2$s/%3$d 2>&1\necho $? >%2$s/%3$d.exit\n"
                    .formatted(steps.get(i).commands(), directory, i));
        }
        return script.toString();
    }

    @Test
    void everyBlockPrintsWhatTheDocumentShows() throws Exception {
        List<Step> steps = steps(Files.readString(ROOT.resolve("docs/walkthrough.md")));
        assertThat(steps).hasSizeGreaterThan(15);
        Path script = Files.writeString(directory.resolve("session"), script(steps));
        // Another aws may come first in PATH; nobody's own configuration is read.
        Map<String, String> environment = Map.of(
                "HOME",
                directory.toString(),
                "LC_ALL",
                "C.UTF-8",
                "AWS_PAGER",
                "",
                "AWS_EC2_METADATA_DISABLED",
                "true");
        Packaged.run(
                directory,
                environment,
                List.of(
                        "/usr/bin/env",
                        "-C",
                        ROOT.toString(),
                        "PATH=/usr/bin:" + System.getenv("PATH"),
                        "TMPDIR=" + directory,
                        "/bin/bash",
                        script.toString()));

        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String printed = Files.readString(directory.resolve(Integer.toString(i)));
            if (step.shown().isEmpty()) {
                assertThat(Files.readString(directory.resolve(i + ".exit")).strip())
                        .as(step.commands() + printed)
                        .isEqualTo("0");
            } else {
                assertThat(comparable(printed)).as(step.commands()).isEqualTo(comparable(step.shown()));
            }
        }
    }
}
