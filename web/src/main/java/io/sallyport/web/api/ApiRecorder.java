// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.EventRecord;
import io.sallyport.web.aws.WireError;
import io.sallyport.web.aws.WireErrors;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a caller of the JSON API asks for and tells the account's log of it: of changes in their own transaction, of
 * refusals in one of their own, of reads only if they were denied.
 */
public final class ApiRecorder {
    private static final Logger LOG = LoggerFactory.getLogger(ApiRecorder.class);

    private final Accounts accounts;
    private final InstantSource clock;

    public ApiRecorder(Accounts accounts, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param name the event's
     * @param parameters what it tells of the request; no secrets
     */
    record Asked(ApiCallers.Proven by, String source, String name, ObjectNode parameters) {
        Asked(ApiCallers.Proven by, String name, ObjectNode parameters) {
            this(by, EventRecord.SALLYPORT, name, parameters);
        }
    }

    <T> T read(Asked asked, Function<Account, T> work) {
        try {
            return accounts.read(asked.by().account(), work);
        } catch (RuntimeException refusal) {
            if (WireErrors.of(refusal).code().equals("AccessDenied")) {
                refused(asked, refusal, true);
            }
            throw refusal;
        }
    }

    /** Asks whether a change is allowed, before the work that is done for it outside of a transaction. */
    void ask(Asked asked, Consumer<Account> permission) {
        try {
            accounts.read(asked.by().account(), account -> {
                permission.accept(account);
                return true;
            });
        } catch (RuntimeException refusal) {
            refused(asked, refusal, false);
            throw refusal;
        }
    }

    <T> T change(Asked asked, Function<Account, T> work) {
        return change(asked, work, (account, result) -> null);
    }

    /** @param response what the event tells of the result; no secrets */
    <T> T change(Asked asked, Function<Account, T> work, BiFunction<Account, T, @Nullable ObjectNode> response) {
        try {
            return accounts.write(asked.by().account(), account -> {
                // Asked before the work: it may be that she removes by it what her session hangs on.
                EventRecord record = record(asked, account);
                T result = work.apply(account);
                record.response(response.apply(account, result)).into(account, clock.instant());
                return result;
            });
        } catch (RuntimeException refusal) {
            refused(asked, refusal, false);
            throw refusal;
        }
    }

    /** What is told of only if it is refused: the begin of something. */
    <T> T begin(Asked asked, Function<Account, T> work) {
        try {
            return accounts.write(asked.by().account(), work);
        } catch (RuntimeException refusal) {
            refused(asked, refusal, false);
            throw refusal;
        }
    }

    /**
     * What is not over with the caller's account.
     *
     * @param ask in a transaction there; what it returns goes on, outside of any
     * @param tell what the event tells of the result, and the request where only that knows it; no secrets
     */
    <T> T goOn(Asked asked, Function<Account, Supplier<T>> ask, BiConsumer<T, EventRecord> tell) {
        Supplier<T> further = begin(asked, ask);
        T result;
        try {
            result = further.get();
        } catch (RuntimeException refusal) {
            refused(asked, refusal, false);
            throw refusal;
        }
        // Before anybody is handed it.
        accounts.write(asked.by().account(), account -> {
            EventRecord record = record(asked, account);
            tell.accept(result, record);
            record.into(account, clock.instant());
            return true;
        });
        return result;
    }

    private EventRecord record(Asked asked, Account account) {
        return EventRecord.of(asked.source(), asked.name(), EventRecord.Type.API_CALL)
                .by(asked.by().caller(account), account, asked.by().accessKeyId())
                .from(asked.by().facts())
                .parameters(asked.parameters().isEmpty() ? null : asked.parameters());
    }

    /** Whatever happens here, the caller gets her own refusal. */
    private void refused(Asked asked, RuntimeException refusal, boolean readOnly) {
        WireError error = WireErrors.of(refusal);
        if (error.status() == 500) {
            return;
        }
        try {
            accounts.write(asked.by().account(), account -> {
                record(asked, account)
                        .readOnly(readOnly)
                        .refused(error.code(), error.message())
                        .because(refusal)
                        .into(account, clock.instant());
                return true;
            });
        } catch (NotSignedIn nobody) {
            LOG.debug("nobody is there whose refusal could be recorded", nobody);
        } catch (RuntimeException notRecorded) {
            LOG.error("a refusal was not recorded", notRecorded);
        }
    }
}
