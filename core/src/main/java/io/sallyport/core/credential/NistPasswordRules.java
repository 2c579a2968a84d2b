// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What NIST SP 800-63B-4 section 3.1.1.2 asks of a password: length and that nobody would try it first; no classes of
 * characters. It lets a password be shorter, 8 characters, where it is never the only factor. That is not taken up here:
 * a device may go after the password was chosen, and nobody sees the password then.
 */
final class NistPasswordRules {
    static final int MIN_LENGTH = 15;

    /** SP 800-63B-4 wants 64 or more. */
    private static final int MAX_LENGTH = AwsPasswordRules.MAX_LENGTH;

    private NistPasswordRules() {}

    static List<String> violations(String text, PasswordNames names) {
        List<String> found = new ArrayList<>();
        String normal = Password.normalize(text);
        // "Each Unicode code point SHALL be counted as a single character."
        int length = normal.codePointCount(0, normal.length());
        if (length < MIN_LENGTH) {
            found.add("Password should have a minimum length of " + MIN_LENGTH);
        }
        if (length > MAX_LENGTH) {
            found.add("Password should have a maximum length of " + MAX_LENGTH);
        }
        String folded = normal.toLowerCase(Locale.ROOT);
        if (CommonPasswords.contain(folded)) {
            found.add("Password should not be one that is commonly used");
        }
        if (isMadeOf(names, folded)) {
            found.add("Password should not be made of the name of the account, of its owner or of this service");
        }
        return found;
    }

    /** "Context-specific words, such as the name of the service, the username, and derivatives thereof." */
    private static boolean isMadeOf(PasswordNames names, String folded) {
        List<String> words = new ArrayList<>();
        names.all()
                .map(name -> Password.normalize(name).toLowerCase(Locale.ROOT))
                .forEach(words::add);
        words.add("sallyport");
        String letters = lettersOf(folded);
        return words.stream().anyMatch(word -> consistsOf(word, folded) || consistsOf(lettersOf(word), letters));
    }

    private static boolean consistsOf(String word, String text) {
        return !word.isEmpty()
                && text.length() % word.length() == 0
                && text.equals(word.repeat(text.length() / word.length()))
                && !text.isEmpty();
    }

    private static String lettersOf(String text) {
        return text.codePoints()
                .filter(Character::isLetter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
