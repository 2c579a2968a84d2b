// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What AWS's service model demands of every member of every request: the tables that {@code aws_constraints.py} makes, of
 * the model that Debian has and of what is younger. A member that neither knows is free. Immutable.
 */
public final class Constraints {
    private static final List<String> TABLES = List.of("constraints.tsv", "constraints-newer.tsv");

    /** By {@code iam:CreateUser}, then by the member's path, such as {@code Tags.member.Key}. */
    private final Map<String, Map<String, Constraint>> byOperation;

    private Constraints(Map<String, Map<String, Constraint>> byOperation) {
        this.byOperation = byOperation;
    }

    /** Reads the tables from the resources. */
    public static Constraints load() {
        Map<String, Map<String, Constraint>> byOperation = new HashMap<>();
        for (String table : TABLES) {
            read(table, byOperation);
        }
        return new Constraints(byOperation);
    }

    private static void read(String table, Map<String, Map<String, Constraint>> byOperation) {
        try (InputStream in = Objects.requireNonNull(Constraints.class.getResourceAsStream(table), table);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            // A comment and the names of the columns come first.
            lines.lines()
                    .skip(2)
                    .map(line -> line.split("\t", -1))
                    .forEach(cells -> byOperation
                            .computeIfAbsent(cells[0] + ":" + cells[1], operation -> new HashMap<>())
                            .put(cells[2], constraint(cells)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Constraint constraint(String[] cells) {
        return new Constraint(
                !cells[3].isEmpty(),
                number(cells[4]),
                number(cells[5]),
                !cells[6].isEmpty(),
                cells[7].isEmpty() ? Set.of() : Set.of(cells[7].split("\\|")),
                cells[8].isEmpty() ? null : Pattern.compile(cells[8]));
    }

    private static @Nullable Long number(String cell) {
        return cell.isEmpty() ? null : Long.valueOf(cell);
    }

    /** @throws WireException ValidationError 400 that names every violation */
    public void check(Api api, String action, SdkPojo request) {
        Map<String, Constraint> table = byOperation.getOrDefault(api.service() + ":" + action, Map.of());
        new Violations(api, table).of(request).ifPresent(message -> {
            throw WireException.sender(400, "ValidationError", message);
        });
    }
}
