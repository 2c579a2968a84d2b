// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import io.sallyport.core.Bytes;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The types of value that conditions compare, one row each. */
enum Comparison {
    TEXT {
        @Override
        Optional<ConditionTest> test(String value, Relation relation, boolean variables) {
            Template text = Template.ofText(value, variables);
            return Optional.of((actual, context) -> text.matches(actual, context));
        }
    },
    TEXT_IGNORING_CASE {
        @Override
        Optional<ConditionTest> test(String value, Relation relation, boolean variables) {
            Template text = Template.ofText(value, variables);
            return Optional.of((actual, context) -> text.equalsIgnoringCase(actual, context));
        }
    },
    TEXT_PATTERN {
        @Override
        Optional<ConditionTest> test(String value, Relation relation, boolean variables) {
            Template pattern = Template.ofPattern(value, variables);
            return Optional.of((actual, context) -> pattern.matches(actual, context));
        }
    },
    ARN_PATTERN {
        @Override
        Optional<ConditionTest> test(String value, Relation relation, boolean variables) {
            return ArnTest.mayBePattern(value)
                    ? Optional.of(new ArnTest(Template.ofPattern(value, variables)))
                    : Optional.empty();
        }

        @Override
        boolean isComparable(String value) {
            return ArnTest.isArn(value);
        }
    },
    NUMBER {
        @Override
        Optional<ConditionTest> test(String value, Relation relation, boolean variables) {
            return ordered(value, relation, Comparison::number);
        }
    },
    DATE {
        @Override
        Optional<ConditionTest> test(String value, Relation relation, boolean variables) {
            return ordered(value, relation, DateValue::parse);
        }
    },
    BOOL {
        /** Whatever is not true is false, in a policy as well. */
        @Override
        Optional<ConditionTest> test(String value, Relation relation, boolean variables) {
            boolean wanted = Boolean.parseBoolean(value);
            return Optional.of((actual, context) -> Boolean.parseBoolean(actual) == wanted);
        }
    },
    BINARY {
        @Override
        Optional<ConditionTest> test(String value, Relation relation, boolean variables) {
            return bytes(value)
                    .map(Optional::of)
                    .map(expected -> (actual, context) -> bytes(actual).equals(expected));
        }
    },
    IP_RANGE {
        @Override
        Optional<ConditionTest> test(String value, Relation relation, boolean variables) {
            return IpRange.parse(value).map(range -> (actual, context) -> range.containsAll(actual));
        }

        @Override
        boolean isComparable(String value) {
            return IpRange.parse(value).isPresent();
        }
    };

    private static final Pattern NUMBER_FORM = Pattern.compile("[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d{1,3})?");

    abstract Optional<ConditionTest> test(String value, Relation relation, boolean variables);

    boolean isComparable(String value) {
        return true;
    }

    private static <T extends Comparable<? super T>> Optional<ConditionTest> ordered(
            String value, Relation relation, Function<String, Optional<T>> parser) {
        return parser.apply(value)
                .map(bound -> (actual, context) -> parser.apply(actual)
                        .filter(number -> relation.holds(number.compareTo(bound)))
                        .isPresent());
    }

    private static Optional<BigDecimal> number(String text) {
        return NUMBER_FORM.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static Optional<Bytes> bytes(String base64) {
        try {
            return Optional.of(Bytes.of(Base64.getDecoder().decode(base64)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
