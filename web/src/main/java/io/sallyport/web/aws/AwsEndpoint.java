// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.account.Account;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.mfa.MfaEvidence;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The pipeline every request to the AWS API takes: parse, find the action, verify the signature, read, authorise, perform
 * in one transaction, write. Thread-safe.
 */
public final class AwsEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(AwsEndpoint.class);

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Set<String> STS_OF_SESSIONS = Set.of("AssumeRole", "GetCallerIdentity");

    private final Actions<Call> actions;
    private final Constraints constraints;
    private final SignatureVerifier<Signer> signatures;
    private final Accounts accounts;
    private final Authorizer authorizer;
    private final AnswerWitness witness;
    private final RequestIds requestIds = new RequestIds();

    public AwsEndpoint(
            Actions<Call> actions,
            SignatureVerifier<Signer> signatures,
            Accounts accounts,
            Authorizer authorizer,
            AnswerWitness witness) {
        this.witness = witness;
        this.actions = actions;
        this.constraints = Constraints.load();
        this.signatures = signatures;
        this.accounts = accounts;
        this.authorizer = authorizer;
    }

    /** What is answered. */
    public Actions<Call> actions() {
        return actions;
    }

    /**
     * An answer.
     *
     * @param body XML
     */
    public record Answer(int status, String requestId, String body) {}

    /** Answers one request; whatever goes wrong is an answer too. */
    public Answer handle(HttpMessage message, RequestFacts origin) {
        long began = System.nanoTime();
        String requestId = newRequestId();
        @Nullable Api api = null;
        @Nullable Action<Call, ?> action = null;
        try {
            requireForm(message);
            QueryRequest query = QueryRequest.parse(message.body().toArray());
            api = Api.ofVersion(query.version()).orElse(null);
            action = actions.find(query);
            Answer answer = new Answer(200, requestId, perform(action, query, message, origin, requestId));
            witness.answered(action, 200, null, System.nanoTime() - began);
            return answer;
        } catch (RuntimeException failure) {
            WireError error = WireErrors.of(failure);
            witness.answered(action, error.status(), error.code(), System.nanoTime() - began);
            return refuse(api, failure, requestId);
        }
    }

    public String newRequestId() {
        return requestIds.next();
    }

    private static void requireForm(HttpMessage message) {
        boolean other = message.header("Content-Type")
                .map(type -> type.indexOf(';') < 0 ? type : type.substring(0, type.indexOf(';')))
                .filter(type -> !type.strip().equalsIgnoreCase(FORM))
                .isPresent();
        if (other) {
            throw WireException.sender(415, "UnsupportedMediaType", "The request's body is not of type " + FORM);
        }
    }

    /** The answer to a request that cannot even be read. */
    public static Answer refuse(@Nullable Api api, RuntimeException failure, String requestId) {
        WireError error = WireErrors.of(failure);
        if (error.status() == 500) {
            LOG.error("request {} failed", requestId, failure);
        }
        return new Answer(error.status(), requestId, Action.writeError(api, error, requestId));
    }

    private String perform(
            Action<Call, ?> action, QueryRequest query, HttpMessage message, RequestFacts origin, String requestId) {
        Verified<Signer> verified = signatures.verify(message, action.api().service());
        Action.Invocation<Call> invocation = action.prepare(query, constraints);
        RequestFacts facts = origin.signedFor(verified.region());
        Signer signer = verified.principal();
        SdkPojo response = invocation.perform(
                new Authorised(signer, action, invocation, facts, true),
                new Authorised(signer, action, invocation, facts, action.readOnly()));
        return action.write(response, requestId);
    }

    /** A transaction in the signer's account, once she may do what she asks for. */
    private final class Authorised implements Action.Transaction<Call> {
        private final Signer signer;
        private final Action<Call, ?> action;
        private final Action.Invocation<Call> invocation;
        private final RequestFacts facts;
        private final boolean readOnly;

        Authorised(
                Signer signer,
                Action<Call, ?> action,
                Action.Invocation<Call> invocation,
                RequestFacts facts,
                boolean readOnly) {
            this.signer = signer;
            this.action = action;
            this.invocation = invocation;
            this.facts = facts;
            this.readOnly = readOnly;
        }

        @Override
        public <T> T run(Function<Call, T> work) {
            Function<Account, T> authorised = account -> {
                Call call = new Call(caller(account, signer, action), account);
                authorise(call);
                return work.apply(call);
            };
            return readOnly
                    ? accounts.read(signer.account(), authorised)
                    : accounts.write(signer.account(), authorised);
        }

        private void authorise(Call call) {
            boolean granted = invocation.isGranted(call);
            invocation.asked(call).forEach(asked -> {
                if (granted) {
                    authorizer.requireNotDenied(call.account(), call.caller(), asked, facts);
                } else {
                    authorizer.require(call.account(), call.caller(), asked, facts);
                }
            });
        }
    }

    private static Caller caller(Account account, Signer signer, Action<Call, ?> action) {
        Caller caller = signer.caller(account).orElseThrow(AwsEndpoint::invalidToken);
        if (caller.credential() == Caller.Credential.API_SESSION) {
            requireOpenToSessions(action, caller.mfa());
        }
        return caller;
    }

    /** What a session of GetSessionToken may call at all (STS API reference, GetSessionToken, "Permissions"). */
    private static void requireOpenToSessions(Action<Call, ?> action, @Nullable MfaEvidence mfa) {
        if (action.api() == Api.IAM && mfa == null) {
            throw invalidToken();
        }
        if (action.api() == Api.STS && !STS_OF_SESSIONS.contains(action.name())) {
            throw WireException.sender(
                    403, "AccessDenied", "Cannot call " + action.name() + " with session credentials");
        }
    }

    private static WireException invalidToken() {
        return WireException.sender(
                403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
}
