// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IdleConnectionsTest {
    private static final long A_MINUTE = 60_000;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);

    private Server server() throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        // Jetty's own patience with idle connections.
        connector.setShutdownIdleTimeout(A_MINUTE);
        server.addConnector(connector);
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                if ("/late".equals(request.getHttpURI().getPath())) {
                    asked.countDown();
                    mayAnswer.await();
                }
                response.write(true, ByteBuffer.wrap("done".getBytes(StandardCharsets.UTF_8)), callback);
                return true;
            }
        });
        server.insertHandler(new GracefulHandler());
        server.insertHandler(new IdleConnections());
        server.setStopTimeout(A_MINUTE);
        server.start();
        return server;
    }

    private static Socket ask(Server server, String path) throws IOException {
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String readToItsEnd(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Test
    void aStopWaitsForAnswersButNotForClientsThatMightAskAgain() throws Exception {
        Server server = server();
        try (Socket idle = ask(server, "/");
                Socket busy = ask(server, "/late")) {
            byte[] answer = new byte[200];
            assertThat(idle.getInputStream().read(answer)).isPositive();
            asked.await();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> stop(server));
            readToItsEnd(idle);
            assertThat(stopped).isNotDone();
            mayAnswer.countDown();
            assertThat(readToItsEnd(busy)).startsWith("HTTP/1.1 200").endsWith("done");
            stopped.join();
        }
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
