// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench;

import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.MatchedStatement;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.PolicySource;
import io.sallyport.core.policy.RequestContext;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Ours: the workload's policies as the managed policies of one user. */
final class SallyportEngine {
    private final PolicySet policies;

    SallyportEngine(Workload workload) {
        List<AttachedPolicy> attached = new ArrayList<>();
        for (String json : workload.aws()) {
            attached.add(
                    AttachedPolicy.of(String.valueOf(attached.size()), PolicySource.USER, PolicyDocument.parse(json)));
        }
        policies = PolicySet.ofIdentity(attached);
    }

    static AuthorizationRequest request(Question question) {
        RequestContext.Builder context = RequestContext.builder().put("aws:SourceIp", question.sourceIp());
        question.team().ifPresent(team -> context.put("aws:PrincipalTag/team", team));
        question.mfa().ifPresent(mfa -> context.put("aws:MultiFactorAuthPresent", mfa));
        return new AuthorizationRequest(question.action(), question.resource(), context.build());
    }

    Decision decide(AuthorizationRequest request) {
        return policies.evaluate(request);
    }

    Answer answer(Question question) {
        Decision decision = decide(request(question));
        return new Answer(
                decision.isAllowed(),
                decision.statements().stream().map(MatchedStatement::policyId).collect(Collectors.toSet()));
    }
}
