// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

/** ArnLike and ArnEquals: the six components are matched one by one, so that no wildcard runs past a colon of the first five. */
record ArnTest(Template template) implements ConditionTest {
    private static final int COMPONENTS = 6;

    @Override
    public boolean matches(String arn, RequestContext context) {
        int[] pattern = template.resolve(context);
        if (pattern == null) {
            return false;
        }
        int p = 0;
        int t = 0;
        for (int component = 1; component < COMPONENTS; component++) {
            int patternEnd = colon(pattern, p);
            int textEnd = arn.indexOf(':', t);
            if (patternEnd < 0 || textEnd < 0 || !Wildcards.matches(pattern, p, patternEnd, arn, t, textEnd)) {
                return false;
            }
            p = patternEnd + 1;
            t = textEnd + 1;
        }
        return Wildcards.matches(pattern, p, pattern.length, arn, t, arn.length());
    }

    /** Whether it begins as an ARN, or with what a wildcard or variable may turn into one. */
    static boolean mayBePattern(String text) {
        return text.startsWith("arn:") || text.chars().anyMatch(c -> c == '*' || c == '?' || c == '$');
    }

    static boolean isArn(String text) {
        return text.chars().filter(c -> c == ':').count() >= COMPONENTS - 1;
    }

    private static int colon(int[] pattern, int from) {
        for (int i = from; i < pattern.length; i++) {
            if (pattern[i] == ':') {
                return i;
            }
        }
        return -1;
    }
}
