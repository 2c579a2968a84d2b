// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.simulators.imds.DeliveredCredentials;
import io.sallyport.simulators.imds.Delivery;
import io.sallyport.simulators.imds.RoleCredentials;
import io.sallyport.simulators.imds.RoleUnavailable;
import io.sallyport.simulators.imds.RoleUnavailable.Reason;
import io.sallyport.web.aws.SignedClient;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A role's credentials from a server like ours, by the keys of somebody who may pass the role. */
final class RolesOverHttp implements RoleCredentials {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CREATED = 201;

    private final SignedClient client;
    private final SignedClient.Keys keys;
    private final String path;
    private final ObjectNode wanted;

    private RolesOverHttp(SignedClient client, SignedClient.Keys keys, String path, ObjectNode wanted) {
        this.client = client;
        this.keys = keys;
        this.path = path;
        this.wanted = wanted;
    }

    static RolesOverHttp of(
            URI endpoint, String keyId, String secret, @Nullable String token, String path, int seconds) {
        SignedClient.Keys keys = token == null
                ? SignedClient.Keys.longTerm(keyId, secret)
                : SignedClient.Keys.session(keyId, secret, token);
        return new RolesOverHttp(
                new SignedClient(endpoint), keys, path, JSON.createObjectNode().put("durationSeconds", seconds));
    }

    RolesOverHttp forInstance(String instanceId, String region) {
        ObjectNode more = wanted.deepCopy().put("instanceId", instanceId).put("region", region);
        if (path.startsWith("/api/v1/roles/")) {
            more.put("service", "ec2.amazonaws.com");
        }
        return new RolesOverHttp(client, keys, path, more);
    }

    RolesOverHttp forService(String service, String sessionName) {
        return new RolesOverHttp(
                client, keys, path, wanted.deepCopy().put("service", service).put("sessionName", sessionName));
    }

    @Override
    public DeliveredCredentials open(Delivery delivery) throws RoleUnavailable {
        ObjectNode asked = wanted.deepCopy();
        if (delivery != Delivery.CONTAINER) {
            asked.put("roleDelivery", delivery == Delivery.METADATA_1 ? "1.0" : "2.0");
        }
        try {
            SignedClient.Reply reply = client.post(keys, "sallyport", path, "application/json", asked.toString());
            JsonNode body = JSON.readTree(reply.body());
            if (reply.status() != CREATED) {
                throw refused(body.path("error"));
            }
            return read(body);
        } catch (JsonProcessingException notOurs) {
            throw new RoleUnavailable(Reason.UNREACHABLE, "the server does not answer as it should", notOurs);
        } catch (IOException unreachable) {
            throw new RoleUnavailable(Reason.UNREACHABLE, "the server cannot be reached", unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RoleUnavailable(Reason.UNREACHABLE, "interrupted", interrupted);
        }
    }

    private static RoleUnavailable refused(JsonNode error) {
        String message = error.path("message").asText();
        return switch (error.path("code").asText()) {
            case "AssumeRoleUnauthorizedAccess" -> new RoleUnavailable(Reason.NOT_TRUSTED, message);
            case "NoSuchEntity" -> new RoleUnavailable(Reason.NO_ROLE, message);
            default -> new RoleUnavailable(Reason.UNREACHABLE, message);
        };
    }

    private static DeliveredCredentials read(JsonNode body) {
        JsonNode profile = body.path("instanceProfile");
        return new DeliveredCredentials(
                body.path("roleArn").asText(),
                profile.isObject()
                        ? Optional.of(new DeliveredCredentials.Profile(
                                profile.path("arn").asText(), profile.path("id").asText()))
                        : Optional.empty(),
                body.path("accessKeyId").asText(),
                body.path("secretAccessKey").asText(),
                body.path("sessionToken").asText(),
                Instant.parse(body.path("issuedAt").asText()),
                Instant.parse(body.path("expiresAt").asText()));
    }
}
