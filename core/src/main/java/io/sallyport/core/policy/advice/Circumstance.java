// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.RequestContext;

/** How somebody may have proven herself, as the condition keys of MFA show it. */
enum Circumstance {
    /** None of the keys is there. */
    LONG_TERM_KEY("a long-term access key", context()),
    SESSION_WITHOUT_MFA("a session without MFA", context().put("aws:MultiFactorAuthPresent", false)),
    FRESH_CODE("a fresh code", withMfa(1, "totp", false)),
    FRESH_KEY("a fresh security key", withMfa(1, "fido", true)),
    OLD_KEY("a security key long ago", withMfa(1_000_000_000, "fido", true));

    private final String noun;
    private final RequestContext context;

    Circumstance(String noun, RequestContext.Builder context) {
        this.noun = noun;
        this.context = context.build();
    }

    String noun() {
        return noun;
    }

    RequestContext facts() {
        return context;
    }

    boolean hasMfa() {
        return this != LONG_TERM_KEY && this != SESSION_WITHOUT_MFA;
    }

    private static RequestContext.Builder context() {
        return RequestContext.builder();
    }

    private static RequestContext.Builder withMfa(long age, String method, boolean strong) {
        return context()
                .put("aws:MultiFactorAuthPresent", true)
                .put("aws:MultiFactorAuthAge", Long.toString(age))
                .put("sallyport:MfaMethod", method)
                .put("sallyport:MfaPhishingResistant", strong)
                .put("sallyport:MfaAttested", strong);
    }
}
