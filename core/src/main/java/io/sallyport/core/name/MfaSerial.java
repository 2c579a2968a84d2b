// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import java.util.regex.Pattern;

/**
 * What names an MFA device: the ARN of a virtual device ({@code …:mfa/path/name}) or a security key ({@code …:u2f/…}),
 * the bare serial number of a fob. 9 to 256 of {@code [\w+=/:,.@-]}.
 */
public record MfaSerial(@JsonValue String value) {
    private static final Pattern PATTERN = Pattern.compile("[\\w+=/:,.@-]+");
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MfaSerial {
        Syntax.require("serialNumber", value, 9, 256, PATTERN);
    }

    public static MfaSerial virtual(AccountId account, EntityPath path, String name) {
        return new MfaSerial(account.iam("mfa" + path + requireName(name)).toString());
    }

    /** As AWS names a security key: under its owner, with the key's own name. */
    public static MfaSerial securityKey(AccountId account, String ownerName, String name) {
        return new MfaSerial(
                account.iam("u2f/user/" + ownerName + "/" + requireName(name)).toString());
    }

    private static String requireName(String name) {
        // The model's own limit is 226, so that the ARN stays within 256.
        Syntax.require("virtualMFADeviceName", name, 1, 226, NAME);
        return name;
    }

    /** Whether it is the ARN of a security key of that account. */
    public boolean isOfSecurityKey(AccountId account) {
        return value.startsWith(account.iam("u2f/").toString());
    }

    /**
     * The ARN that policies see.
     *
     * @throws IamException {@code VALIDATION_ERROR} if it looks like an ARN but is none
     */
    public Arn arn(AccountId account) {
        if (!value.startsWith("arn:")) {
            return account.iam("mfa/" + value);
        }
        Arn arn = Arn.parse(value);
        if (!arn.service().equals("iam") || !arn.account().equals(account.value())) {
            throw new IamException(Kind.VALIDATION_ERROR, "Invalid MFA Device ARN.");
        }
        return arn;
    }

    @Override
    public String toString() {
        return value;
    }
}
