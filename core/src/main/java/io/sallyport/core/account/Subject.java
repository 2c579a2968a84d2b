// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UserName;
import io.sallyport.core.policy.RequestContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a decision is about that somebody else asks for.
 *
 * @param proven whether she showed a credential. One who is only named says nothing of MFA or of when a session began
 * @param arn as she is told of: that of a role, where no session is named
 * @param keys condition keys of her request that are known for certain
 */
public record Subject(Caller caller, boolean proven, Arn arn, RequestContext keys) {
    private static final String USER = "user/";
    private static final String ROLE = "role/";
    private static final String ASSUMED_ROLE = "assumed-role/";

    /** What the session is called of a role that is asked about by itself; no policy sees it. */
    private static final String ANY_SESSION = "any";

    /** Somebody who showed a credential. */
    public static Subject proven(Caller caller, RequestContext keys) {
        return new Subject(caller, true, caller.arn(), keys);
    }

    /**
     * A user, root, a role as any session of it would be, or a role's session, without session policies and tags since
     * only its token knows those.
     *
     * @throws IamException {@code NO_SUCH_ENTITY}; {@code ACCESS_DENIED} for an ARN of another account; {@code
     *     INVALID_INPUT} for that of a federated user, whose rights are in her token only, or of nobody who can make
     *     requests
     */
    public static Subject named(Account account, String arn) {
        Arn name = parse(account, arn);
        if (name.equals(account.id().root())) {
            return named(Caller.ofRoot(account.id(), Caller.Credential.LONG_TERM_KEY), name);
        }
        String resource = name.resource();
        if (name.service().equals("iam") && resource.startsWith(USER)) {
            return account.users()
                    .find(new UserName(last(resource)))
                    .filter(user -> user.arn(account.id()).equals(name))
                    .map(user -> named(Caller.ofUser(account.id(), user, Caller.Credential.LONG_TERM_KEY), name))
                    .orElseThrow(() -> missing(name));
        }
        return role(account, name)
                .map(role -> named(session(account, role, name), name))
                .orElseThrow(() -> missing(name));
    }

    private static Subject named(Caller caller, Arn arn) {
        return new Subject(caller, false, arn, RequestContext.builder().build());
    }

    private static Arn parse(Account account, String arn) {
        Arn name;
        try {
            name = Arn.parse(arn);
        } catch (IamException malformed) {
            throw invalid("'" + arn + "' is no ARN", malformed);
        }
        if (!name.account().equals(account.id().value())) {
            throw new IamException(Kind.ACCESS_DENIED, "Principals of other accounts are not decided about: " + arn);
        }
        if (name.service().equals("sts") && name.resource().startsWith("federated-user/")) {
            throw invalid("what a federated user may is in her session's token: forward a request of hers", null);
        }
        boolean iam = name.service().equals("iam")
                && (name.resource().equals("root")
                        || name.resource().startsWith(USER)
                        || name.resource().startsWith(ROLE));
        boolean session = name.service().equals("sts")
                && name.resource().startsWith(ASSUMED_ROLE)
                && name.resource().split("/", -1).length == 3;
        if (!name.region().isEmpty() || !(iam || session)) {
            throw invalid("'" + arn + "' is not the ARN of a user, a role, a role's session or root", null);
        }
        return name;
    }

    /**
     * What somebody has to be allowed to act on who asks about an ARN: the role, for its sessions. Says nothing of whether
     * there is such a principal.
     */
    public static String resource(Account account, String arn) {
        try {
            Arn name = Arn.parse(arn);
            boolean session = name.service().equals("sts") && name.resource().startsWith(ASSUMED_ROLE);
            return session && name.account().equals(account.id().value())
                    ? role(account, name)
                            .map(role -> role.arn(account.id()))
                            .orElse(name)
                            .toString()
                    : arn;
        } catch (IamException nobodysName) {
            return arn;
        }
    }

    /** As {@link #resource(Account, String)}. */
    public String resource() {
        RoleSession role = caller.role();
        return (role == null ? arn : role.roleArn()).toString();
    }

    private static Optional<Role> role(Account account, Arn name) {
        if (name.service().equals("iam")) {
            return account.roles()
                    .find(new RoleName(last(name.resource())))
                    .filter(role -> role.arn(account.id()).equals(name));
        }
        String roleName = name.resource().split("/", -1)[1];
        return account.roles()
                .find(new RoleName(roleName))
                .filter(role -> role.name().value().equals(roleName));
    }

    private static Caller session(Account account, Role role, Arn name) {
        String session = name.service().equals("sts") ? last(name.resource()) : ANY_SESSION;
        return new Caller(
                account.id(),
                null,
                new RoleSession(role.id(), role.arn(account.id()), SessionGrant.named(session)),
                null,
                Caller.Credential.ROLE_SESSION,
                null,
                null);
    }

    /** Whether it is a role by itself: {@code aws:userid} would be that of a session. */
    boolean isAnySession() {
        return !proven && caller.role() != null && arn.service().equals("iam");
    }

    /** Adds what is known, over whatever is in the context. */
    void put(RequestContext.Builder context, List<Tag> tags, Instant now) {
        context.putAll(keys);
        CallerContext.putTime(context, now);
        CallerContext.putCaller(context, caller, tags, now);
        if (isAnySession()) {
            context.putMultivalued("aws:userid", List.of());
        }
    }

    private static String last(String resource) {
        return resource.substring(resource.lastIndexOf('/') + 1);
    }

    private static IamException invalid(String message, @Nullable Throwable cause) {
        IamException invalid = new IamException(Kind.INVALID_INPUT, message);
        if (cause != null) {
            invalid.initCause(cause);
        }
        return invalid;
    }

    private static IamException missing(Arn name) {
        return new IamException(Kind.NO_SUCH_ENTITY, "There is no " + name + ".");
    }
}
