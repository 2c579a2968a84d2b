// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyPlaces;
import io.sallyport.core.policy.PolicyType;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.List;

/** Reads valid documents for what they should not say. Thread-safe; keep one. */
public final class PolicyAdvice {
    private final ServiceCatalogue catalogue;
    private final List<Rule> rules;

    public PolicyAdvice(ServiceCatalogue catalogue) {
        this.catalogue = catalogue;
        ConditionKeys keys = ConditionKeys.load();
        this.rules = List.of(
                new BroadGrants(),
                new OpenPrincipals(),
                new UnknownNames(),
                new KeyTypes(keys),
                new SetOperators(keys),
                new MfaConditions(),
                new ShadowedAllows(),
                new Variables());
    }

    /** In the document's order; none for a document that has nothing to be advised about. */
    public List<Finding> of(PolicyDocument document, PolicyType type) {
        Reading reading = new Reading(document, type, catalogue);
        Findings findings = new Findings(PolicyPlaces.of(document.json()));
        rules.forEach(rule -> rule.check(reading, findings));
        return findings.inOrder();
    }
}
