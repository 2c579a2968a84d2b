// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.javalin.http.Context;
import io.sallyport.core.account.SignInStep;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a sign-in stands; members that do not apply are absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepJson(
        String status,
        @Nullable String signin,
        @Nullable List<Object> factors,
        @JsonRawValue @Nullable String publicKey) {

    /** Answers, with the session's cookie once there is one. */
    static void answer(Context context, SignInStep step, boolean secure) {
        if (step instanceof SignInStep.SignedIn done) {
            SessionCookie.set(context, done.token(), secure);
            context.json(new StepJson("SIGNED_IN", null, null, null));
        } else if (step instanceof SignInStep.FactorRequired factor) {
            context.json(new StepJson("FACTOR_REQUIRED", factor.signIn(), factors(factor), factor.publicKey()));
        } else if (step instanceof SignInStep.PasswordChangeRequired change) {
            context.json(new StepJson("PASSWORD_CHANGE_REQUIRED", change.signIn(), null, null));
        }
    }

    /** What stands in for a device has no serial. */
    private record OtherJson(String type) {}

    private static List<Object> factors(SignInStep.FactorRequired step) {
        List<Object> factors = new ArrayList<>();
        step.factors().forEach(device -> factors.add(DeviceJson.of(device)));
        if (step.recovery()) {
            factors.add(new OtherJson("recovery"));
        }
        if (step.accessCode()) {
            factors.add(new OtherJson("accessCode"));
        }
        return factors;
    }
}
