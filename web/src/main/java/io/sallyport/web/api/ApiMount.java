// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.router.Endpoint;
import io.sallyport.web.aws.Action;
import io.sallyport.web.aws.AwsEndpoint.Answer;
import io.sallyport.web.aws.WireError;
import io.sallyport.web.aws.WireErrors;
import io.sallyport.web.aws.WireException;
import io.sallyport.web.http.Exchange;
import io.sallyport.web.http.Hosts;
import io.sallyport.web.http.Proxies;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mounts routes, guards them, and turns whatever they throw into an answer. */
public final class ApiMount {
    private static final Logger LOG = LoggerFactory.getLogger(ApiMount.class);

    private final Hosts hosts;
    private final Proxies proxies;
    private final Optional<String> origin;

    public ApiMount(Hosts hosts, Proxies proxies, Optional<String> origin) {
        this.hosts = hosts;
        this.proxies = proxies;
        this.origin = origin;
    }

    /** What every answer carries and every request must bear. */
    public void guard(Context context) {
        context.header("X-Content-Type-Options", "nosniff");
        context.header("Referrer-Policy", "no-referrer");
        context.header("Cache-Control", "no-store");
        context.header(
                "Content-Security-Policy",
                "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");
        if (!hosts.allows(context.header("Host"))) {
            throw new Misdirected();
        }
        if (!HandlerType.GET.equals(context.method()) && !sameOrigin(context)) {
            throw new WireException(new WireError(
                    403, "AccessDenied", "A page of another site may not call this.", WireError.Fault.SENDER));
        }
    }

    /** Browsers say where a request comes from; programs do not. A second line behind the cookie's SameSite. */
    private boolean sameOrigin(Context context) {
        String from = context.header("Origin");
        return from == null
                || origin.filter(from::equals).isPresent()
                || from.equals(scheme(context) + context.header("Host"));
    }

    private String scheme(Context context) {
        return Exchange.secure(context, proxies) ? "https://" : "http://";
    }

    public void mount(RoutesConfig routes, Route route) {
        routes.addEndpoint(Endpoint.create(route.method(), route.path()).handler(route.handler()));
    }

    /** Errors in JSON below /api, in AWS's XML elsewhere. */
    public void mountErrors(RoutesConfig routes) {
        routes.exception(NotSignedIn.class, (e, context) -> answer(context, 401, "NotSignedIn", e.getMessage()));
        routes.exception(SignInThrottle.TooMany.class, (e, context) -> {
            context.header("Retry-After", Long.toString(e.retryAfter().toSeconds()));
            answer(context, 429, "TooManyRequests", e.getMessage());
        });
        routes.exception(Misdirected.class, (e, context) -> answer(context, 421, "MisdirectedRequest", e.getMessage()));
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

    private static void answer(Context context, int status, String code, @Nullable String message) {
        String text = message == null ? code : message;
        if (context.path().startsWith("/api/")) {
            context.status(status).json(Map.of("error", Map.of("code", code, "message", text)));
        } else {
            WireError error =
                    new WireError(status, code, text, status < 500 ? WireError.Fault.SENDER : WireError.Fault.RECEIVER);
            String requestId = UUID.randomUUID().toString();
            Exchange.answer(context, new Answer(status, requestId, Action.writeError(null, error, requestId)));
        }
    }

    /** A Host header that is not ours: 421. */
    private static final class Misdirected extends RuntimeException {
        Misdirected() {
            super("This server does not answer to that Host: see --origin and --base-domain.");
        }
    }
}
