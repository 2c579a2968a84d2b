// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.Attempts;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.name.AccountId;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The pipeline every request to the AWS API takes: parse, find the action, verify the signature, read, authorise, perform
 * in one transaction, write. Of what need not be signed, the action itself verifies what it is given. Thread-safe.
 */
public final class AwsEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(AwsEndpoint.class);

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Actions<Call> actions;
    private final Constraints constraints;
    private final SignatureVerifier<Signer> signatures;
    private final Accounts accounts;
    private final Authorizer authorizer;
    private final Attempts attempts;
    private final CallRecorder recorder;
    private final AnswerWitness witness;
    private final RequestIds requestIds = new RequestIds();

    public AwsEndpoint(
            Actions<Call> actions,
            SignatureVerifier<Signer> signatures,
            Accounts accounts,
            Authorizer authorizer,
            Attempts attempts,
            InstantSource clock,
            AnswerWitness witness) {
        this.witness = witness;
        this.actions = actions;
        this.constraints = Constraints.load();
        this.signatures = signatures;
        this.accounts = accounts;
        this.authorizer = authorizer;
        this.attempts = attempts;
        this.recorder = new CallRecorder(accounts, clock);
    }

    /** What is answered. */
    public Actions<Call> actions() {
        return actions;
    }

    /**
     * An answer.
     *
     * @param body in that format
     */
    public record Answer(int status, String requestId, AnswerFormat format, String body) {}

    /** Answers one request; whatever goes wrong is an answer too. */
    public Answer handle(HttpMessage message, RequestFacts origin) {
        long began = System.nanoTime();
        String requestId = newRequestId();
        AnswerFormat format = AnswerFormat.accepted(message);
        @Nullable Api api = null;
        @Nullable Action<Call, ?> action = null;
        try {
            QueryRequest query = query(message);
            api = Api.ofVersion(query.version()).orElse(null);
            action = actions.find(query);
            requireAllowedByUrl(message, action);
            Answer answer =
                    new Answer(200, requestId, format, perform(action, query, message, origin, requestId, format));
            witness.answered(action, 200, null, System.nanoTime() - began);
            return answer;
        } catch (RuntimeException failure) {
            WireError error = WireErrors.of(failure);
            witness.answered(action, error.status(), error.code(), System.nanoTime() - began);
            return refuse(api, failure, requestId, format);
        }
    }

    public String newRequestId() {
        return requestIds.next();
    }

    /** The parameters: in the body or, without one, in the query string, where presigned requests have them. */
    private static QueryRequest query(HttpMessage message) {
        if (message.method().equals("GET")
                || (message.body().length() == 0 && !message.query().isEmpty())) {
            return QueryRequest.parse(message.query().getBytes(StandardCharsets.UTF_8));
        }
        requireForm(message);
        return QueryRequest.parse(message.body().toArray());
    }

    /**
     * A URL that was signed beforehand only asks. Whoever opens it lends it her address, and a link is easily opened: with
     * one that changes something, a key that may be used from within a network only would be used from without.
     */
    private static void requireAllowedByUrl(HttpMessage message, Action<Call, ?> action) {
        if (!action.readOnly() && PresignedUrl.isIn(message)) {
            throw WireException.sender(
                    405, "MethodNotAllowed", action.name() + " is not called by a presigned URL here: sign a header.");
        }
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
    public static Answer refuse(RuntimeException failure, String requestId) {
        return refuse(null, failure, requestId, AnswerFormat.XML);
    }

    private static Answer refuse(@Nullable Api api, RuntimeException failure, String requestId, AnswerFormat format) {
        WireError error = WireErrors.of(failure);
        if (error.status() == 500) {
            LOG.error("request {} failed", requestId, failure);
        }
        return new Answer(error.status(), requestId, format, format.error(api, error, requestId));
    }

    private String perform(
            Action<Call, ?> action,
            QueryRequest query,
            HttpMessage message,
            RequestFacts origin,
            String requestId,
            AnswerFormat format) {
        if (!action.signed()) {
            return action.write(performUnsigned(action, query, origin, requestId), requestId, format);
        }
        Verified<Signer> verified = signatures.verify(message, action.api().service());
        RequestFacts facts = origin.signedFor(verified.region());
        CallRecorder.Recording recording = recorder.of(verified, action, facts, requestId);
        Attempt attempt = new Attempt();
        try {
            Action.Invocation<Call> invocation = action.prepare(query, constraints);
            recording.asked(invocation.request());
            Signer signer = verified.principal();
            SdkPojo response = invocation.perform(
                    new Authorised(signer, action, invocation, facts, true, attempt, recording),
                    new Authorised(signer, action, invocation, facts, !action.recorded(), attempt, recording));
            recording.done(response);
            return action.write(response, requestId, format);
        } catch (RuntimeException refusal) {
            recording.refused(refusal);
            throw refusal;
        } finally {
            attempt.tell(attempts, action, verified.region());
        }
    }

    /** Whatever signature such a request carries is not looked at. */
    private SdkPojo performUnsigned(Action<Call, ?> action, QueryRequest query, RequestFacts origin, String requestId) {
        Action.Invocation<Call> invocation = action.prepare(query, constraints);
        AccountId account = invocation.named().orElseThrow();
        if (!accounts.exists(account)) {
            throw new IamException(Kind.ACCESS_DENIED, "Not authorized to perform " + action.qualifiedName());
        }
        SdkPojo response =
                invocation.perform(new Open(account, origin, true), new Open(account, origin, action.readOnly()));
        recorder.vouched(account, action, origin, requestId, invocation.request(), response);
        return response;
    }

    /** A transaction in the account that an unsigned request names. */
    private final class Open implements Action.Transaction<Call> {
        private final AccountId named;
        private final RequestFacts facts;
        private final boolean readOnly;

        Open(AccountId named, RequestFacts facts, boolean readOnly) {
            this.named = named;
            this.facts = facts;
            this.readOnly = readOnly;
        }

        @Override
        public <T> T run(Function<Call, T> work) {
            Function<Account, T> open = account -> work.apply(new Call(null, account, facts));
            return readOnly ? accounts.read(named, open) : accounts.write(named, open);
        }
    }

    /** A transaction in the signer's account, once she may do what she asks for. */
    private final class Authorised implements Action.Transaction<Call> {
        private final Signer signer;
        private final Action<Call, ?> action;
        private final Action.Invocation<Call> invocation;
        private final RequestFacts facts;
        private final boolean readOnly;
        private final Attempt attempt;
        private final CallRecorder.Recording recording;

        Authorised(
                Signer signer,
                Action<Call, ?> action,
                Action.Invocation<Call> invocation,
                RequestFacts facts,
                boolean readOnly,
                Attempt attempt,
                CallRecorder.Recording recording) {
            this.signer = signer;
            this.action = action;
            this.invocation = invocation;
            this.facts = facts;
            this.readOnly = readOnly;
            this.attempt = attempt;
            this.recording = recording;
        }

        @Override
        public <T> T run(Function<Call, T> work) {
            Function<Account, T> authorised = account -> {
                Call call = new Call(attempt.by(caller(account, signer, action)), account, facts, signer.endsAt());
                authorise(call);
                T result = work.apply(call);
                if (!readOnly && result instanceof SdkPojo response) {
                    recording.done(call, response);
                }
                return result;
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
        Caller caller = signer.caller(account).orElseThrow(CallableActions::invalidToken);
        CallableActions.require(caller, action);
        return caller;
    }
}
