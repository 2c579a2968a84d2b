// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.imds;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials endpoint of a container, of ECS or of EKS Pod Identity. An SDK finds it by {@code
 * AWS_CONTAINER_CREDENTIALS_FULL_URI} or, where 169.254.170.2 leads here, {@code AWS_CONTAINER_CREDENTIALS_RELATIVE_URI}.
 * Runs from {@link #start} until {@link #close}.
 */
public final class ContainerServer implements AutoCloseable {
    private final String path;
    private final Optional<String> authorization;
    private final RotatingCredentials credentials;
    private final LoopbackServer server;

    private ContainerServer(
            int port,
            Optional<String> authorization,
            RoleCredentials credentials,
            InstantSource clock,
            SecureRandom random)
            throws IOException {
        byte[] id = new byte[16];
        random.nextBytes(id);
        this.path = "/v2/credentials/" + HexFormat.of().formatHex(id);
        this.authorization = authorization;
        this.credentials = new RotatingCredentials(credentials, Delivery.CONTAINER, clock);
        this.server = LoopbackServer.start(port, asked -> Optional.of(answer(asked)));
    }

    /**
     * Starts to listen on 127.0.0.1.
     *
     * @param port 0 for a free one
     * @param authorization what the header {@code Authorization} has to be, which an SDK takes from {@code
     *     AWS_CONTAINER_AUTHORIZATION_TOKEN} or a file; empty if the path, which nobody can guess, suffices, as on ECS
     * @throws IOException if the port cannot be listened on
     */
    public static ContainerServer start(
            int port,
            Optional<String> authorization,
            RoleCredentials credentials,
            InstantSource clock,
            SecureRandom random)
            throws IOException {
        return new ContainerServer(port, authorization, credentials, clock, random);
    }

    /** What {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} is to be; its path is the relative one. */
    public URI uri() {
        return server.uri().resolve(path);
    }

    private Answer answer(Asked asked) {
        if (!asked.is("GET")) {
            return refusal(405, "MethodNotAllowed", "Credentials are read by GET.");
        }
        if (!isAuthorized(asked)) {
            return refusal(401, "AccessDeniedException", "The authorization token is missing or wrong.");
        }
        if (!asked.path().equals(path)) {
            return refusal(404, "InvalidIdInRequest", "There are no credentials of that id.");
        }
        try {
            return document(credentials.get());
        } catch (RoleUnavailable unavailable) {
            return switch (unavailable.reason()) {
                case NOT_TRUSTED -> refusal(400, "AccessDeniedException", String.valueOf(unavailable.getMessage()));
                case NO_ROLE -> refusal(404, "ResourceNotFoundException", String.valueOf(unavailable.getMessage()));
                case UNREACHABLE -> refusal(500, "InternalServerException", String.valueOf(unavailable.getMessage()));
            };
        }
    }

    private boolean isAuthorized(Asked asked) {
        return authorization.isEmpty()
                || MessageDigest.isEqual(
                        bytes(authorization.get()),
                        bytes(asked.header("Authorization").orElse("")));
    }

    /** What ECS and EKS tell; SDKs read what they need. */
    private static Answer document(DeliveredCredentials delivered) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("RoleArn", delivered.roleArn());
        members.put("AccessKeyId", delivered.accessKeyId());
        members.put("SecretAccessKey", delivered.secretAccessKey());
        members.put("Token", delivered.token());
        members.put("AccountId", delivered.accountId());
        members.put("Expiration", RoleDocuments.time(delivered.expiresAt()));
        return Answer.json(200, "application/json", members);
    }

    private static Answer refusal(int status, String code, String message) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("code", code);
        members.put("message", message);
        return Answer.json(status, "application/json", members);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
