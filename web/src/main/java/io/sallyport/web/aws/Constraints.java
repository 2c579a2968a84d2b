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
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What AWS's service model demands of every member of every request: the table that {@code aws_constraints.py} makes. A
 * member that the model of that age does not know yet is free. Immutable.
 */
public final class Constraints {
    private static final String TABLE = "constraints.tsv";

    /** By {@code iam:CreateUser}, then by the member's path, such as {@code Tags.member.Key}. */
    private final Map<String, Map<String, Constraint>> byOperation;

    private Constraints(Map<String, Map<String, Constraint>> byOperation) {
        this.byOperation = byOperation;
    }

    /** Reads the table from the resources. */
    public static Constraints load() {
        try (InputStream in = Objects.requireNonNull(Constraints.class.getResourceAsStream(TABLE), TABLE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<String, Map<String, Constraint>> table = new HashMap<>();
            // A comment and the names of the columns come first.
            lines.lines()
                    .skip(2)
                    .map(line -> line.split("\t", -1))
                    .forEach(cells -> table.computeIfAbsent(cells[0] + ":" + cells[1], operation -> new HashMap<>())
                            .put(cells[2], constraint(cells)));
            return new Constraints(table);
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
