// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.account.Caller;
import io.sallyport.core.account.EnrolmentOnly;
import java.util.Set;

/**
 * What each kind of credential may call at all, whatever policies say (IAM User Guide, "Compare AWS STS credentials").
 * Long-term keys may call everything.
 */
public final class CallableActions {
    private static final Set<String> STS_OF_SESSIONS = Set.of("AssumeRole", "GetCallerIdentity", "GetWebIdentityToken");
    private static final Set<String> STS_OF_FEDERATED = Set.of("GetCallerIdentity");

    /** For users and root only, with a long-term key. */
    private static final Set<String> STS_CLOSED_TO_ROLES = Set.of("GetFederationToken", "GetSessionToken");

    private CallableActions() {}

    /** @throws WireException InvalidClientTokenId or AccessDenied 403 */
    static void require(Caller caller, Action<?, ?> action) {
        if (caller.mayOnlyEnrol() && !EnrolmentOnly.mayAskFor(action.qualifiedName())) {
            throw WireException.sender(403, "AccessDenied", EnrolmentOnly.EXPLANATION);
        }
        if (action.api() == Api.IAM && !mayCallIam(caller)) {
            throw invalidToken();
        }
        if (action.api() == Api.STS) {
            requireSts(caller, action.name());
        }
    }

    /**
     * The same of an action of STS, by whatever API it is asked for.
     *
     * @throws WireException AccessDenied 403
     */
    public static void requireSts(Caller caller, String name) {
        if (!mayCallSts(caller, name)) {
            throw WireException.sender(403, "AccessDenied", refusal(caller, name));
        }
    }

    private static String refusal(Caller caller, String name) {
        return caller.credential() == Caller.Credential.FEDERATED_SESSION && name.equals("GetWebIdentityToken")
                ? "GetWebIdentityToken does not support federated user sessions"
                : "Cannot call " + name + " with session credentials";
    }

    private static boolean mayCallIam(Caller caller) {
        return switch (caller.credential()) {
            case LONG_TERM_KEY, CONSOLE, ROLE_SESSION -> true;
            case API_SESSION -> caller.mfa() != null;
            case FEDERATED_SESSION -> false;
        };
    }

    private static boolean mayCallSts(Caller caller, String name) {
        return switch (caller.credential()) {
            case LONG_TERM_KEY, CONSOLE -> true;
            case ROLE_SESSION -> !STS_CLOSED_TO_ROLES.contains(name);
            case API_SESSION -> STS_OF_SESSIONS.contains(name);
            case FEDERATED_SESSION -> STS_OF_FEDERATED.contains(name);
        };
    }

    static WireException invalidToken() {
        return WireException.sender(
                403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
}
