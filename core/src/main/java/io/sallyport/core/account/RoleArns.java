// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import java.util.Optional;
import java.util.regex.Pattern;

/** How requests to STS name a role. */
public final class RoleArns {
    /** What AWS was recorded to take for an ARN, of whatever it is. */
    private static final Pattern ARN = Pattern.compile("arn:[^:]+:[^:]+:[^:]*:[^:]*:.+", Pattern.DOTALL);

    private static final Pattern ROLE = Pattern.compile("arn:aws:iam::\\d{12}:role/.+", Pattern.DOTALL);

    private RoleArns() {}

    /**
     * Empty for the ARN of something that can be no role of any account, which is refused as an unknown role is.
     *
     * @throws IamException {@code VALIDATION_ERROR} in AWS's words for what is no ARN
     */
    public static Optional<Arn> parse(String text) {
        if (!ARN.matcher(text).matches()) {
            throw new IamException(Kind.VALIDATION_ERROR, text + " is invalid");
        }
        return ROLE.matcher(text).matches() ? Optional.of(Arn.parse(text)) : Optional.empty();
    }

    /** Whose role it is. */
    public static AccountId account(Arn role) {
        return new AccountId(role.account());
    }
}
