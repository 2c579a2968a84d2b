// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.http;

import io.javalin.config.JettyConfig;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A bound socket, so that the port is known before anything that has to name it is made. */
public final class Listener {
    /** The largest request head: session tokens travel in it. */
    private static final int MAX_HEADERS = 32 * 1024;

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    private final ServerSocketChannel channel;
    private final ServerConfig config;
    private final InetSocketAddress address;

    private Listener(ServerSocketChannel channel, ServerConfig config, InetSocketAddress address) {
        this.channel = channel;
        this.config = config;
        this.address = address;
    }

    /** @throws IOException if the address is taken or not ours */
    public static Listener bind(ServerConfig config) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.bind(new InetSocketAddress(config.host(), config.port()));
        } catch (IOException taken) {
            channel.close();
            throw new BindException(
                    "cannot listen on " + config.host() + ":" + config.port() + ": " + taken.getMessage());
        }
        return new Listener(channel, config, (InetSocketAddress) channel.getLocalAddress());
    }

    /** Where we listen. */
    public URI uri() {
        return uri(config.host());
    }

    /** What a browser on this machine calls us: an address cannot be a WebAuthn RP id, so it is a name. */
    public URI origin() {
        return uri(address.getAddress().isLoopbackAddress() ? "localhost" : config.host());
    }

    private URI uri(String host) {
        String literal = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return URI.create((config.tls().isPresent() ? "https://" : "http://") + literal + ":" + address.getPort());
    }

    /**
     * Makes the server listen here and nowhere else.
     *
     * @param first sees each request before Javalin does
     * @param clock AWS's clients take the time from an answer's Date when theirs is wrong, and sign again by it
     */
    public void attach(JettyConfig jetty, Handler.Wrapper first, InstantSource clock) {
        jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(MAX_HEADERS);
            http.setSendServerVersion(false);
            http.setSendDateHeader(false);
            http.addCustomizer((request, response) -> {
                response.put(HttpHeader.DATE, DateGenerator.formatDate(clock.instant()));
                return request;
            });
            // A signature covers values as they were sent, not as they were spelled when first seen.
            http.setHeaderCacheCaseSensitive(true);
            // Signature, time and ids differ in each request: to remember them costs more than to read them.
            http.setHeaderCacheSize(0);
        });
        jetty.modifyServer(server -> server.setErrorHandler(new WireErrorHandler()));
        jetty.addConnector(this::connector);
        // A stop waits for the answers under way.
        jetty.modifyServer(server -> {
            server.insertHandler(first);
            server.insertHandler(new GracefulHandler());
            server.insertHandler(new IdleConnections());
            server.setStopTimeout(LONGEST_ANSWER.toMillis());
        });
    }

    private Connector connector(Server server, HttpConfiguration http) {
        ServerConnector connector = config.tls()
                .map(tls -> tlsConnector(server, http, tls))
                .orElseGet(() -> new ServerConnector(server, new HttpConnectionFactory(http)));
        try {
            connector.open(channel);
        } catch (IOException impossible) {
            throw new IllegalStateException("the socket is bound already", impossible);
        }
        return connector;
    }

    private static ServerConnector tlsConnector(Server server, HttpConfiguration http, ServerConfig.Tls tls) {
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setKeyStore(PemKeyStore.load(tls));
        ssl.setKeyStorePassword(PemKeyStore.PASSWORD);
        // The Host header is checked against our own names already; a client may come by an address.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ServerConnector(
                server,
                new SslConnectionFactory(ssl, HttpVersion.HTTP_1_1.asString()),
                new HttpConnectionFactory(http));
    }
}
