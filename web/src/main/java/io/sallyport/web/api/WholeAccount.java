// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Authorizer;
import java.util.function.Function;

/**
 * Actions on what an account has one of, such as {@code sallyport:PutSessionRules}: authorised on any resource, as
 * {@code iam:UpdateAccountPasswordPolicy} is, and told the log under their own name.
 */
public final class WholeAccount {
    private static final String SERVICE = "sallyport:";

    private final ApiRecorder recorder;
    private final ApiCallers callers;
    private final Authorizer authorizer;

    public WholeAccount(ApiRecorder recorder, ApiCallers callers, Authorizer authorizer) {
        this.recorder = recorder;
        this.callers = callers;
        this.authorizer = authorizer;
    }

    ApiCallers callers() {
        return callers;
    }

    /** @param parameters what the event tells of the request; no secrets */
    <T> T read(ApiCallers.Proven by, String action, ObjectNode parameters, Function<Account, T> work) {
        return recorder.read(new ApiRecorder.Asked(by, action, parameters), within(by, action, work));
    }

    /** @param parameters what the event tells of the request; no secrets */
    <T> T change(ApiCallers.Proven by, String action, ObjectNode parameters, Function<Account, T> work) {
        return recorder.change(new ApiRecorder.Asked(by, action, parameters), within(by, action, work));
    }

    private <T> Function<Account, T> within(ApiCallers.Proven by, String action, Function<Account, T> work) {
        return account -> {
            authorizer.require(account, by.caller(account), SERVICE + action, "*", by.facts());
            return work.apply(account);
        };
    }
}
