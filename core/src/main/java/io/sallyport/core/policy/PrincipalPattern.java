// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One value of {@code Principal} (IAM User Guide, "AWS JSON policy elements: Principal"). {@code "*"} alone is read as
 * {@code {"AWS": "*"}}, which says the same.
 *
 * @param value as written
 */
public record PrincipalPattern(Type type, String value) {
    static final String ANYBODY = "*";

    private static final Pattern ACCOUNT = Pattern.compile("(?:arn:[a-z-]+:iam::)?(\\d{12})(?::root)?");
    private static final Pattern ARN = Pattern.compile(
            "arn:[a-z-]+:(?:iam|sts)::\\d{12}:" + "(?:root|(?:user|role|assumed-role|federated-user)/[\\w+=,.@/-]+)");
    private static final Pattern UNIQUE_ID = Pattern.compile("A(?:IDA|ROA)[A-Z0-9]{12,17}");
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)+");
    private static final Pattern PROVIDER =
            Pattern.compile("arn:[a-z-]+:iam::\\d{12}:(?:saml|oidc)-provider/.+|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+");

    /** Who is meant. */
    public enum Type {
        /** An account, user, role or session; or everybody. */
        AWS("AWS"),
        SERVICE("Service"),
        /** A SAML or OpenID Connect provider. */
        FEDERATED("Federated"),
        /** An account by the obfuscated id that S3 knows it by. */
        CANONICAL_USER("CanonicalUser");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        /** As it stands in a document. */
        public String text() {
            return text;
        }

        static Optional<Type> parse(String text) {
            return Arrays.stream(values())
                    .filter(type -> type.text.equals(text))
                    .findFirst();
        }
    }

    /** Whether it is everybody, with or without an account. */
    public boolean isAnybody() {
        return type == Type.AWS && value.equals(ANYBODY);
    }

    /** The account that is meant as a whole, by its id or its root user's ARN. */
    public Optional<String> account() {
        if (type != Type.AWS) {
            return Optional.empty();
        }
        Matcher account = ACCOUNT.matcher(value);
        return account.matches() && value.startsWith("arn:") == value.endsWith(":root")
                ? Optional.of(account.group(1))
                : Optional.empty();
    }

    /** Wildcards never stand for a part of a name. */
    boolean isWellFormed() {
        return switch (type) {
            case AWS ->
                isAnybody()
                        || account().isPresent()
                        || ARN.matcher(value).matches()
                        || UNIQUE_ID.matcher(value).matches();
            case SERVICE -> SERVICE.matcher(value).matches();
            case FEDERATED -> PROVIDER.matcher(value).matches();
            case CANONICAL_USER -> value.chars().allMatch(Character::isLetterOrDigit) && !value.isEmpty();
        };
    }
}
