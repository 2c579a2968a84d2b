// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import io.sallyport.core.IamException;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.KeySessions;
import io.sallyport.core.account.Refusal;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.web.aws.Api;
import io.sallyport.web.aws.CallableActions;
import io.sallyport.web.aws.Constraints;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;
import software.amazon.awssdk.services.sts.model.StsRequest;
import software.amazon.awssdk.services.sts.model.StsResponse;

/**
 * The sessions of {@code GetSessionToken} and {@code AssumeRole}, opened by a security key, which takes two requests where
 * a code takes one. All else is those actions'.
 */
public final class SessionsByKey {
    /** The action whose sessions are one's own. */
    public static final String OWN = "GetSessionToken";

    private final KeySessions keys;
    private final SessionActions own;
    private final AssumeRoleAction roles;
    private final Constraints constraints = Constraints.load();

    public SessionsByKey(KeySessions keys, SessionActions own, AssumeRoleAction roles) {
        this.keys = keys;
        this.own = own;
        this.roles = roles;
    }

    /**
     * An open session.
     *
     * @param shown the key that opened it
     * @param role whose it is; null for one's own
     */
    public record Opened(
            MfaEvidence shown,
            StsResponse answer,
            Credentials credentials,
            @Nullable AssumedRoleUser role,
            @Nullable Integer packedPolicySize) {
        /** What the key was and whose session it is. */
        @Override
        public String toString() {
            return "Opened[" + shown.serial() + "]";
        }
    }

    /** {@code AssumeRole} or {@code GetSessionToken}. */
    public static String action(StsRequest in) {
        return in instanceof AssumeRoleRequest ? "AssumeRole" : OWN;
    }

    /** @throws io.sallyport.web.aws.WireException ValidationError 400 that names every violation */
    public void check(StsRequest in) {
        constraints.check(Api.STS, action(in), in);
    }

    /** @param wanted what the finish makes the request of again */
    public KeySessions.Begun begin(Account account, Caller caller, StsRequest in, String wanted, RequestFacts facts) {
        CallableActions.requireSts(caller, action(in));
        if (in instanceof AssumeRoleRequest role) {
            // Nobody is to touch a key for what cannot be.
            roles.requireSound(account, caller, facts, role);
        }
        return keys.begin(account, caller, wanted, facts);
    }

    /**
     * For which session it was begun.
     *
     * @throws IamException {@code NO_SUCH_ENTITY} for a ceremony that is not the caller's
     */
    public String wanted(Account account, Caller caller, String id) {
        return keys.wanted(account, caller, id);
    }

    /**
     * In the caller's transaction; what it returns gives the session, outside of any.
     *
     * @param response the {@code PublicKeyCredential} as JSON
     * @param in the request that {@link #wanted} tells
     */
    public Supplier<Opened> finish(
            Account account, Caller caller, String id, String response, RequestFacts facts, StsRequest in) {
        CallableActions.requireSts(caller, action(in));
        MfaEvidence shown = keys.accept(account, caller, id, response, facts);
        try {
            return open(account, caller, shown, in, facts);
        } catch (IamException refused) {
            // The touch counts nevertheless, lest its challenge be good for another.
            throw new Refusal(refused);
        }
    }

    @SuppressWarnings("deprecation") // PackedPolicySize: the SDK deprecates it, AWS answers with it
    private Supplier<Opened> open(
            Account account, Caller caller, MfaEvidence evidence, StsRequest in, RequestFacts facts) {
        if (in instanceof AssumeRoleRequest role) {
            Supplier<AssumeRoleResponse> asked = roles.ask(account, caller, facts, role, () -> evidence);
            return () -> {
                AssumeRoleResponse answer = asked.get();
                return new Opened(
                        evidence, answer, answer.credentials(), answer.assumedRoleUser(), answer.packedPolicySize());
            };
        }
        GetSessionTokenResponse answer = own.open(caller, (GetSessionTokenRequest) in, evidence);
        return () -> new Opened(evidence, answer, answer.credentials(), null, null);
    }
}
