// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.IamException;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.EventRecord;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.name.AccountId;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Tells the account's log of calls: of those that changed something or opened a session in their own transaction, of
 * those that were refused in one that commits although the call did nothing. Reads that were allowed are not recorded; of
 * reads that policy denied the denial is. Nor is a request recorded that nobody was shown to have signed, by which
 * anybody could fill the log.
 */
final class CallRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(CallRecorder.class);

    private final Accounts accounts;
    private final InstantSource clock;

    CallRecorder(Accounts accounts, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /** One verified call. */
    final class Recording {
        private final Verified<Signer> verified;
        private final Action<Call, ?> action;
        private final RequestFacts facts;
        private final String requestId;
        private @Nullable SdkPojo request;
        private boolean told;

        private Recording(Verified<Signer> verified, Action<Call, ?> action, RequestFacts facts, String requestId) {
            this.verified = verified;
            this.action = action;
            this.facts = facts;
            this.requestId = requestId;
        }

        void asked(SdkPojo read) {
            this.request = read;
        }

        /** Within the transaction that did it. */
        void done(Call call, SdkPojo response) {
            told = true;
            record(call.caller(), call.account())
                    .response(RecordedMembers.of(response))
                    .into(call.account(), clock.instant());
        }

        /** Of a session that no transaction had to open, before anybody is handed it. */
        void done(SdkPojo response) {
            if (told || !action.recorded()) {
                return;
            }
            Signer signer = verified.principal();
            accounts.write(signer.account(), account -> {
                signer.caller(account)
                        .ifPresent(who -> record(who, account)
                                .response(RecordedMembers.of(response))
                                .into(account, clock.instant()));
                return true;
            });
        }

        /** After the transaction that did nothing. Whatever happens here, the caller gets her own refusal. */
        void refused(RuntimeException refusal) {
            WireError error = WireErrors.of(refusal);
            boolean matters = action.recorded() || error.code().equals("AccessDenied");
            if (!matters || error.status() == 500) {
                return;
            }
            Signer signer = verified.principal();
            try {
                accounts.write(signer.account(), account -> {
                    Optional<Caller> caller = signer.caller(account);
                    caller.ifPresent(who -> record(who, account)
                            .refused(recordedCode(refusal, error), error.message())
                            .into(account, clock.instant()));
                    return caller.isPresent();
                });
            } catch (RuntimeException notRecorded) {
                LOG.error("the refusal of request {} was not recorded", requestId, notRecorded);
            }
        }

        private EventRecord record(Caller caller, Account account) {
            return EventRecord.of(action.api().service() + ".amazonaws.com", action.name(), EventRecord.Type.API_CALL)
                    .by(caller, account, verified.accessKeyId())
                    .from(facts)
                    .request(requestId)
                    // CloudTrail calls what STS does read-only: it changes no resource.
                    .readOnly(action.readOnly() || action.api() == Api.STS)
                    .parameters(request == null ? null : RecordedMembers.of(request));
        }
    }

    /** Of a session that a provider's word opened, before anybody is handed it. A refusal is not recorded: anybody can ask. */
    void vouched(
            AccountId named,
            Action<Call, ?> action,
            RequestFacts facts,
            String requestId,
            SdkPojo request,
            SdkPojo response) {
        accounts.write(named, account -> {
            EventRecord.of(action.api().service() + ".amazonaws.com", action.name(), EventRecord.Type.API_CALL)
                    .by(VouchedIdentity.of(response))
                    .from(facts)
                    .request(requestId)
                    .readOnly(true)
                    .parameters(RecordedMembers.of(request))
                    .response(RecordedMembers.of(response))
                    .into(account, clock.instant());
            return true;
        });
    }

    Recording of(Verified<Signer> verified, Action<Call, ?> action, RequestFacts facts, String requestId) {
        return new Recording(verified, action, facts, requestId);
    }

    /** CloudTrail names the exception's shape, {@code NoSuchEntityException}, where the wire has its code. */
    private static String recordedCode(RuntimeException refusal, WireError error) {
        boolean modelled = refusal instanceof IamException iam && iam.kind() != IamException.Kind.ACCESS_DENIED;
        return !modelled || error.code().endsWith("Exception") ? error.code() : error.code() + "Exception";
    }
}
