// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Attempts;
import io.sallyport.core.account.AuthorizationMessages;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.DecisionPoint;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.account.Subject;
import io.sallyport.core.account.Verdict;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.web.aws.SignatureVerifier;
import io.sallyport.web.aws.Signer;
import io.sallyport.web.aws.Verified;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides for services that keep resources of their own (decision 27). Who asks has to be allowed {@value #ACTION} on the
 * principal.
 */
public final class AuthorizeRoutes {
    private static final String ACTION = "sallyport:Authorize";

    private final ApiRecorder recorder;
    private final ApiCallers callers;
    private final DecisionPoint decisions;
    private final Authorizer authorizer;
    private final SignatureVerifier<Signer> signatures;
    private final Attempts attempts;
    private final AuthorizationMessages messages;

    public AuthorizeRoutes(
            ApiRecorder recorder,
            ApiCallers callers,
            DecisionPoint decisions,
            Authorizer authorizer,
            SignatureVerifier<Signer> signatures,
            Attempts attempts,
            AuthorizationMessages messages) {
        this.recorder = recorder;
        this.callers = callers;
        this.decisions = decisions;
        this.authorizer = authorizer;
        this.signatures = signatures;
        this.attempts = attempts;
        this.messages = messages;
    }

    public List<Route> routes() {
        return List.of(new Route(HandlerType.POST, "/api/v1/authorize", this::authorize));
    }

    /** @param allowed whether all of them are */
    private record AnswerJson(boolean allowed, List<DecisionJson> decisions) {}

    private void authorize(Context context) {
        ApiCallers.Proven asker = callers.require(context);
        List<AuthorizeQuestions.Question> questions = AuthorizeQuestions.of(
                JsonBody.of(context, "principal", "request", "action", "resource", "context", "questions"));
        Map<AuthorizeQuestions.Who, Verified<Signer>> signers = signers(questions);
        List<Verdict> verdicts = recorder.read(
                new ApiRecorder.Asked(asker, "Authorize", EventRecord.json()),
                account -> decide(account, asker, questions, signers));
        for (int i = 0; i < verdicts.size(); i++) {
            Verified<Signer> signer = signers.get(questions.get(i).who());
            Verdict verdict = verdicts.get(i);
            attempts.attempted(
                    verdict.subject().caller(), verdict.asked().action(), signer == null ? null : signer.region());
        }
        context.json(new AnswerJson(
                verdicts.stream().allMatch(Verdict::isAllowed),
                verdicts.stream()
                        .map(verdict -> DecisionJson.of(verdict, encoded(asker, verdict)))
                        .toList()));
    }

    /** What {@code DecodeAuthorizationMessage} reads; null where nothing was denied. */
    private @Nullable String encoded(ApiCallers.Proven asker, Verdict verdict) {
        return verdict.isAllowed()
                ? null
                : messages.encode(asker.account(), verdict.subject().caller(), verdict.asked(), verdict.decision());
    }

    /** Who made the requests that are forwarded, each looked at once. */
    private Map<AuthorizeQuestions.Who, Verified<Signer>> signers(List<AuthorizeQuestions.Question> questions) {
        Map<AuthorizeQuestions.Who, Verified<Signer>> signers = new HashMap<>();
        for (AuthorizeQuestions.Question question : questions) {
            ForwardedRequest forwarded = question.who().forwarded();
            if (forwarded != null && !signers.containsKey(question.who())) {
                signers.put(question.who(), forwarded.verify(signatures));
            }
        }
        return signers;
    }

    private List<Verdict> decide(
            Account account,
            ApiCallers.Proven asker,
            List<AuthorizeQuestions.Question> questions,
            Map<AuthorizeQuestions.Who, Verified<Signer>> signers) {
        Caller caller = asker.caller(account);
        Map<AuthorizeQuestions.Who, Subject> subjects = new HashMap<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (AuthorizeQuestions.Question question : questions) {
            AuthorizeQuestions.Who who = question.who();
            Subject subject = subjects.get(who);
            if (subject == null) {
                Verified<Signer> signer = signers.get(who);
                ForwardedRequest forwarded = who.forwarded();
                subject = signer == null || forwarded == null
                        ? named(account, caller, asker, Objects.requireNonNull(who.principal()))
                        : proven(account, caller, asker, forwarded, signer);
                subjects.put(who, subject);
            }
            verdicts.add(decisions.decide(account, subject, question.asked()));
        }
        return verdicts;
    }

    private Subject named(Account account, Caller caller, ApiCallers.Proven asker, String principal) {
        require(account, caller, asker, Subject.resource(account, principal), RequestContext.builder());
        return Subject.named(account, principal);
    }

    private Subject proven(
            Account account,
            Caller caller,
            ApiCallers.Proven asker,
            ForwardedRequest forwarded,
            Verified<Signer> signed) {
        if (!signed.principal().account().equals(account.id())) {
            throw ForwardedRequest.refused("it was signed by a principal of another account");
        }
        Caller signer = signed.principal()
                .caller(account)
                .orElseThrow(() -> ForwardedRequest.refused(
                        "InvalidClientTokenId: The security token included in the request is invalid."));
        Subject subject = Subject.proven(signer, forwarded.keys(signed.region()));
        require(
                account,
                caller,
                asker,
                subject.resource(),
                RequestContext.builder()
                        .put("sallyport:ForService", forwarded.service())
                        .put("sallyport:ForHost", forwarded.host()));
        return subject;
    }

    private void require(
            Account account, Caller caller, ApiCallers.Proven asker, String resource, RequestContext.Builder keys) {
        authorizer.require(account, caller, new AuthorizationRequest(ACTION, resource, keys.build()), asker.facts());
    }
}
