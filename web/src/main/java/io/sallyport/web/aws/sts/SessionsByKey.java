// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.sallyport.web.aws.RecordedMembers;
import java.time.Instant;
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
     * An open session, its secrets included.
     *
     * @param shown the key that opened it
     * @param told what the event log tells of it
     * @param role whose it is; null for one's own
     */
    public record Opened(
            MfaEvidence shown,
            @Nullable ObjectNode told,
            String accessKeyId,
            String secretAccessKey,
            String sessionToken,
            Instant expiration,
            @Nullable Role role,
            @Nullable Integer packedPolicySize) {
        static Opened of(
                MfaEvidence shown,
                StsResponse answer,
                Credentials credentials,
                @Nullable AssumedRoleUser role,
                @Nullable Integer packedPolicySize) {
            return new Opened(
                    shown,
                    RecordedMembers.of(answer),
                    credentials.accessKeyId(),
                    credentials.secretAccessKey(),
                    credentials.sessionToken(),
                    credentials.expiration(),
                    role == null ? null : new Role(role.arn(), role.assumedRoleId()),
                    packedPolicySize);
        }

        /** What the key was and whose session it is. */
        @Override
        public String toString() {
            return "Opened[" + shown.serial() + "]";
        }
    }

    /** The session of a role, as it is called. */
    public record Role(String arn, String assumedRoleId) {}

    /** @throws io.sallyport.web.aws.WireException ValidationError 400 that names every violation */
    public void check(KeySessionRequest in) {
        constraints.check(Api.STS, in.action(), in.toSts());
    }

    /** What the event log tells of a request. */
    public static @Nullable ObjectNode members(KeySessionRequest in) {
        return RecordedMembers.of(in.toSts());
    }

    public KeySessions.Begun begin(Account account, Caller caller, KeySessionRequest in, RequestFacts facts) {
        CallableActions.requireSts(caller, in.action());
        if (in.toSts() instanceof AssumeRoleRequest role) {
            // Nobody is to touch a key for what cannot be.
            roles.requireSound(account, caller, facts, role);
        }
        return keys.begin(account, caller, in.kept(), facts);
    }

    /**
     * For which session it was begun.
     *
     * @throws IamException {@code NO_SUCH_ENTITY} for a ceremony that is not the caller's
     */
    public KeySessionRequest wanted(Account account, Caller caller, String id) {
        return KeySessionRequest.ofKept(keys.wanted(account, caller, id));
    }

    /**
     * In the caller's transaction; what it returns gives the session, outside of any.
     *
     * @param response the {@code PublicKeyCredential} as JSON
     * @param in the request that {@link #wanted} tells
     */
    public Supplier<Opened> finish(
            Account account, Caller caller, String id, String response, RequestFacts facts, KeySessionRequest in) {
        CallableActions.requireSts(caller, in.action());
        MfaEvidence shown = keys.accept(account, caller, id, response, facts);
        try {
            return open(account, caller, shown, in.toSts(), facts);
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
                return Opened.of(
                        evidence, answer, answer.credentials(), answer.assumedRoleUser(), answer.packedPolicySize());
            };
        }
        GetSessionTokenResponse answer = own.open(caller, (GetSessionTokenRequest) in, evidence);
        return () -> Opened.of(evidence, answer, answer.credentials(), null, null);
    }
}
