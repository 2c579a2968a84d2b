// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text of a policy with its wildcards and policy variables taken apart. */
final class Template {
    private static final int LONGEST_VARIABLE = 1024;

    private final List<Part> parts;
    private final int @Nullable [] constant;

    private Template(List<Part> parts) {
        this.parts = parts;
        this.constant = parts.stream().allMatch(Fixed.class::isInstance) ? join(parts, RequestContext.EMPTY) : null;
    }

    /** Without wildcards. */
    static Template ofText(String text, boolean variables) {
        return new Template(parts(text, false, variables ? 0 : text.length()));
    }

    /** With wildcards, and variables anywhere. */
    static Template ofPattern(String text, boolean variables) {
        return ofPattern(text, variables ? 0 : text.length());
    }

    /** With wildcards, and variables from {@code variablesFrom} on; before it {@code $} is a character like others. */
    static Template ofPattern(String text, int variablesFrom) {
        return new Template(parts(text, true, variablesFrom));
    }

    boolean matches(String text, RequestContext context) {
        int[] pattern = resolve(context);
        return pattern != null && Wildcards.matches(pattern, text);
    }

    boolean matchesIgnoringCase(String text) {
        int[] pattern = resolve(RequestContext.EMPTY);
        return pattern != null && Wildcards.matchesIgnoringCase(pattern, text);
    }

    /** The text with its variables replaced, of a template without wildcards; empty when one has no value. */
    Optional<String> text(RequestContext context) {
        int[] codes = resolve(context);
        return codes == null ? Optional.empty() : Optional.of(new String(codes, 0, codes.length));
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
    private record Variable(String key, Optional<String> fallback) implements Part {
        static Variable parse(String inside) {
            int comma = inside.indexOf(',');
            if (comma < 0) {
                return new Variable(inside.strip(), Optional.empty());
            }
            String rest = inside.substring(comma + 1).strip();
            boolean quoted = rest.length() >= 2 && rest.startsWith("'") && rest.endsWith("'");
            return new Variable(
                    inside.substring(0, comma).strip(),
                    quoted ? Optional.of(rest.substring(1, rest.length() - 1)) : Optional.empty());
        }

        @Override
        public int @Nullable [] codes(RequestContext context) {
            return context.single(key)
                    .or(() -> fallback)
                    .map(value -> value.codePoints().toArray())
                    .orElse(null);
        }
    }
}
