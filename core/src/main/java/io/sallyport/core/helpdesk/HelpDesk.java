// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.helpdesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.accesscode.AccessCode;
import io.sallyport.core.accesscode.AccessCodeRequest;
import io.sallyport.core.accesscode.AccessCodeRequest.State;
import io.sallyport.core.accesscode.HelpDeskRules;
import io.sallyport.core.accesscode.Operator;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.Guessed;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.OwnerThrottle;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UserName;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Helps somebody who lost her device to another: takes the lost one and her sessions from her, and gives her a code by
 * which she can sign in to enrol a device and for nothing else. Works inside the caller's transaction.
 */
public final class HelpDesk {
    private static final String ISSUE = "sallyport:IssueAccessCode";
    private static final String APPROVE = "sallyport:ApproveAccessCode";
    private static final String WITHDRAW = "sallyport:WithdrawAccessCode";
    private static final String DEACTIVATE = "iam:DeactivateMFADevice";
    private static final String REVOKE = "sallyport:RevokeSessions";

    private final Authorizer authorizer;
    private final RightsComparison rights;
    private final MfaRegistry registry;
    private final SecureRandom random;
    private final InstantSource clock;

    public HelpDesk(
            Authorizer authorizer,
            RightsComparison rights,
            MfaRegistry registry,
            SecureRandom random,
            InstantSource clock) {
        this.authorizer = authorizer;
        this.rights = rights;
        this.registry = registry;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Who helps.
     *
     * @param accessKeyId null in a browser
     * @param compared what was found of her and the user before this transaction, if anything was looked for
     */
    public record Acting(
            Caller caller,
            @Nullable String accessKeyId,
            RequestFacts facts,
            RightsComparison.@Nullable Compared compared) {}

    /**
     * What an operator asks for.
     *
     * @param lost the device to be taken from the user, with all her sessions
     * @param lifetime of the code; null for the account's
     */
    public record Wanted(
            UserName user,
            @Nullable MfaSerial lost,
            @Nullable Duration lifetime,
            @Nullable String reason) {}

    /** @param code null while a second person has to approve; shown once, and nowhere else */
    public record Opened(
            AccessCodeRequest request, @Nullable AccessCode code) {}

    /**
     * Begins: with the code, or where the account wants four eyes by asking for it. The loss counts at once either way.
     *
     * @throws IamException {@code ACCESS_DENIED} without permission, for oneself or for whoever may do more; {@code
     *     NO_SUCH_ENTITY} for a user without password or a device that is not hers
     */
    public Opened request(Account account, Acting by, Wanted wanted) {
        Operator operator = Operators.of(by.caller());
        User user = authorised(account, by, ISSUE, wanted.user());
        requireAnother(account, by, operator, user);
        // Who could take all devices away can do no more by a code in their place.
        if (wanted.lost() != null || !account.mfaDevices().of(user.id()).isEmpty()) {
            require(account, by, DEACTIVATE, user);
        }
        if (account.loginProfiles().find(user.id()).isEmpty()) {
            throw new IamException(
                    Kind.NO_SUCH_ENTITY, "User " + user.name().value() + " has no password to sign in with.");
        }
        String id = UUID.randomUUID().toString();
        MfaSerial lost = wanted.lost();
        if (lost != null) {
            require(account, by, REVOKE, user);
            lose(account, by, user, lost, id);
        }
        Opened opened = open(account, operator, user, wanted, id);
        if (opened.code() != null) {
            issued(account, by, opened.request());
        }
        return opened;
    }

    private Opened open(Account account, Operator operator, User user, Wanted wanted, String id) {
        Instant now = clock.instant();
        HelpDeskRules rules = account.accessCodes().rules();
        Duration lifetime = wanted.lifetime() == null ? rules.codeLifetime() : wanted.lifetime();
        AccessCode code = rules.fourEyes() ? null : AccessCode.generate(random);
        AccessCodeRequest request = new AccessCodeRequest(
                id,
                user.id(),
                code == null ? State.REQUESTED : State.ISSUED,
                wanted.reason(),
                wanted.lost(),
                lifetime,
                operator,
                now,
                null,
                null,
                now.plus(code == null ? rules.approvalTime() : lifetime),
                null,
                null,
                wanted.lost() != null);
        account.accessCodes().open(request, code);
        return new Opened(account.accessCodes().find(request.id()).orElseThrow(), code);
    }

    /** An app is forgotten: its seed is on the telephone that somebody may find. */
    private void lose(Account account, Acting by, User user, MfaSerial serial, String request) {
        MfaDevice device = account.mfaDevices().require(serial);
        registry.deactivate(account.mfaDevices(), user.id(), serial, true);
        if (device.type() == MfaDevice.Type.VIRTUAL) {
            registry.deleteVirtual(account.mfaDevices(), serial);
        }
        tell(
                account,
                by,
                "DeactivateMFADevice",
                told(user, request).put("serialNumber", serial.value()).put("reason", "lost"));
        account.sessions().cutOff(user.id(), clock.instant());
        tell(account, by, "RevokeSessions", told(user, request));
    }

    private static ObjectNode told(User user, String request) {
        return EventRecord.json().put("userName", user.name().value()).put("requestId", request);
    }

    /** A step within what the caller asked for, under the name that it has by itself. */
    private void tell(Account account, Acting by, String name, ObjectNode parameters) {
        EventRecord.of(EventRecord.SALLYPORT, name, EventRecord.Type.API_CALL)
                .by(by.caller(), account, by.accessKeyId())
                .from(by.facts())
                .parameters(parameters)
                .into(account, clock.instant());
    }

    /**
     * The second person's consent, which makes the code.
     *
     * @throws IamException {@code ACCESS_DENIED} as {@link #request}, and to whoever asked herself; {@code
     *     CONCURRENT_MODIFICATION} for what is not waiting (any more); {@code NO_SUCH_ENTITY}
     */
    public Opened approve(Account account, Acting by, String id) {
        Operator operator = Operators.of(by.caller());
        AccessCodeRequest request = authorised(account, by, APPROVE, id);
        requireAnother(account, by, operator, user(account, request));
        AccessCode code = AccessCode.generate(random);
        if (!account.accessCodes().approve(request, operator, code, clock.instant())) {
            throw notWaiting(request, operator);
        }
        Opened opened = new Opened(account.accessCodes().find(id).orElseThrow(), code);
        issued(account, by, opened.request());
        return opened;
    }

    /** A new code is a new secret: what was guessed of another does not count against it. */
    private void issued(Account account, Acting by, AccessCodeRequest request) {
        OwnerThrottle.of(account.mfaDevices().wrongTries(), request.user(), Guessed.ACCESS_CODE)
                .right();
        tell(account, by, "IssueAccessCode", told(account, request, EventRecord.json()));
    }

    /** @throws IamException as {@link #approve} */
    public AccessCodeRequest deny(Account account, Acting by, String id) {
        Operator operator = Operators.of(by.caller());
        AccessCodeRequest request = authorised(account, by, APPROVE, id);
        if (!account.accessCodes().deny(request, operator, clock.instant())) {
            throw notWaiting(request, operator);
        }
        return account.accessCodes().find(id).orElseThrow();
    }

    /**
     * Takes a request and its code back, and the hold that a loss put on the user's password.
     *
     * @throws IamException {@code ACCESS_DENIED} without permission; {@code CONCURRENT_MODIFICATION} for what has ended;
     *     {@code NO_SUCH_ENTITY}
     */
    public AccessCodeRequest withdraw(Account account, Acting by, String id) {
        Operator operator = Operators.of(by.caller());
        AccessCodeRequest request = authorised(account, by, WITHDRAW, id);
        if (!account.accessCodes().withdraw(request, operator, clock.instant())) {
            throw ended(request);
        }
        return account.accessCodes().find(id).orElseThrow();
    }

    /** What the log tells of a request. */
    public ObjectNode told(Account account, AccessCodeRequest request, ObjectNode into) {
        account.users()
                .find(request.user())
                .ifPresent(user -> into.put("userName", user.name().value()));
        return into.put("requestId", request.id())
                .put("state", request.at(clock.instant()).name())
                .put("expiresAt", request.expiresAt().toString());
    }

    /**
     * Compares the operator's rights with the user's, ahead of the transaction that acts; null for whoever may not act
     * anyway, who is not worth the time.
     */
    public RightsComparison.@Nullable Compared lookAhead(
            Account account, Caller caller, RequestFacts facts, boolean approves, @Nullable User user) {
        if (user == null) {
            return null;
        }
        String action = approves ? APPROVE : ISSUE;
        String arn = user.arn(account.id()).toString();
        return authorizer.decide(account, caller, action, arn, facts).isAllowed()
                ? rights.compare(account, caller, user, facts)
                : null;
    }

    private void requireAnother(Account account, Acting by, Operator operator, User user) {
        if (user.id().equals(by.caller().id())
                || operator.person().equals(Operators.fold(user.name().value()))) {
            throw new IamException(Kind.ACCESS_DENIED, "Nobody gives an access code to herself.");
        }
        rights.require(account, by.caller(), user, by.compared(), by.facts());
    }

    private User authorised(Account account, Acting by, String action, UserName name) {
        User user = account.users().find(name).orElse(null);
        if (user == null) {
            // Whoever may do this to nobody does not learn who exists.
            authorizer.require(
                    account,
                    by.caller(),
                    action,
                    account.id().iam("user/" + name.value()).toString(),
                    by.facts());
            return account.users().require(name);
        }
        require(account, by, action, user);
        return user;
    }

    private AccessCodeRequest authorised(Account account, Acting by, String action, String id) {
        AccessCodeRequest request = account.accessCodes().find(id).orElse(null);
        if (request == null) {
            authorizer.require(
                    account, by.caller(), action, account.id().iam("user/*").toString(), by.facts());
            throw noSuchRequest();
        }
        require(account, by, action, user(account, request));
        return request;
    }

    private void require(Account account, Acting by, String action, User user) {
        authorizer.require(account, by.caller(), action, user.arn(account.id()).toString(), by.facts());
    }

    private static User user(Account account, AccessCodeRequest request) {
        return account.users().find(request.user()).orElseThrow(HelpDesk::noSuchRequest);
    }

    public static IamException noSuchRequest() {
        return new IamException(Kind.NO_SUCH_ENTITY, "There is no such request.");
    }

    private IamException notWaiting(AccessCodeRequest request, Operator operator) {
        return request.at(clock.instant()) == State.REQUESTED
                        && request.requestedBy().isSame(operator)
                ? new IamException(
                        Kind.ACCESS_DENIED, "Whoever asks for a code does not decide about it: another person does.")
                : ended(request);
    }

    private IamException ended(AccessCodeRequest request) {
        return new IamException(
                Kind.CONCURRENT_MODIFICATION,
                "The request is not waiting for that: it is " + request.at(clock.instant())
                        + " or was decided just now.");
    }
}
