// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param name the ARN, of a session that of the session; a service's or provider's name; empty for nobody in particular
 * @param origin the ARN of a session's role or of the user who federated; else empty
 */
record Caller(Kind kind, String name, String origin) {
    enum Kind {
        USER,
        ROOT,
        ROLE_SESSION,
        FEDERATED_USER,
        SERVICE,
        FEDERATED,
        ANONYMOUS
    }

    /** Reads what {@link #toString} writes; a role without a path need not be named. */
    static Caller parse(String text) {
        if (text.equals("anonymous")) {
            return new Caller(Kind.ANONYMOUS, "", "");
        }
        if (text.startsWith("federated ")) {
            return new Caller(Kind.FEDERATED, text.substring("federated ".length()), "");
        }
        if (!text.startsWith("arn:")) {
            return new Caller(Kind.SERVICE, text, "");
        }
        String[] parts = text.split(" as ", 2);
        String arn = parts[0];
        String account = arn.split(":", 6)[4];
        String rest = arn.split(":", 6)[5];
        if (rest.equals("root")) {
            return new Caller(Kind.ROOT, arn, "");
        }
        if (rest.startsWith("user/")) {
            return new Caller(Kind.USER, arn, "");
        }
        if (rest.startsWith("federated-user/")) {
            return new Caller(
                    Kind.FEDERATED_USER,
                    arn,
                    "arn:aws:iam::" + account + ":user/" + rest.substring(rest.indexOf('/') + 1));
        }
        String role = parts.length == 2 ? parts[1] : "arn:aws:iam::" + account + ":role/" + rest.split("/", 3)[1];
        return new Caller(Kind.ROLE_SESSION, arn, role);
    }

    Optional<String> account() {
        return name.startsWith("arn:") && kind != Kind.FEDERATED
                ? Optional.of(name.split(":", 6)[4])
                : Optional.empty();
    }

    /** Users and roles may have a permissions boundary. */
    boolean mayHaveBoundary() {
        return kind == Kind.USER || kind == Kind.ROLE_SESSION || kind == Kind.FEDERATED_USER;
    }

    boolean mayHaveSessionPolicies() {
        return kind == Kind.ROLE_SESSION || kind == Kind.FEDERATED_USER;
    }

    @Override
    public String toString() {
        return switch (kind) {
            case ANONYMOUS -> "anonymous";
            case FEDERATED -> "federated " + name;
            case ROLE_SESSION -> name + " as " + origin;
            case USER, ROOT, FEDERATED_USER, SERVICE -> name;
        };
    }
}
