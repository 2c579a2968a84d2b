// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import io.sallyport.simulators.imds.MetadataOptions.Tokens;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;

/**
 * EC2's instance metadata service, version 2 and, if it is allowed, version 1 (Amazon EC2 User Guide, "How Instance
 * Metadata Service Version 2 works"). An SDK finds it by {@code AWS_EC2_METADATA_SERVICE_ENDPOINT}. Runs from {@link
 * #start} until {@link #close}.
 */
public final class MetadataServer implements AutoCloseable {
    private static final String TOKEN_PATH = "/latest/api/token";
    private static final String TOKEN = "X-aws-ec2-metadata-token";
    private static final String TTL = "X-aws-ec2-metadata-token-ttl-seconds";
    private static final int LONGEST_TTL = 21600;

    private final MetadataOptions options;
    private final MetadataTokens tokens;
    private final MetadataTree tree;
    private final MetadataTree treeOfVersion1;
    private final LoopbackServer server;

    private MetadataServer(
            MetadataOptions options,
            Instance instance,
            RoleCredentials credentials,
            InstantSource clock,
            SecureRandom random)
            throws IOException {
        this.options = options;
        this.tokens = new MetadataTokens(random, clock);
        this.tree = tree(instance, credentials, Delivery.METADATA_2, clock);
        this.treeOfVersion1 = tree(instance, credentials, Delivery.METADATA_1, clock);
        this.server = LoopbackServer.start(options.port(), this::answer);
    }

    private static MetadataTree tree(
            Instance instance, RoleCredentials credentials, Delivery delivery, InstantSource clock) {
        return new MetadataTree(instance, new RotatingCredentials(credentials, delivery, clock), clock);
    }

    /**
     * Starts to listen on 127.0.0.1.
     *
     * @throws IOException if the port cannot be listened on
     */
    public static MetadataServer start(
            MetadataOptions options,
            Instance instance,
            RoleCredentials credentials,
            InstantSource clock,
            SecureRandom random)
            throws IOException {
        return new MetadataServer(options, instance, credentials, clock, random);
    }

    /** What {@code AWS_EC2_METADATA_SERVICE_ENDPOINT} is to be, with the slash at its end that older clients need. */
    public URI uri() {
        return server.uri().resolve("/");
    }

    private Optional<Answer> answer(Asked asked) {
        if (options.tokens() == Tokens.OFF) {
            return Optional.of(Answer.page(403, "Forbidden"));
        }
        if (asked.path().equals(TOKEN_PATH)) {
            return token(asked);
        }
        return Optional.of(asked.is("GET") ? read(asked) : Answer.page(405, "Method Not Allowed"));
    }

    /** The answer to this PUT, and no other, lives as many hops as the limit says. */
    private Optional<Answer> token(Asked asked) {
        if (!asked.is("PUT")) {
            return Optional.of(Answer.page(405, "Method Not Allowed").with("Allow", "OPTIONS, PUT"));
        }
        if (asked.header("X-Forwarded-For").isPresent()) {
            return Optional.of(Answer.page(403, "Forbidden"));
        }
        Optional<Integer> ttl = asked.header(TTL).flatMap(MetadataServer::ttl);
        if (ttl.isEmpty()) {
            return Optional.of(Answer.page(400, "Bad Request"));
        }
        if (options.hopsAway() > options.hopLimit()) {
            return Optional.empty();
        }
        return Optional.of(
                Answer.text(tokens.issue(ttl.get())).with(TTL, ttl.get().toString()));
    }

    private static Optional<Integer> ttl(String text) {
        try {
            return Optional.of(Integer.valueOf(text.strip())).filter(seconds -> seconds >= 1 && seconds <= LONGEST_TTL);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    private Answer read(Asked asked) {
        Optional<String> token = asked.header(TOKEN);
        boolean allowed = token.map(tokens::isValid).orElse(options.tokens() == Tokens.OPTIONAL);
        if (!allowed) {
            return Answer.page(401, "Unauthorized");
        }
        return (token.isPresent() ? tree : treeOfVersion1).get(asked.path());
    }

    @Override
    public void close() {
        server.close();
    }
}
