// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench;

import com.cedarpolicy.BasicAuthorizationEngine;
import com.cedarpolicy.model.AuthorizationRequest;
import com.cedarpolicy.model.AuthorizationResponse;
import com.cedarpolicy.model.AuthorizationSuccessResponse;
import com.cedarpolicy.model.entity.Entity;
import com.cedarpolicy.model.exception.AuthException;
import com.cedarpolicy.model.exception.CacheException;
import com.cedarpolicy.model.policy.Policy;
import com.cedarpolicy.model.policy.PolicySet;
import com.cedarpolicy.value.EntityTypeName;
import com.cedarpolicy.value.EntityUID;
import com.cedarpolicy.value.IpAddress;
import com.cedarpolicy.value.PrimBool;
import com.cedarpolicy.value.PrimString;
import com.cedarpolicy.value.Value;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * cedar-java the fastest way it has: policies parsed once and kept on the native side ({@link PolicySet#cache()}), no
 * schema, and of entities only the user, since the engine takes them anew with every request.
 */
final class CedarEngine {
    private static final EntityTypeName ACTION = type("Action");
    private static final EntityUID USER = type("User").of("alice");
    private static final EntityUID RESOURCE = type("Resource").of("r");

    private final BasicAuthorizationEngine engine = new BasicAuthorizationEngine();
    private final PolicySet policies;
    private final Set<Entity> entities =
            Set.of(new Entity(USER, Map.of(), Set.of(type("Group").of("eng"))));

    CedarEngine(Workload workload) throws CacheException {
        Set<Policy> set = new LinkedHashSet<>();
        for (String source : workload.cedar()) {
            set.add(new Policy(source, String.valueOf(set.size())));
        }
        policies = new PolicySet(set);
        policies.cache();
    }

    private static EntityTypeName type(String name) {
        return EntityTypeName.parse(name).orElseThrow();
    }

    static AuthorizationRequest request(Question question) {
        Map<String, Value> context = new HashMap<>();
        context.put("action", new PrimString(question.action()));
        context.put("arn", new PrimString(question.resource()));
        context.put("sourceIp", new IpAddress(question.sourceIp()));
        question.team().ifPresent(team -> context.put("team", new PrimString(team)));
        question.mfa().ifPresent(mfa -> context.put("mfa", new PrimBool(mfa)));
        return new AuthorizationRequest(USER, ACTION.of(question.action()), RESOURCE, context);
    }

    AuthorizationResponse decide(AuthorizationRequest request) throws AuthException {
        return engine.isAuthorized(request, policies, entities);
    }

    Answer answer(Question question) throws AuthException {
        AuthorizationSuccessResponse response =
                decide(request(question)).success.orElseThrow();
        if (!response.getErrors().isEmpty()) {
            throw new IllegalStateException("Cedar could not evaluate " + question + ": " + response.getErrors());
        }
        return new Answer(response.isAllowed(), Set.copyOf(response.getReason()));
    }
}
