// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.sallyport.core.mfa.AddressThrottle;
import io.sallyport.web.aws.Action;
import io.sallyport.web.aws.AnswerFormat;
import io.sallyport.web.aws.AwsEndpoint.Answer;
import io.sallyport.web.aws.WireError;
import io.sallyport.web.aws.WireErrors;
import io.sallyport.web.aws.WireException;
import io.sallyport.web.http.Exchange;
import io.sallyport.web.http.Guard;
import io.sallyport.web.http.Proxies;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mounts routes, guards them, and turns whatever they throw into an answer. */
public final class ApiMount {
    private static final Logger LOG = LoggerFactory.getLogger(ApiMount.class);

    private final Guard guard;
    private static final String BEGAN = "began";
    private static final String ROUTE = "route";
    private static final String CODE = "code";

    private final Proxies proxies;
    private final RouteWitness witness;

    public ApiMount(Guard guard, Proxies proxies, RouteWitness witness) {
        this.witness = witness;
        this.guard = guard;
        this.proxies = proxies;
    }

    /** Before every request. */
    public void guard(Context context) {
        context.attribute(BEGAN, System.nanoTime());
        Guard.HEADERS.forEach(context::header);
        guard.refusal(
                        context.method().toString(),
                        context.header("Host"),
                        context.header("Origin"),
                        () -> Exchange.secure(context, proxies))
                .ifPresent(refusal -> {
                    throw new WireException(refusal);
                });
    }

    public void mount(RoutesConfig routes, Route route) {
        routes.addEndpoint(Endpoint.create(route.method(), route.path()).handler(context -> {
            context.attribute(ROUTE, route);
            route.handler().handle(context);
        }));
    }

    /** Errors in JSON below /api, in AWS's XML elsewhere. */
    public void mountErrors(RoutesConfig routes) {
        routes.exception(NotSignedIn.class, (e, context) -> answer(context, 401, "NotSignedIn", e.getMessage()));
        routes.exception(FactorTooOld.class, (e, context) -> answer(context, 403, "FactorTooOld", e.getMessage()));
        routes.exception(AddressThrottle.TooMany.class, (e, context) -> {
            context.header("Retry-After", Long.toString(e.retryAfter().toSeconds()));
            answer(context, 429, "TooManyRequests", e.getMessage());
        });
        routes.exception(
                HttpResponseException.class,
                (e, context) -> answer(context, e.getStatus(), "InvalidRequest", e.getMessage()));
        routes.exception(Exception.class, (e, context) -> {
            WireError error = WireErrors.of(e);
            if (error.status() == 500) {
                // Not the path: it may hold the id of a sign-in.
                LOG.error("a {} request failed", context.method(), e);
            }
            answer(context, error.status(), error.code(), error.message());
        });
    }

    /** After every request, whatever came of it. */
    public void answered(Context context) {
        @Nullable Long began = context.attribute(BEGAN);
        if (began != null) {
            witness.answered(
                    context.attribute(ROUTE),
                    context.status().getCode(),
                    context.attribute(CODE),
                    System.nanoTime() - began);
        }
    }

    private static void answer(Context context, int status, String code, @Nullable String message) {
        context.attribute(CODE, code);
        String text = message == null ? code : message;
        if (context.path().startsWith("/api/")) {
            context.status(status).json(Map.of("error", Map.of("code", code, "message", text)));
        } else {
            WireError error =
                    new WireError(status, code, text, status < 500 ? WireError.Fault.SENDER : WireError.Fault.RECEIVER);
            String requestId = UUID.randomUUID().toString();
            Exchange.answer(
                    context,
                    new Answer(status, requestId, AnswerFormat.XML, Action.writeError(null, error, requestId)));
        }
    }
}
