// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A text of a policy with its wildcards and policy variables taken apart. */
final class Template {
    private static final int LONGEST_VARIABLE = 1024;

    private final List<Part> parts;
    private final int @Nullable [] constant;
    private final @Nullable String constantText;

    private Template(List<Part> parts) {
        this.parts = parts;
        this.constant = parts.stream().allMatch(Fixed.class::isInstance) ? join(parts, RequestContext.EMPTY) : null;
        this.constantText = constant == null || Wildcards.literalLength(constant) < constant.length
                ? null
                : new String(constant, 0, constant.length);
    }

    /** Without wildcards. */
    static Template ofText(String text, boolean variables) {
        return new Template(parts(text, false, variables ? 0 : text.length()));
    }

    /** With wildcards, and variables anywhere. */
    static Template ofPattern(String text, boolean variables) {
        return ofPattern(text, variables ? 0 : text.length());
    }

    /** Of a pattern without variables. */
    static int[] codes(String pattern) {
        return Objects.requireNonNull(ofPattern(pattern, false).constant);
    }

    /** With wildcards, and variables from {@code variablesFrom} on; before it {@code $} is a character like others. */
    static Template ofPattern(String text, int variablesFrom) {
        return new Template(parts(text, true, variablesFrom));
    }

    boolean matches(String text, RequestContext context) {
        if (constantText != null) {
            return constantText.equals(text);
        }
        int[] pattern = resolve(context);
        return pattern != null && Wildcards.matches(pattern, text);
    }

    /** What every text begins with that it matches: the characters before the first wildcard or variable. */
    String literalPrefix() {
        int[] first = parts.get(0).codes(RequestContext.EMPTY);
        return first == null ? "" : new String(first, 0, Wildcards.literalLength(first));
    }

    /** Whether nothing but the literal prefix matches. */
    boolean isLiteral() {
        return constantText != null;
    }

    /** Whether everything that begins with the literal prefix matches. */
    boolean isPrefix() {
        return constant != null
                && constant.length == Wildcards.literalLength(constant) + 1
                && constant[constant.length - 1] == Wildcards.RUN;
    }

    /** As it is, but that no wildcard of the first fields crosses a colon unless it is a {@code *} that ends its field. */
    Template withinFields(int fields) {
        List<Part> confined = new ArrayList<>(parts);
        confined.set(0, new Fixed(Wildcards.withinFields(((Fixed) parts.get(0)).codes, fields)));
        return new Template(confined);
    }

    /** Adds the keys of the variables in a text. */
    static void addVariables(String text, Set<String> keys) {
        for (Part part : parts(text, false, 0)) {
            if (part instanceof Variable variable) {
                keys.add(variable.name());
            }
        }
    }

    /**
     * Of a template without wildcards. Whole texts in lower case are compared, with Unicode's rules for the end of a word,
     * as AWS was recorded to do: the Kelvin sign equals k, a dotless i does not equal I.
     */
    boolean equalsIgnoringCase(String text, RequestContext context) {
        int[] codes = resolve(context);
        return codes != null
                && new String(codes, 0, codes.length).toLowerCase(Locale.ROOT).equals(text.toLowerCase(Locale.ROOT));
    }

    /** A pattern for {@link Wildcards}, or null when a variable has no value. */
    int @Nullable [] resolve(RequestContext context) {
        return constant != null ? constant : join(parts, context);
    }

    private static int @Nullable [] join(List<Part> parts, RequestContext context) {
        List<int[]> pieces = new ArrayList<>();
        int length = 0;
        for (Part part : parts) {
            int[] piece = part.codes(context);
            if (piece == null) {
                return null;
            }
            pieces.add(piece);
            length += piece.length;
        }
        int[] joined = new int[length];
        int at = 0;
        for (int[] piece : pieces) {
            System.arraycopy(piece, 0, joined, at, piece.length);
            at += piece.length;
        }
        return joined;
    }

    private static List<Part> parts(String text, boolean wildcards, int variablesFrom) {
        List<Part> parts = new ArrayList<>();
        int[] buffer = new int[text.length()];
        int length = 0;
        int at = 0;
        while (at < text.length()) {
            int end = at >= variablesFrom && text.startsWith("${", at) ? endOfVariable(text, at) : -1;
            if (end < 0) {
                int c = text.codePointAt(at);
                buffer[length++] = wildcards && c == '*' ? Wildcards.RUN : wildcards && c == '?' ? Wildcards.ONE : c;
                at += Character.charCount(c);
                continue;
            }
            String inside = text.substring(at + 2, end);
            if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
                buffer[length++] = inside.charAt(0);
            } else {
                parts.add(new Fixed(Arrays.copyOf(buffer, length)));
                length = 0;
                parts.add(Variable.parse(inside));
            }
            at = end + 1;
        }
        parts.add(new Fixed(Arrays.copyOf(buffer, length)));
        return List.copyOf(parts);
    }

    /** The closing brace, which may not stand in quotes; -1 when there is none near. */
    private static int endOfVariable(String text, int start) {
        boolean quoted = false;
        for (int at = start + 2; at < Math.min(text.length(), start + LONGEST_VARIABLE); at++) {
            char c = text.charAt(at);
            quoted ^= c == '\'';
            if (c == '}' && !quoted) {
                return at;
            }
        }
        return -1;
    }

    private interface Part {
        int @Nullable [] codes(RequestContext context);
    }

    private static final class Fixed implements Part {
        private final int[] codes;

        Fixed(int[] codes) {
            this.codes = codes;
        }

        @Override
        public int[] codes(RequestContext context) {
            return codes;
        }
    }

    /** @param fallback the default value, if the variable names one */
    private record Variable(String name, ConditionKey key, Optional<String> fallback) implements Part {
        static Variable parse(String inside) {
            int comma = inside.indexOf(',');
            if (comma < 0) {
                return of(inside.strip(), Optional.empty());
            }
            String rest = inside.substring(comma + 1).strip();
            boolean quoted = rest.length() >= 2 && rest.startsWith("'") && rest.endsWith("'");
            return of(
                    inside.substring(0, comma).strip(),
                    quoted ? Optional.of(rest.substring(1, rest.length() - 1)) : Optional.empty());
        }

        private static Variable of(String name, Optional<String> fallback) {
            return new Variable(name, ConditionKey.of(name), fallback);
        }

        @Override
        public int @Nullable [] codes(RequestContext context) {
            String value = context.single(key);
            String text = value == null ? fallback.orElse(null) : value;
            return text == null ? null : text.codePoints().toArray();
        }
    }
}
