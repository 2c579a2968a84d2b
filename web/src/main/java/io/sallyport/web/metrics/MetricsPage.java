// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.metrics;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sallyport.web.aws.WireError;
import io.sallyport.web.aws.WireException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;

/** {@code GET /metrics}. */
public final class MetricsPage {
    private final Metrics metrics;
    private final MetricsAccess access;

    public MetricsPage(Metrics metrics, MetricsAccess access) {
        this.metrics = metrics;
        this.access = access;
    }

    public void mount(RoutesConfig routes) {
        routes.get("/metrics", this::show);
    }

    private void show(Context context) {
        boolean forwarded = Stream.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
                .anyMatch(name -> context.header(name) != null);
        if (!access.allows(
                context.header("Authorization"), isLoopback(context.req().getRemoteAddr()), forwarded)) {
            if (access.needsToken()) {
                context.header("WWW-Authenticate", "Bearer");
                throw refused(401, "the metrics are for whoever bears the token of --metrics-token-file");
            }
            throw refused(403, "the metrics are for this machine only: see --metrics-token-file");
        }
        Metrics.Exposition shown = metrics.exposition(context.header("Accept"));
        context.contentType(shown.contentType()).result(shown.text());
    }

    private static WireException refused(int status, String message) {
        return new WireException(new WireError(status, "AccessDenied", message, WireError.Fault.SENDER));
    }

    /** An address, never a name to look up. */
    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
