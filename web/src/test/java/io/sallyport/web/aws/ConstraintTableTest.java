// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The tables in the resources are what the script makes of AWS's model, nothing else. */
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
        assertThat(made).isEqualTo(table("constraints.tsv"));
    }

    @ParameterizedTest
    @CsvSource({"constraints.tsv, 400", "constraints-newer.tsv, 40"})
    void isSortedAndNamesItsSource(String table, int lines) throws Exception {
        List<String> read = table(table).lines().toList();

        assertThat(read.get(0)).matches("# Made by aws_constraints.py from the service model of botocore [0-9.]+");
        assertThat(read.subList(2, read.size())).hasSizeGreaterThan(lines).isSorted();
    }

    /** Else a newer model would say something else of what Debian's says. */
    @Test
    void theNewerTableAddsMembersOnly() throws Exception {
        Set<String> members = table("constraints.tsv")
                .lines()
                .skip(2)
                .map(ConstraintTableTest::member)
                .collect(Collectors.toSet());

        assertThat(table("constraints-newer.tsv").lines().skip(2)).noneMatch(line -> members.contains(member(line)));
    }

    private static String member(String line) {
        return String.join(" ", List.of(line.split("\t", -1)).subList(0, 3));
    }

    /** Otherwise a line would be there and never apply. */
    @Test
    void everyLineIsAMemberOfAnSdkRequest() throws Exception {
        Map<String, Class<?>> requests = Stream.of(IamClient.class, StsClient.class)
                .flatMap(SdkOperations::of)
                .collect(Collectors.toMap(
                        method -> method.getName().toLowerCase(Locale.ROOT), method -> method.getParameterTypes()[0]));
        List<String> unknown = new ArrayList<>();

        for (String line : Stream.of("constraints.tsv", "constraints-newer.tsv")
                .flatMap(table -> table(table).lines().skip(2))
                .toList()) {
            String[] cells = line.split("\t", -1);
            Class<?> request = requests.get(cells[1].toLowerCase(Locale.ROOT));
            if (request == null || !has((SdkPojo) request.getMethod("builder").invoke(null), cells[2])) {
                unknown.add(line);
            }
        }

        assertThat(unknown).isEmpty();
    }

    private static boolean has(SdkPojo structure, String path) {
        String[] names = path.split("\\.", 2);
        return structure.sdkFields().stream()
                .filter(field -> field.locationName().equals(names[0]))
                .anyMatch(field -> names.length == 1 || below(field, names[1]));
    }

    private static boolean below(SdkField<?> field, String path) {
        Optional<ListTrait> list = field.getOptionalTrait(ListTrait.class);
        if (list.isEmpty()) {
            return has(field.constructor().get(), path);
        }
        SdkField<?> member = list.get().memberFieldInfo();
        return path.equals("member")
                || (path.startsWith("member.") && has(member.constructor().get(), path.substring("member.".length())));
    }

    private static String table(String name) {
        try (InputStream in = Objects.requireNonNull(Constraints.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
