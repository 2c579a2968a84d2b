// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.javalin.http.Context;
import io.sallyport.core.account.SignInStep;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a sign-in stands; members that do not apply are absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StepJson(
        String status,
        @Nullable String signin,
        @Nullable List<DeviceJson> factors,
        @JsonRawValue @Nullable String publicKey,
        @Nullable Boolean accessCode) {

    /** Answers, with the session's cookie once there is one. */
    static void answer(Context context, SignInStep step, boolean secure) {
        if (step instanceof SignInStep.SignedIn done) {
            SessionCookie.set(context, done.token(), secure);
            context.json(new StepJson("SIGNED_IN", null, null, null, null));
        } else if (step instanceof SignInStep.FactorRequired factor) {
            context.json(new StepJson(
                    "FACTOR_REQUIRED",
                    factor.signIn(),
                    factor.factors().stream().map(DeviceJson::of).toList(),
                    factor.publicKey(),
                    factor.accessCode() ? true : null));
        } else if (step instanceof SignInStep.PasswordChangeRequired change) {
            context.json(new StepJson("PASSWORD_CHANGE_REQUIRED", change.signIn(), null, null, null));
        }
    }
}
