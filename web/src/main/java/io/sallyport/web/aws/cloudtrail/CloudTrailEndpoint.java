// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.event.Event;
import io.sallyport.core.event.EventFacts;
import io.sallyport.core.event.EventQuery;
import io.sallyport.web.aws.HttpMessage;
import io.sallyport.web.aws.SignatureVerifier;
import io.sallyport.web.aws.Signer;
import io.sallyport.web.aws.Verified;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what comes with {@code X-Amz-Target}: {@code LookupEvents}, and nothing else of CloudTrail's. Thread-safe. */
public final class CloudTrailEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(CloudTrailEndpoint.class);

    private static final String SERVICE = "cloudtrail";
    private static final String LOOKUP = "LookupEvents";
    private static final String TARGET = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101." + LOOKUP;

    private final SignatureVerifier<Signer> signatures;
    private final Accounts accounts;
    private final Authorizer authorizer;
    private final InstantSource clock;

    public CloudTrailEndpoint(
            SignatureVerifier<Signer> signatures, Accounts accounts, Authorizer authorizer, InstantSource clock) {
        this.signatures = signatures;
        this.accounts = accounts;
        this.authorizer = authorizer;
        this.clock = clock;
    }

    /**
     * An answer.
     *
     * @param errorType empty unless it is a refusal
     */
    public record Answer(int status, String errorType, String body) {}

    /** Answers one request; whatever goes wrong is an answer too. */
    public Answer handle(String target, HttpMessage message, RequestFacts origin, String requestId) {
        try {
            if (!target.equals(TARGET)) {
                throw JsonError.refused(
                        "UnknownOperationException", "There is no such operation here: " + LOOKUP + " is.");
            }
            Verified<Signer> verified = signatures.verify(message, SERVICE);
            return new Answer(200, "", lookup(verified, message, origin.signedFor(verified.region()), requestId));
        } catch (RuntimeException failure) {
            JsonError error = JsonErrors.of(failure);
            if (error.status() == 500) {
                LOG.error("request {} failed", requestId, failure);
            }
            return refusal(error);
        }
    }

    /** The answer to a request that cannot even be read. */
    public static Answer refuse(RuntimeException failure) {
        return refusal(JsonErrors.of(failure));
    }

    private static Answer refusal(JsonError error) {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("__type", error.type())
                // Clients read either.
                .put("message", error.explanation())
                .put("Message", error.explanation())
                .toString();
        return new Answer(error.status(), error.type(), body);
    }

    private String lookup(Verified<Signer> verified, HttpMessage message, RequestFacts facts, String requestId) {
        Signer signer = verified.principal();
        byte[] body = message.body().toArray();
        Instant now = clock.instant();
        boolean insights = LookupRequest.asksForInsights(body);
        LookupRequest request = LookupRequest.read(body, now);
        EventQuery query = request.query();
        List<Event> found;
        try {
            found = accounts.read(signer.account(), account -> {
                Caller caller = signer.caller(account).orElseThrow(CloudTrailEndpoint::invalidToken);
                authorizer.require(account, caller, SERVICE + ":" + LOOKUP, "*", facts);
                return insights
                        ? List.of()
                        : account.events()
                                .lookup(new EventQuery(
                                        query.attribute(),
                                        query.value(),
                                        query.from(),
                                        query.until(),
                                        query.after(),
                                        query.limit() + 1));
            });
        } catch (RuntimeException refusal) {
            JsonError error = JsonErrors.of(refusal);
            if (error.type().equals("AccessDeniedException")) {
                denied(verified, facts, requestId, error);
            }
            throw refusal;
        }
        return page(found, request);
    }

    private static JsonError invalidToken() {
        return JsonError.refused(
                "UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    private void denied(Verified<Signer> verified, RequestFacts facts, String requestId, JsonError error) {
        Signer signer = verified.principal();
        accounts.write(signer.account(), account -> {
            signer.caller(account)
                    .ifPresent(caller -> EventRecord.of(SERVICE + ".amazonaws.com", LOOKUP, EventRecord.Type.API_CALL)
                            .by(caller, account, verified.accessKeyId())
                            .from(facts)
                            .request(requestId)
                            .readOnly(true)
                            .refused("AccessDenied", error.explanation())
                            .into(account, clock.instant()));
            return true;
        });
    }

    private static String page(List<Event> found, LookupRequest request) {
        int limit = request.query().limit();
        List<Event> shown = found.subList(0, Math.min(limit, found.size()));
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode events = page.putArray("Events");
        shown.forEach(event -> events.add(wire(event)));
        if (found.size() > limit) {
            page.put("NextToken", NextToken.after(shown.get(limit - 1), request.parameters()));
        }
        return page.toString();
    }

    private static JsonNode wire(Event event) {
        EventFacts facts = event.facts();
        ObjectNode wire = JsonNodeFactory.instance.objectNode();
        wire.put("EventId", event.id());
        wire.put("EventName", facts.name());
        wire.put("ReadOnly", Boolean.toString(facts.readOnly()));
        if (facts.accessKeyId() != null) {
            wire.put("AccessKeyId", facts.accessKeyId());
        }
        wire.put("EventTime", event.at().getEpochSecond());
        wire.put("EventSource", facts.source());
        if (facts.username() != null) {
            wire.put("Username", facts.username());
        }
        ArrayNode resources = wire.putArray("Resources");
        facts.resources()
                .forEach(resource -> resources
                        .addObject()
                        .put("ResourceType", resource.type())
                        .put("ResourceName", resource.name()));
        wire.put("CloudTrailEvent", event.record());
        return wire;
    }
}
