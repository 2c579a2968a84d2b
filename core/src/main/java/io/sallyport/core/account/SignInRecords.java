// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.UniqueId;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in as the log tells it (CloudTrail User Guide, "AWS Management Console sign-in events"): {@code ConsoleLogin},
 * {@code CheckMfa}, {@code PasswordUpdated}, {@code Logout}. Each goes into the transaction it tells of.
 */
final class SignInRecords {
    private static final String SUCCESS = "Success";
    private static final String FAILURE = "Failure";

    private final InstantSource clock;

    SignInRecords(InstantSource clock) {
        this.clock = clock;
    }

    /** @param owner null for a user whom the account does not have: what was typed may be a password */
    void loginFailed(Account account, @Nullable UniqueId owner, RequestFacts facts) {
        EventRecord record = record("ConsoleLogin", facts)
                .by(owner == null ? RecordedIdentity.unknownUser(account) : RecordedIdentity.signingIn(account, owner))
                .refused(null, owner == null ? "No username found in supplied account" : "Failed authentication")
                .response(EventRecord.json().put("ConsoleLogin", FAILURE))
                .additional(EventRecord.json().put("MobileVersion", "No").put("MFAUsed", "No"));
        record.into(account, clock.instant());
    }

    void loggedIn(Account account, UniqueId owner, @Nullable MfaEvidence mfa, RequestFacts facts) {
        ObjectNode additional =
                EventRecord.json().put("MobileVersion", "No").put("MFAUsed", mfa == null ? "No" : "Yes");
        if (mfa != null) {
            additional.put("MFAIdentifier", mfa.serial().value());
        }
        record("ConsoleLogin", facts)
                .by(RecordedIdentity.signingIn(account, owner))
                .response(EventRecord.json().put("ConsoleLogin", SUCCESS))
                .additional(additional)
                .into(account, clock.instant());
    }

    /** @param device its serial number, as far as it was told */
    void factor(
            Account account,
            UniqueId owner,
            boolean accepted,
            String type,
            @Nullable String device,
            RequestFacts facts) {
        EventRecord record = checked(account, owner, accepted, type, device, facts);
        record.into(account, clock.instant());
    }

    /** As {@link #factor}, with the reason that nobody else is told. */
    void factorRefused(
            Account account,
            UniqueId owner,
            String type,
            @Nullable String device,
            IamException reason,
            RequestFacts facts) {
        checked(account, owner, false, type, device, facts).because(reason).into(account, clock.instant());
    }

    private static EventRecord checked(
            Account account,
            UniqueId owner,
            boolean accepted,
            String type,
            @Nullable String device,
            RequestFacts facts) {
        ObjectNode additional = EventRecord.json().put("MfaType", type);
        if (device != null) {
            additional.put("MFAIdentifier", device);
        }
        EventRecord record = record("CheckMfa", facts)
                .by(RecordedIdentity.signingIn(account, owner))
                .response(EventRecord.json().put("CheckMfa", accepted ? SUCCESS : FAILURE))
                .additional(additional);
        if (!accepted) {
            record.refused(null, "Failed authentication");
        }
        return record;
    }

    /** A step of the help desk's story, under its own name beside the factor's. */
    void accessCodeUsed(Account account, UniqueId owner, String request, RequestFacts facts) {
        ObjectNode parameters = EventRecord.json();
        account.users()
                .find(owner)
                .ifPresent(user -> parameters.put("userName", user.name().value()));
        EventRecord.of(EventRecord.SALLYPORT, "UseAccessCode", EventRecord.Type.CONSOLE_SIGN_IN)
                .from(facts)
                .by(RecordedIdentity.signingIn(account, owner))
                .parameters(parameters.put("requestId", request))
                .into(account, clock.instant());
    }

    void passwordUpdated(Account account, UniqueId owner, RequestFacts facts) {
        record("PasswordUpdated", facts)
                .by(RecordedIdentity.signingIn(account, owner))
                .response(EventRecord.json().put("PasswordUpdated", SUCCESS))
                .into(account, clock.instant());
    }

    void passwordNotUpdated(Account account, UniqueId owner, String message, RequestFacts facts) {
        record("PasswordUpdated", facts)
                .by(RecordedIdentity.signingIn(account, owner))
                .refused(null, message)
                .response(EventRecord.json().put("PasswordUpdated", FAILURE))
                .into(account, clock.instant());
    }

    void signedOut(Account account, Caller caller, RequestFacts facts) {
        record("Logout", facts)
                .by(caller, account, null)
                .response(EventRecord.json().put("Logout", SUCCESS))
                .into(account, clock.instant());
    }

    private static EventRecord record(String name, RequestFacts facts) {
        return EventRecord.of(EventRecord.SIGN_IN, name, EventRecord.Type.CONSOLE_SIGN_IN)
                .from(facts);
    }
}
