// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import io.sallyport.core.name.Arn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The services that have service-linked roles, as far as their names are known. AWS publishes no list: these are from
 * what AWS was recorded to answer and from the role ARNs in its own managed policies.
 */
public final class LinkedServices {
    private static final String RESOURCE = "service-linked-roles.tsv";
    private static final Pattern TAB = Pattern.compile("\t");

    private final Map<String, LinkedService> byPrincipal = load();

    public Optional<LinkedService> find(String principal) {
        return Optional.ofNullable(byPrincipal.get(principal));
    }

    public Collection<LinkedService> all() {
        return byPrincipal.values();
    }

    private static Map<String, LinkedService> load() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LinkedServices.class.getResourceAsStream(RESOURCE), RESOURCE),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> service(TAB.split(line, -1)))
                    .collect(Collectors.toUnmodifiableMap(LinkedService::principal, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's " + RESOURCE + " is damaged", e);
        }
    }

    private static LinkedService service(String[] column) {
        return new LinkedService(
                column[0] + ".amazonaws.com",
                column[1],
                Arn.parse("arn:aws:iam::aws:policy/aws-service-role/" + column[2]),
                column[3].equals("suffix"));
    }
}
