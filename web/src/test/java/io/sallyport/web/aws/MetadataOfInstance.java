// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.simulators.imds.DeliveredCredentials;
import io.sallyport.simulators.imds.Delivery;
import io.sallyport.simulators.imds.RoleCredentials;
import io.sallyport.simulators.imds.RoleUnavailable;
import io.sallyport.simulators.imds.RoleUnavailable.Reason;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Sets of credentials of one role from a server, each for a time of the test's choice. */
record MetadataOfInstance(JsonApi api, AwsCredentials launcher, String path, String body) implements RoleCredentials {
    @Override
    public DeliveredCredentials open(Delivery delivery) throws RoleUnavailable {
        try {
            JsonNode delivered = api.post(launcher, path, JsonApi.json(body)).expect(201);
            return new DeliveredCredentials(
                    delivered.get("roleArn").asText(),
                    Optional.empty(),
                    delivered.get("accessKeyId").asText(),
                    delivered.get("secretAccessKey").asText(),
                    delivered.get("sessionToken").asText(),
                    Instant.parse(delivered.get("issuedAt").asText()),
                    Instant.parse(delivered.get("expiresAt").asText()));
        } catch (Exception failed) {
            throw new RoleUnavailable(Reason.UNREACHABLE, "no answer", failed);
        }
    }
}
