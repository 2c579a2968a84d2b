// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Whether one value of a request satisfies one value of a policy (IAM User Guide, "Condition operators"). */
final class Operators {
    private final Variables variables;
    private final boolean variablesKnown;

    Operators(Variables variables, boolean variablesKnown) {
        this.variables = variables;
        this.variablesKnown = variablesKnown;
    }

    /** @param name without set operator, {@code IfExists} and the {@code Not} of negation */
    boolean holds(String name, String wanted, String given) {
        return switch (name) {
            case "StringEquals" -> literal(wanted).filter(given::equals).isPresent();
            case "StringEqualsIgnoreCase" ->
                literal(wanted)
                        .filter(w -> w.toLowerCase(Locale.ROOT).equals(given.toLowerCase(Locale.ROOT)))
                        .isPresent();
            case "StringLike" ->
                pattern(wanted)
                        .filter(pattern -> Wildcards.match(pattern, given))
                        .isPresent();
            case "ArnEquals", "ArnLike" ->
                pattern(wanted)
                        .filter(pattern -> Wildcards.matchArn(pattern, given))
                        .isPresent();
            case "IpAddress" -> Addresses.within(wanted, given);
            case "Bool" -> wanted.equalsIgnoreCase("true") == given.equalsIgnoreCase("true");
            case "BinaryEquals" -> bytes(wanted).isPresent() && bytes(wanted).equals(bytes(given));
            case "NumericEquals" -> number(wanted, given, order -> order == 0);
            case "NumericLessThan" -> number(wanted, given, order -> order < 0);
            case "NumericLessThanEquals" -> number(wanted, given, order -> order <= 0);
            case "NumericGreaterThan" -> number(wanted, given, order -> order > 0);
            case "NumericGreaterThanEquals" -> number(wanted, given, order -> order >= 0);
            case "DateEquals" -> date(wanted, given, order -> order == 0);
            case "DateLessThan" -> date(wanted, given, order -> order < 0);
            case "DateLessThanEquals" -> date(wanted, given, order -> order <= 0);
            case "DateGreaterThan" -> date(wanted, given, order -> order > 0);
            case "DateGreaterThanEquals" -> date(wanted, given, order -> order >= 0);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private Optional<String> pattern(String wanted) {
        return variables.expand(wanted, variablesKnown);
    }

    /** Without wildcards, a star is a star. */
    private Optional<String> literal(String wanted) {
        return pattern(wanted).map(p -> p.replace(Wildcards.ANY, '*').replace(Wildcards.ONE, '?'));
    }

    private static boolean number(String wanted, String given, IntPredicate order) {
        Optional<BigDecimal> left = number(given);
        Optional<BigDecimal> right = number(wanted);
        return left.isPresent() && right.isPresent() && order.test(left.get().compareTo(right.get()));
    }

    private static Optional<BigDecimal> number(String text) {
        return text.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    private static boolean date(String wanted, String given, IntPredicate order) {
        var left = Dates.parse(given);
        var right = Dates.parse(wanted);
        return left.isPresent() && right.isPresent() && order.test(left.get().compareTo(right.get()));
    }

    private static Optional<String> bytes(String base64) {
        try {
            return Optional.of(Arrays.toString(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
