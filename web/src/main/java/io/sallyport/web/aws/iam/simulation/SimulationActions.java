// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam.simulation;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyResponse;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyResponse;

/** What would policies decide? */
public final class SimulationActions {
    private final PolicyHolders holders;

    public SimulationActions(ManagedPolicies managed) {
        this.holders = new PolicyHolders(managed);
    }

    public void bind(Actions.Builder<Call> on) {
        on.reads(
                        "SimulateCustomPolicy",
                        SimulateCustomPolicyRequest.class,
                        onArn((call, in) -> "*"),
                        this::simulateCustomPolicy)
                .reads(
                        "SimulatePrincipalPolicy",
                        SimulatePrincipalPolicyRequest.class,
                        onArn((call, in) -> PolicyHolders.resource(call.account(), in.policySourceArn())),
                        this::simulatePrincipalPolicy);
    }

    private SimulateCustomPolicyResponse simulateCustomPolicy(Call call, SimulateCustomPolicyRequest request) {
        SimulationInput in = SimulationInput.of(request);
        Page<EvaluationResult> page = new Simulation(in, PolicyHolders.Held.NOTHING, caller(in)).run();
        return SimulateCustomPolicyResponse.builder()
                .evaluationResults(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private SimulatePrincipalPolicyResponse simulatePrincipalPolicy(Call call, SimulatePrincipalPolicyRequest request) {
        PolicyHolders.Holder holder =
                holders.require(call.account(), request.policySourceArn(), request.policyExclusionList());
        SimulationInput in = SimulationInput.of(request);
        @Nullable SimulatedCaller caller = in.callerArn() == null || in.callerArn().equals(request.policySourceArn())
                ? holder.caller()
                : caller(in);
        Page<EvaluationResult> page = new Simulation(in, holder.held(), caller).run();
        return SimulatePrincipalPolicyResponse.builder()
                .evaluationResults(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private static @Nullable SimulatedCaller caller(SimulationInput in) {
        String arn = in.callerArn();
        return arn == null ? null : SimulatedCaller.parse(arn);
    }
}
