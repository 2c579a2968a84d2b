// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Who makes a request, as the {@code Principal} elements of policies name it. Immutable. */
public final class Principal {
    private static final Pattern ARN = Pattern.compile(
            "arn:([a-z-]+):(iam|sts)::(\\d{12}):(root|user/.+|role/.+|assumed-role/[^/]+/.+|federated-user/.+)");
    /** Somebody of the account whom no policy names. */
    static final Principal UNNAMED = new Principal(Kind.USER, "", null, "");

    private static final Principal ANONYMOUS = new Principal(Kind.ANONYMOUS, "", null, null);

    /** What a principal is, as far as it matters for what a resource's policy can grant. */
    enum Kind {
        /** An account's root user: everything is allowed to it that nothing denies. */
        ROOT,
        /** A user, or a session of {@code GetSessionToken}, which is the user. */
        USER,
        /** A role without a session. */
        ROLE,
        /** A session of a role: a grant to the role reaches it too, but less far. */
        ROLE_SESSION,
        /** A session of a federated user, as {@link #ROLE_SESSION}; without a session policy it inherits nothing. */
        FEDERATED_USER,
        SERVICE,
        /** Somebody a SAML or OpenID Connect provider vouches for. */
        FEDERATED,
        ANONYMOUS
    }

    private final Kind kind;
    private final String name;
    private final @Nullable String origin;
    private final @Nullable String account;

    private Principal(Kind kind, String name, @Nullable String origin, @Nullable String account) {
        this.kind = kind;
        this.name = name;
        this.origin = origin;
        this.account = account;
    }

    public static Principal root(String accountId) {
        return new Principal(Kind.ROOT, "arn:aws:iam::" + accountId + ":root", null, accountId);
    }

    /** @param arn {@code arn:aws:iam::ACCOUNT:user/…} */
    public static Principal user(String arn) {
        return ofArn(arn, Kind.USER);
    }

    /**
     * A session of a role.
     *
     * @param sessionArn {@code arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION}
     * @param roleArn with the role's path, which the session's ARN lacks
     */
    public static Principal assumedRole(String sessionArn, String roleArn) {
        Principal session = ofArn(sessionArn, Kind.ROLE_SESSION);
        return new Principal(Kind.ROLE_SESSION, session.name, roleArn, session.account);
    }

    /** @param sessionArn {@code arn:aws:sts::ACCOUNT:federated-user/NAME} */
    public static Principal federatedUser(String sessionArn) {
        return ofArn(sessionArn, Kind.FEDERATED_USER);
    }

    /**
     * A federated user for whom it is known who vouched.
     *
     * @param voucherArn the user who called {@code GetFederationToken}, or root
     */
    public static Principal federatedUser(String sessionArn, String voucherArn) {
        Principal session = ofArn(sessionArn, Kind.FEDERATED_USER);
        return new Principal(Kind.FEDERATED_USER, session.name, voucherArn, session.account);
    }

    /** An AWS service, such as {@code ec2.amazonaws.com}. */
    public static Principal service(String name) {
        return new Principal(Kind.SERVICE, name, null, null);
    }

    /** Somebody a SAML or OpenID Connect provider vouches for, who is about to assume a role. */
    public static Principal federated(String provider) {
        return new Principal(Kind.FEDERATED, provider, null, null);
    }

    public static Principal anonymous() {
        return ANONYMOUS;
    }

    /** @throws IllegalArgumentException if it is the ARN of none that can make requests */
    public static Principal parse(String arn) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not the ARN of a user, role, session or root: " + arn);
        }
        String account = parts.group(3);
        String resource = parts.group(4);
        if (resource.equals("root")) {
            return new Principal(Kind.ROOT, arn, null, account);
        }
        String rest = resource.substring(resource.indexOf('/') + 1);
        String identity = "arn:" + parts.group(1) + ":iam::" + account + ":";
        return switch (resource.substring(0, resource.indexOf('/'))) {
            case "user" -> new Principal(Kind.USER, arn, null, account);
            case "role" -> new Principal(Kind.ROLE, arn, arn, account);
            case "assumed-role" ->
                new Principal(
                        Kind.ROLE_SESSION, arn, identity + "role/" + rest.substring(0, rest.indexOf('/')), account);
            default -> new Principal(Kind.FEDERATED_USER, arn, identity + "user/" + rest, account);
        };
    }

    private static Principal ofArn(String arn, Kind kind) {
        Principal principal = parse(arn);
        if (principal.kind != kind) {
            throw new IllegalArgumentException("another kind of principal: " + arn);
        }
        return principal;
    }

    Kind kind() {
        return kind;
    }

    /** Whether it belongs to no account, so that only a resource's policy can grant it something. */
    boolean isOutside() {
        return account == null;
    }

    /** Empty for services, providers and the anonymous. */
    public Optional<String> account() {
        return Optional.ofNullable(account);
    }

    boolean isOf(String accountId) {
        return accountId.equals(account);
    }

    /** The ARN, or the name of a service or provider; empty for the anonymous. */
    public String name() {
        return name;
    }

    /** The ARN of the role or user behind a session; null when there is none. */
    @Nullable String origin() {
        return origin;
    }

    @Override
    public String toString() {
        return kind == Kind.ANONYMOUS ? "anonymous" : name;
    }
}
