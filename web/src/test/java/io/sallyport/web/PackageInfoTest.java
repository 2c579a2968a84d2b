// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Reads sources, since javac drops a package-info without annotations and a package's Javadoc. */
final class PackageInfoTest {
    @TestFactory
    Stream<DynamicTest> everyPackageExplainsItselfAndIsNullMarked() throws IOException {
        TreeSet<Path> packages = new TreeSet<>();
        for (String module : new String[] {"core", "hardware", "simulators", "web"}) {
            packages.addAll(packagesBelow(repository().resolve(module).resolve("src/main/java")));
        }
        assertThat(packages).hasSizeGreaterThan(2);
        return packages.stream()
                .map(directory -> DynamicTest.dynamicTest(
                        repository().relativize(directory).toString(), () -> check(directory)));
    }

    private static void check(Path directory) throws IOException {
        Path file = directory.resolve("package-info.java");
        assertThat(file).as("every package says what it is for").exists();
        assertThat(Files.readAllLines(file))
                .as("NullAway looks only at packages that are @NullMarked")
                .contains("@NullMarked")
                .as("a Javadoc comment explains the package")
                .anyMatch(line -> line.startsWith("/**"));
    }

    private static Set<Path> packagesBelow(Path sources) throws IOException {
        if (!Files.isDirectory(sources)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .collect(toCollection(TreeSet::new));
        }
    }

    /** Surefire runs a module's tests in the module's directory. */
    private static Path repository() {
        Path root = Path.of("").toAbsolutePath().resolveSibling("");
        assertThat(root.resolve("core/pom.xml")).as("tests run in web/").exists();
        return root;
    }
}
