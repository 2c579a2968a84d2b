// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sallyport.core.account.Verdict;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.MatchedStatement;
import io.sallyport.core.policy.PolicyLayer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A decision and why, in the words of {@code policy simulate --format json}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DecisionJson(
        String principal,
        String action,
        String resource,
        boolean allowed,
        Decision.Effect decision,
        PolicyLayer layer,
        @Nullable String message,
        @Nullable String encodedMessage,
        Map<PolicyLayer, Decision.Effect> layers,
        List<StatementJson> decidedBy,
        SortedSet<String> missingContextKeys,
        SortedSet<String> ignoredContextKeys) {
    /**
     * A statement that decided.
     *
     * @param policy the ARN of a managed policy, the name of an inline one
     * @param statement its number in the document, from 0
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StatementJson(
            String policy,
            String source,
            PolicyLayer layer,
            int statement,
            @Nullable String sid,
            String effect,
            int line) {
        static StatementJson of(MatchedStatement matched) {
            return new StatementJson(
                    matched.policyId(),
                    matched.source().text(),
                    matched.layer(),
                    matched.index(),
                    matched.sid().orElse(null),
                    matched.effect().name(),
                    matched.span().start().line());
        }
    }

    static DecisionJson of(Verdict verdict, @Nullable String encodedMessage) {
        Decision decision = verdict.decision();
        Map<PolicyLayer, Decision.Effect> layers = new LinkedHashMap<>();
        for (PolicyLayer layer : PolicyLayer.values()) {
            decision.of(layer).ifPresent(effect -> layers.put(layer, effect));
        }
        return new DecisionJson(
                verdict.subject().arn().toString(),
                verdict.asked().action(),
                verdict.asked().resource(),
                verdict.isAllowed(),
                decision.effect(),
                decision.layer(),
                verdict.denial().orElse(null),
                encodedMessage,
                layers,
                decision.statements().stream().map(StatementJson::of).toList(),
                verdict.explanation().missingKeys(),
                verdict.ignoredKeys());
    }
}
