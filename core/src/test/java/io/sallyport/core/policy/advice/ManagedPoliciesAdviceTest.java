// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.policy.AwsManagedPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyType;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** AWS's own 1,594 policies are documents that people live with: what is said of them has to be true of them. */
class ManagedPoliciesAdviceTest {
    private final Map<FindingCode, Set<String>> found = new EnumMap<>(FindingCode.class);

    @Test
    void littleIsSaidOfAwssOwnPoliciesAndThatIsTrue() {
        PolicyAdvice advice = new PolicyAdvice(new ServiceCatalogue());
        for (AwsManagedPolicy policy : new ManagedPolicies().all()) {
            advice.of(PolicyDocument.parse(policy.json()), PolicyType.MANAGED)
                    .forEach(finding -> found.computeIfAbsent(finding.code(), code -> new TreeSet<>())
                            .add(policy.name()));
        }

        assertThat(found.keySet())
                .containsExactlyInAnyOrder(
                        FindingCode.ALLOWS_EVERYTHING,
                        FindingCode.ALLOWS_WHOLE_SERVICE,
                        FindingCode.NOT_ACTION_IN_ALLOW,
                        FindingCode.NOT_RESOURCE_IN_ALLOW,
                        FindingCode.PASSES_EVERY_ROLE,
                        FindingCode.UNKNOWN_SERVICE,
                        FindingCode.UNKNOWN_ACTION,
                        FindingCode.OPERATOR_DOES_NOT_SUIT_KEY,
                        FindingCode.FOR_ALL_VALUES_WITHOUT_KEY,
                        FindingCode.VARIABLE_BEFORE_RESOURCE);
        assertThat(found.get(FindingCode.ALLOWS_EVERYTHING))
                .containsExactly("AWSMcpServiceActionsFullAccess", "AdministratorAccess");
        assertThat(found.get(FindingCode.NOT_ACTION_IN_ALLOW))
                .containsExactly("AIDevOpsAgentActionsPolicy", "PowerUserAccess");
        assertThat(found.get(FindingCode.PASSES_EVERY_ROLE)).hasSize(5);
        // Services that AWS has closed since, and actions it does not document.
        assertThat(found.get(FindingCode.UNKNOWN_SERVICE)).hasSize(24);
        assertThat(found.get(FindingCode.UNKNOWN_ACTION)).hasSize(7);
    }
}
