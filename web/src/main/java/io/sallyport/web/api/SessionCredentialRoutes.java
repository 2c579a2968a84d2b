// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.account.KeySessions;
import io.sallyport.web.aws.sts.KeySessionRequest;
import io.sallyport.web.aws.sts.SessionsByKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session of the API for whoever touches her security key. Authorised and told the log as {@code sts:GetSessionToken}
 * and {@code sts:AssumeRole} are: no policy stands against the one, both sides are asked for the other.
 */
public final class SessionCredentialRoutes {
    /** Where the log looks for what opens sessions. */
    private static final String STS = "sts.amazonaws.com";

    private final ApiRecorder recorder;
    private final ApiCallers callers;
    private final SessionsByKey sessions;

    public SessionCredentialRoutes(ApiRecorder recorder, ApiCallers callers, SessionsByKey sessions) {
        this.recorder = recorder;
        this.callers = callers;
        this.sessions = sessions;
    }

    public List<Route> routes() {
        return List.of(
                new Route(HandlerType.POST, "/api/v1/session-credentials", this::begin),
                new Route(HandlerType.POST, "/api/v1/session-credentials/{id}", this::finish));
    }

    private record BegunJson(String id, @JsonRawValue String publicKey) {}

    /** Handed out once. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record CredentialsJson(
            String accessKeyId,
            String secretAccessKey,
            String sessionToken,
            Instant expiration,
            SessionsByKey.@Nullable Role assumedRole,
            @Nullable Integer packedPolicySize) {
        static CredentialsJson of(SessionsByKey.Opened opened) {
            return new CredentialsJson(
                    opened.accessKeyId(),
                    opened.secretAccessKey(),
                    opened.sessionToken(),
                    opened.expiration(),
                    opened.role(),
                    opened.packedPolicySize());
        }

        @Override
        public String toString() {
            return "CredentialsJson[" + accessKeyId + "]";
        }
    }

    private void begin(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        KeySessionRequest in = WantedCredentials.of(JsonBody.of(context, WantedCredentials.members()));
        sessions.check(in);
        KeySessions.Begun begun = recorder.begin(
                new ApiRecorder.Asked(proven, STS, in.action(), members(in)),
                account -> sessions.begin(account, proven.caller(account), in, proven.facts()));
        context.status(201).json(new BegunJson(begun.id(), begun.publicKey()));
    }

    private void finish(Context context) {
        ApiCallers.Proven proven = callers.require(context);
        String credential = JsonBody.of(context, "credential").object("credential");
        String id = context.pathParam("id");
        KeySessionRequest in = recorder.read(
                new ApiRecorder.Asked(proven, STS, KeySessionRequest.OWN, EventRecord.json()),
                account -> sessions.wanted(account, proven.caller(account), id));
        SessionsByKey.Opened opened = recorder.goOn(
                new ApiRecorder.Asked(proven, STS, in.action(), members(in)),
                account -> sessions.finish(account, proven.caller(account), id, credential, proven.facts(), in),
                (session, event) -> event.readOnly(true)
                        .response(session.told())
                        .additional(EventRecord.json()
                                .put("MFAIdentifier", session.shown().serial().value())));
        context.json(CredentialsJson.of(opened));
    }

    private static ObjectNode members(KeySessionRequest in) {
        ObjectNode members = SessionsByKey.members(in);
        return members == null ? EventRecord.json() : members;
    }
}
