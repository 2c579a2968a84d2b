// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.OrderedOrganizationPolicyType;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;

/** The parameters that both simulations share. */
record SimulationInput(
        List<String> policies,
        List<String> boundaries,
        List<List<String>> serviceControl,
        List<String> actions,
        List<String> resources,
        @Nullable String resourcePolicy,
        @Nullable String resourceOwner,
        @Nullable String callerArn,
        List<ContextEntry> contextEntries,
        @Nullable Integer maxItems,
        @Nullable String marker) {

    static SimulationInput of(SimulateCustomPolicyRequest in) {
        return new SimulationInput(
                in.policyInputList(),
                in.permissionsBoundaryPolicyInputList(),
                in.orderedOrganizationPolicyInputList().stream()
                        .map(OrderedOrganizationPolicyType::serviceControlPolicyInputList)
                        .toList(),
                in.actionNames(),
                in.resourceArns(),
                in.resourcePolicy(),
                in.resourceOwner(),
                in.callerArn(),
                in.contextEntries(),
                in.maxItems(),
                in.marker());
    }

    static SimulationInput of(SimulatePrincipalPolicyRequest in) {
        return new SimulationInput(
                in.policyInputList(),
                in.permissionsBoundaryPolicyInputList(),
                List.of(),
                in.actionNames(),
                in.resourceArns(),
                in.resourcePolicy(),
                in.resourceOwner(),
                in.callerArn(),
                in.contextEntries(),
                in.maxItems(),
                in.marker());
    }
}
