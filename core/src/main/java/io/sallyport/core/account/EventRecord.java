// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.IamException;
import io.sallyport.core.event.Event;
import io.sallyport.core.event.EventFacts;
import io.sallyport.core.event.EventIds;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happened, member by member, as CloudTrail does (CloudTrail User Guide, "CloudTrail record contents for
 * management, data, and network activity events"). Built for one event and then of no further use.
 */
public final class EventRecord {
    /** Our own API, which no {@code amazonaws.com} is. */
    public static final String SALLYPORT = "sallyport";

    public static final String SIGN_IN = "signin.amazonaws.com";

    /** Of an API call, of a sign-in, of what the machine's operator did. */
    public enum Type {
        API_CALL("AwsApiCall"),
        CONSOLE_SIGN_IN("AwsConsoleSignIn"),
        SERVICE_EVENT("AwsServiceEvent");

        private final String wire;

        Type(String wire) {
            this.wire = wire;
        }
    }

    /** How the first and last lines of one end, whatever its kind (RFC 7468). */
    private static final String PRIVATE_KEY = "PRIVATE KEY-----";

    private static final String REGION = "us-east-1";
    private static final int LONGEST_TEXT = 1024;

    /** CloudTrail leaves out what is larger, and says so. */
    private static final int MOST_BYTES = 100 * 1024;

    private final String source;
    private final String name;
    private final Type type;
    private JsonNode identity = NullNode.getInstance();
    private @Nullable RequestFacts facts;
    private @Nullable String errorCode;
    private @Nullable String errorMessage;
    private @Nullable JsonNode parameters;
    private @Nullable JsonNode response;
    private @Nullable JsonNode additional;
    private @Nullable String requestId;
    private boolean readOnly;
    private boolean fromConsole;

    private EventRecord(String source, String name, Type type) {
        this.source = source;
        this.name = name;
        this.type = type;
    }

    /** @param source for example {@code iam.amazonaws.com} */
    public static EventRecord of(String source, String name, Type type) {
        return new EventRecord(source, name, type);
    }

    /** What was done at the machine itself, by a command. */
    public static EventRecord byOperator(Account account, String name) {
        return new EventRecord(SALLYPORT, name, Type.SERVICE_EVENT).by(RecordedIdentity.operator(account));
    }

    public static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    public EventRecord by(JsonNode newIdentity) {
        this.identity = newIdentity;
        return this;
    }

    public EventRecord by(Caller caller, Account account, @Nullable String accessKeyId) {
        this.fromConsole = caller.credential() == Caller.Credential.CONSOLE;
        return by(RecordedIdentity.of(caller, account, accessKeyId));
    }

    public EventRecord from(RequestFacts newFacts) {
        this.facts = newFacts;
        return this;
    }

    /** @param code null if AWS tells none, as at a failed sign-in */
    public EventRecord refused(@Nullable String code, String message) {
        this.errorCode = code;
        this.errorMessage = told(message);
        return this;
    }

    /** Adds why, where the caller was not told. */
    public EventRecord because(Throwable refusal) {
        Throwable reason = refusal instanceof Refusal kept ? kept.reason() : refusal;
        if (reason instanceof IamException known) {
            known.detail().ifPresent(detail -> {
                ObjectNode members = additional instanceof ObjectNode had ? had : json();
                this.additional = members.put("reason", detail);
            });
        }
        return this;
    }

    public EventRecord parameters(@Nullable JsonNode newParameters) {
        this.parameters = newParameters;
        return this;
    }

    public EventRecord response(@Nullable JsonNode newResponse) {
        this.response = newResponse;
        return this;
    }

    public EventRecord additional(JsonNode newAdditional) {
        this.additional = newAdditional;
        return this;
    }

    public EventRecord request(String id) {
        this.requestId = id;
        return this;
    }

    public EventRecord readOnly(boolean isReadOnly) {
        this.readOnly = isReadOnly;
        return this;
    }

    /** As an event of the account whose log it goes to. */
    public void into(Account account, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        String id = EventIds.next(at);
        ObjectNode json = json();
        json.put("eventVersion", "1.11");
        json.set("userIdentity", identity);
        json.put("eventTime", at.truncatedTo(ChronoUnit.SECONDS).toString());
        json.put("eventSource", source);
        json.put("eventName", name);
        json.put("awsRegion", facts == null || facts.region() == null ? REGION : facts.region());
        json.put("sourceIPAddress", facts == null ? SALLYPORT : facts.sourceIp());
        String agent = facts == null ? SALLYPORT : facts.userAgent();
        json.put("userAgent", agent == null ? null : cut(agent));
        if (errorCode != null) {
            json.put("errorCode", errorCode);
        }
        if (errorMessage != null) {
            json.put("errorMessage", cut(errorMessage));
        }
        json.set("requestParameters", bounded(parameters));
        json.set("responseElements", bounded(response));
        if (additional != null) {
            json.set("additionalEventData", additional);
        }
        if (requestId != null) {
            json.put("requestID", requestId);
        }
        json.put("eventID", id);
        json.put("readOnly", readOnly);
        json.put("eventType", type.wire);
        json.put("managementEvent", true);
        json.put("recipientAccountId", account.id().value());
        json.put("eventCategory", "Management");
        if (fromConsole) {
            json.put("sessionCredentialFromConsole", "true");
        }
        account.events().record(Event.of(id, at, json), EventFacts.of(json));
    }

    /** A text of a request or about it; not one that holds a private key, which people paste where a certificate belongs. */
    public static String told(String text) {
        return text.contains(PRIVATE_KEY) ? RecordedIdentity.HIDDEN : text;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
    }

    private static JsonNode bounded(@Nullable JsonNode members) {
        if (members == null) {
            return NullNode.getInstance();
        }
        int size = members.toString().getBytes(StandardCharsets.UTF_8).length;
        return size <= MOST_BYTES
                ? members
                : json().put("omitted", true).put("originalSize", size).put("reason", "larger than 100 KB");
    }
}
