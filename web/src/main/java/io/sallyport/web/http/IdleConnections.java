// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;

/**
 * Closes connections without a request under way when the server stops: Jetty would wait a second for clients that keep
 * theirs open. The others end with their answers.
 */
final class IdleConnections extends Handler.Wrapper implements Graceful {
    private final Set<EndPoint> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        EndPoint connection =
                underTls(request.getConnectionMetaData().getConnection().getEndPoint());
        busy.add(connection);
        Request.addCompletionListener(request, failure -> {
            busy.remove(connection);
            // Its client may have had the answer before this, and sends no other.
            if (stopping) {
                connection.close();
            }
        });
        return super.handle(request, response, callback);
    }

    /** As the connector knows it. */
    private static EndPoint underTls(EndPoint connection) {
        return connection instanceof EndPoint.Wrapper wrapper ? underTls(wrapper.unwrap()) : connection;
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        stopping = true;
        for (Connector connector : getServer().getConnectors()) {
            connector.getConnectedEndPoints().stream()
                    .filter(connection -> !busy.contains(connection))
                    .forEach(EndPoint::close);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isShutdown() {
        return stopping;
    }
}
