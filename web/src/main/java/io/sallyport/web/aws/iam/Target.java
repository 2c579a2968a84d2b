// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.web.aws.Call;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request is about: the user it names, or the caller herself where it names none.
 *
 * @param user null for root
 */
record Target(UniqueId id, Arn arn, @Nullable User user) {
    /** @throws IamException {@code NO_SUCH_ENTITY} */
    static Target of(Call call, @Nullable String userName) {
        User user =
                userName == null ? call.caller().user() : call.account().users().require(new UserName(userName));
        if (user == null && !call.caller().isRoot()) {
            throw noUserNamed();
        }
        if (user == null) {
            return new Target(call.caller().id(), call.caller().arn(), null);
        }
        return new Target(user.id(), user.arn(call.account().id()), user);
    }

    /** What the caller has to be allowed to act on, whether or not there is such a user. */
    static String resource(Call call, @Nullable String userName) {
        if (userName == null) {
            return call.caller().arn().toString();
        }
        UserName name = new UserName(userName);
        return call.account()
                .users()
                .find(name)
                .map(user -> user.arn(call.account().id()))
                .orElseGet(() -> call.account().id().iam("user/" + name))
                .toString();
    }

    /** The id of the user that a request names, if there is one. */
    static Optional<UniqueId> userId(Call call, String userName) {
        return call.account().users().find(new UserName(userName)).map(User::id);
    }

    /** The name AWS's answers show, null for root. */
    @Nullable String userName() {
        return user == null ? null : user.name().value();
    }

    /** @throws IamException {@code VALIDATION_ERROR} if the request names no user and root is calling */
    User requireUser() {
        if (user == null) {
            throw noUserNamed();
        }
        return user;
    }

    private static IamException noUserNamed() {
        return new IamException(Kind.VALIDATION_ERROR, "Must specify userName when calling with non-User credentials");
    }
}
