// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What AWS asks of a password, in its words (IAM User Guide, "Set an account password policy for IAM users"). */
final class AwsPasswordRules {
    static final int DEFAULT_LENGTH = 8;

    /** How many of the four classes the default policy wants. */
    static final int DEFAULT_CLASSES = 3;

    static final int MAX_LENGTH = 128;

    private AwsPasswordRules() {}

    /** @param policy null for AWS's default policy, which is also the root user's */
    static List<String> violations(@Nullable PasswordPolicy policy, String text, PasswordNames names) {
        List<String> found = new ArrayList<>();
        int length = text.codePointCount(0, text.length());
        int minimum = policy == null ? DEFAULT_LENGTH : policy.minimumLength();
        if (length < minimum) {
            found.add("Password should have a minimum length of " + minimum);
        }
        if (length > MAX_LENGTH) {
            found.add("Password should have a maximum length of " + MAX_LENGTH);
        }
        found.addAll(classes(policy, CharacterClass.missingIn(text)));
        if (names.all().anyMatch(text::equalsIgnoreCase)) {
            found.add("Password should not be identical to your account name or email address");
        }
        return found;
    }

    private static List<String> classes(@Nullable PasswordPolicy policy, Set<CharacterClass> missing) {
        if (policy != null) {
            return missing.stream()
                    .filter(policy::requires)
                    .map(CharacterClass::demand)
                    .toList();
        }
        int more = DEFAULT_CLASSES - (CharacterClass.values().length - missing.size());
        if (more <= 0) {
            return List.of();
        }
        List<String> demands = missing.stream().map(CharacterClass::demand).toList();
        return List.of(
                "Password should meet " + more + " more of the following requirements: " + String.join(", ", demands));
    }
}
