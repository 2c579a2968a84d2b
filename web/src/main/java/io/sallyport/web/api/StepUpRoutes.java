// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.sallyport.core.account.SignInStep;
import io.sallyport.core.account.StepUp;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.web.http.Exchange;
import io.sallyport.web.http.Proxies;
import java.util.List;
import java.util.Optional;

/** Shows a device again within a browser session. */
public final class StepUpRoutes {
    private final StepUp stepUp;
    private final Proxies proxies;

    public StepUpRoutes(StepUp stepUp, Proxies proxies) {
        this.stepUp = stepUp;
        this.proxies = proxies;
    }

    public List<Route> routes() {
        return List.of(
                new Route(HandlerType.POST, "/api/v1/session/factor", this::begin),
                new Route(HandlerType.POST, "/api/v1/session/factor/{id}", this::finish));
    }

    private void begin(Context context) {
        JsonBody.of(context);
        answer(context, stepUp.begin(token(context), MaxAge.of(context).orElse(null)));
    }

    private void finish(Context context) {
        JsonBody body = JsonBody.of(context, "serial", "code", "credential");
        String id = context.pathParam("id");
        answer(
                context,
                body.has("credential")
                        ? stepUp.withKey(token(context), id, body.object("credential"))
                        : stepUp.withCode(
                                token(context), id, new MfaSerial(body.required("serial")), body.required("code")));
    }

    private void answer(Context context, Optional<SignInStep> step) {
        StepJson.answer(context, step.orElseThrow(NotSignedIn::new), Exchange.secure(context, proxies));
    }

    private static String token(Context context) {
        return Optional.ofNullable(SessionCookie.read(context)).orElseThrow(NotSignedIn::new);
    }
}
