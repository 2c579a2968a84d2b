// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.name;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** Twelve digits. */
public record AccountId(@JsonValue String value) {
    private static final Pattern PATTERN = Pattern.compile("\\d{12}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccountId {
        Syntax.require("accountId", value, 12, 12, PATTERN);
    }

    public Arn root() {
        return iam("root");
    }

    /** The ARN of one of this account's IAM resources, for example {@code user/tyler}. */
    public Arn iam(String resource) {
        return new Arn("iam", "", value, resource);
    }

    /** The ARN of one of this account's STS resources, for example {@code assumed-role/deploy/session}. */
    public Arn sts(String resource) {
        return new Arn("sts", "", value, resource);
    }

    @Override
    public String toString() {
        return value;
    }
}
