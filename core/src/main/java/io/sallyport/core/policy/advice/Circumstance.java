// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.RequestContext;

/** How somebody may have proven herself, as the condition keys of MFA show it. */
enum Circumstance {
    /** None of the keys is there. */
    LONG_TERM_KEY("requests with a long-term access key"),
    SESSION_WITHOUT_MFA("sessions without MFA"),
    FRESH_CODE("a fresh code"),
    FRESH_KEY("a fresh security key"),
    OLD_KEY("a security key long ago");

    private static final long LONG_AGO = 1_000_000_000;

    private final String noun;

    Circumstance(String noun) {
        this.noun = noun;
    }

    String noun() {
        return noun;
    }

    RequestContext facts() {
        return switch (this) {
            case LONG_TERM_KEY -> RequestContext.builder().build();
            case SESSION_WITHOUT_MFA ->
                RequestContext.builder()
                        .put("aws:MultiFactorAuthPresent", false)
                        .build();
            case FRESH_CODE -> withMfa(1, "totp", false);
            case FRESH_KEY -> withMfa(1, "fido", true);
            case OLD_KEY -> withMfa(LONG_AGO, "fido", true);
        };
    }

    private static RequestContext withMfa(long age, String method, boolean strong) {
        return RequestContext.builder()
                .put("aws:MultiFactorAuthPresent", true)
                .put("aws:MultiFactorAuthAge", Long.toString(age))
                .put("sallyport:MfaMethod", method)
                .put("sallyport:MfaPhishingResistant", strong)
                .put("sallyport:MfaAttested", strong)
                .build();
    }
}
