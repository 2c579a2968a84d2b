// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.hardware.ctap.HidError;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.u2f.StatusWord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/ctap21-coverage.md names every code and tests that exist; whether they meet the codes is for {@code .ci/codes}. */
class CoverageDocumentTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern TEST =
            Pattern.compile("`([A-Za-z0-9]+Test)(?:\\.([A-Za-z0-9.]+))?(?:#([A-Za-z0-9]+))?`");

    private final String document = read(ROOT.resolve("docs/ctap21-coverage.md"));
    private final Map<String, Path> tests = tests();

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Path> tests() {
        return Stream.of("hardware", "simulators", "web")
                .map(module -> ROOT.resolve(module).resolve("src/test/java"))
                .flatMap(CoverageDocumentTest::files)
                .filter(file -> file.toString().endsWith("Test.java"))
                .collect(Collectors.toMap(
                        file -> file.getFileName().toString().replace(".java", ""), file -> file, (one, other) -> one));
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hasARowForEveryCode() {
        List<String> rows = new ArrayList<>();
        for (HidError error : HidError.values()) {
            rows.add("| CTAPHID | 0x%02x | %s | ".formatted(error.code(), error));
        }
        for (StatusWord word : StatusWord.values()) {
            rows.add("| CTAP1 | 0x%04x | %s | ".formatted(word.code(), word));
        }
        for (CtapStatus status : CtapStatus.values()) {
            rows.add("| CTAP2 | 0x%02x | %s | ".formatted(status.code(), status));
        }
        assertThat(document).contains(rows);
        assertThat(document.lines().filter(line -> line.startsWith("| CTAP"))).hasSameSizeAs(rows);
    }

    @Test
    void namesTestsThatExist() {
        Matcher named = TEST.matcher(document);
        int count = 0;
        while (named.find()) {
            assertThat(tests).containsKey(named.group(1));
            String source = read(Objects.requireNonNull(tests.get(named.group(1))));
            if (named.group(2) != null) {
                assertThat(source).contains("class " + named.group(2).replaceFirst(".*\\.", "") + " ");
            }
            if (named.group(3) != null) {
                assertThat(source).contains(" " + named.group(3) + "(");
            }
            count++;
        }
        assertThat(count).isGreaterThan(60);
    }
}
