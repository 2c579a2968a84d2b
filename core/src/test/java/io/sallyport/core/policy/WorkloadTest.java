// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests whose answers other policy engines were asked for as well. */
class WorkloadTest {
    private static final Map<String, Decision.Effect> EFFECTS = Map.of(
            "allowed", Decision.Effect.ALLOWED,
            "implicitDeny", Decision.Effect.IMPLICIT_DENY,
            "explicitDeny", Decision.Effect.EXPLICIT_DENY);

    @ParameterizedTest
    @ValueSource(strings = {"workload-20.json", "workload-200.json", "workload-s3-20.json"})
    void answersAsTheOthersDo(String name) throws IOException {
        JsonNode workload;
        try (InputStream file = WorkloadTest.class.getResourceAsStream(name)) {
            workload = JsonMapper.builder().build().readTree(file);
        }
        List<AttachedPolicy> policies = new ArrayList<>();
        for (JsonNode policy : workload.get("policies")) {
            policies.add(Policies.attached("p" + policies.size(), PolicyDocument.parse(policy.toString())));
        }
        RequestContext.Builder context = RequestContext.builder();
        workload.get("context")
                .properties()
                .forEach(key -> context.put(key.getKey(), key.getValue().textValue()));
        PolicySet set = PolicySet.ofIdentity(policies);
        assertThat(workload.get("requests")).isNotEmpty().allSatisfy(request -> {
            Decision decision = set.evaluate(new AuthorizationRequest(
                    request.get("action").textValue(), request.get("resource").textValue(), context.build()));
            assertThat(decision.effect())
                    .as("%s", request)
                    .isEqualTo(EFFECTS.get(request.get("expected").textValue()));
        });
    }
}
