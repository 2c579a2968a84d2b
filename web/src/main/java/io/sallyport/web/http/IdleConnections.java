// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import java.net.SocketAddress;
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
    private final Set<SocketAddress> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        SocketAddress client = request.getConnectionMetaData().getRemoteSocketAddress();
        busy.add(client);
        Request.addCompletionListener(request, failure -> busy.remove(client));
        return super.handle(request, response, callback);
    }

    @Override
    public CompletableFuture<Void> shutdown() {
        stopping = true;
        for (Connector connector : getServer().getConnectors()) {
            for (EndPoint connection : connector.getConnectedEndPoints()) {
                if (!busy.contains(connection.getRemoteSocketAddress())) {
                    connection.close();
                }
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public boolean isShutdown() {
        return stopping;
    }
}
