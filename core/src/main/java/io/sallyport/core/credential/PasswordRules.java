// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.credential;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;

/**
 * What IAM asks of a password in an account without a password policy of its own (IAM User Guide, "Default password
 * policy").
 */
public final class PasswordRules {
    private static final int MIN_LENGTH = 8;
    private static final int MAX_LENGTH = 128;
    private static final int MIN_CLASSES = 3;
    private static final String SYMBOLS = "!@#$%^&*()_+-=[]{}|'";

    private PasswordRules() {}

    /**
     * Checks a new password.
     *
     * @param accountName the account's alias or id, which a password may not equal
     * @param ownerName the user's name or the root user's e-mail address, which a password may not equal
     * @throws IamException {@code PASSWORD_POLICY_VIOLATION}
     */
    public static void check(Password password, String accountName, String ownerName) {
        String text = password.reveal();
        if (text.length() < MIN_LENGTH) {
            throw violation("Password should have a minimum length of " + MIN_LENGTH);
        }
        if (text.length() > MAX_LENGTH) {
            throw violation("Password should have a maximum length of " + MAX_LENGTH);
        }
        if (classesIn(text) < MIN_CLASSES) {
            throw violation("Password should have at least " + MIN_CLASSES
                    + " of: uppercase letters, lowercase letters, numbers, symbols");
        }
        if (text.equalsIgnoreCase(accountName) || text.equalsIgnoreCase(ownerName)) {
            throw violation("Password should not be identical to your account name or email address");
        }
    }

    static int classesIn(String text) {
        int classes = 0;
        classes += text.chars().anyMatch(c -> c >= 'A' && c <= 'Z') ? 1 : 0;
        classes += text.chars().anyMatch(c -> c >= 'a' && c <= 'z') ? 1 : 0;
        classes += text.chars().anyMatch(c -> c >= '0' && c <= '9') ? 1 : 0;
        classes += text.chars().anyMatch(c -> SYMBOLS.indexOf(c) >= 0) ? 1 : 0;
        return classes;
    }

    private static IamException violation(String message) {
        return new IamException(Kind.PASSWORD_POLICY_VIOLATION, message);
    }
}
