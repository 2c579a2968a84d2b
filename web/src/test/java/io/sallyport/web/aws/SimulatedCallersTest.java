// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;

/** Who calls, and whose the resource is. */
class SimulatedCallersTest extends ServedAccount {
    private static final String ROLE = "arn:aws:iam::111122223333:role/dev";
    private static final String SESSION = "arn:aws:sts::111122223333:assumed-role/dev/session";
    private static final String NOTHING = Simulations.policy("Allow", "iam:GetUser", "*");

    private String decide(
            String caller, String action, String resource, @Nullable String resourcePolicy, @Nullable String owner) {
        return decide(caller, NOTHING, action, resource, resourcePolicy, owner);
    }

    private String decide(
            String caller,
            String policy,
            String action,
            String resource,
            @Nullable String resourcePolicy,
            @Nullable String owner) {
        SimulateCustomPolicyRequest.Builder request = SimulateCustomPolicyRequest.builder()
                .policyInputList(policy)
                .permissionsBoundaryPolicyInputList(NOTHING)
                .actionNames(action)
                .resourceArns(resource)
                .callerArn(caller)
                .resourcePolicy(resourcePolicy)
                .resourceOwner(owner);
        return Simulations.decision(iam.simulateCustomPolicy(request.build()).evaluationResults());
    }

    /** Within one account, past an implicit deny of the boundary: only whom the policy names directly. */
    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::111122223333:user/mateo, arn:aws:iam::111122223333:user/mateo, allowed",
        "arn:aws:iam::111122223333:user/mateo, 111122223333, implicitDeny",
        "arn:aws:iam::111122223333:user/mateo, arn:aws:iam::111122223333:user/other, implicitDeny",
        "arn:aws:sts::111122223333:assumed-role/dev/session, arn:aws:sts::111122223333:assumed-role/dev/session, allowed",
        "arn:aws:sts::111122223333:assumed-role/dev/session, arn:aws:iam::111122223333:role/dev, implicitDeny",
        "arn:aws:iam::111122223333:role/dev, arn:aws:iam::111122223333:role/other, implicitDeny",
        "arn:aws:sts::111122223333:federated-user/bob, arn:aws:sts::111122223333:federated-user/bob, allowed",
    })
    void aResourcesPolicyGrantsToWhomItNames(String caller, String principal, String decision) {
        assertThat(decide(
                        caller,
                        "s3:GetObject",
                        Simulations.A,
                        Simulations.grant(principal, "s3:GetObject", Simulations.A),
                        null))
                .isEqualTo(decision);
    }

    @Test
    void rootNeedsNoPolicyAndAServiceNeedsTheResources() {
        String lambda = "lambda.amazonaws.com";
        String grant = Simulations.grant("x", "s3:GetObject", Simulations.A)
                .replace("{\"AWS\":\"x\"}", "{\"Service\":\"" + lambda + "\"}");

        assertThat(Simulations.decision(iam.simulateCustomPolicy(in -> in.policyInputList(NOTHING)
                                .callerArn("arn:aws:iam::111122223333:root")
                                .actionNames("s3:GetObject"))
                        .evaluationResults()))
                .isEqualTo("allowed");
        assertThat(decide(lambda, "s3:GetObject", Simulations.A, grant, null)).isEqualTo("allowed");
        assertThat(decide(
                        lambda,
                        Simulations.ALLOW_ALL,
                        "s3:GetObject",
                        Simulations.A,
                        grant.replace(lambda, "ec2.amazonaws.com"),
                        null))
                .isEqualTo("implicitDeny");
    }

    @Test
    void aRolesTrustPolicyMustGrantAlsoWithinOneAccount() {
        String caller = "arn:aws:iam::111122223333:user/mateo";
        String other = Simulations.trust("arn:aws:iam::111122223333:user/other");

        assertThat(decide(caller, "sts:AssumeRole", ROLE, Simulations.trust(caller), null))
                .isEqualTo("allowed");
        assertThat(decide(caller, "sts:AssumeRole", "*", Simulations.trust(caller), null))
                .isEqualTo("allowed");
        SimulateCustomPolicyRequest.Builder allowedByItself = SimulateCustomPolicyRequest.builder()
                .policyInputList(Simulations.ALLOW_ALL)
                .actionNames("sts:AssumeRole")
                .resourceArns(ROLE)
                .callerArn(caller);
        assertThat(Simulations.decision(iam.simulateCustomPolicy(
                                allowedByItself.resourcePolicy(other).build())
                        .evaluationResults()))
                .isEqualTo("implicitDeny");
        assertThat(Simulations.decision(iam.simulateCustomPolicy(allowedByItself
                                .resourcePolicy(Simulations.trust("111122223333"))
                                .build())
                        .evaluationResults()))
                .isEqualTo("allowed");
        assertThat(Simulations.decision(iam.simulateCustomPolicy(
                                allowedByItself.resourcePolicy(null).build())
                        .evaluationResults()))
                .as("the simulator supposes no policy that it was not given")
                .isEqualTo("allowed");
    }

    @Test
    void theOwnerIsTheOneGivenElseTheArnsElseTheCallers() {
        String caller = "arn:aws:iam::111122223333:user/mateo";
        String queue = "arn:aws:sqs:us-east-1:444455556666:queue";
        String grant = Simulations.grant(caller, "sqs:SendMessage", queue);

        assertThat(decide(caller, "sqs:SendMessage", queue, grant, null))
                .as("another account's, and nothing on this side")
                .isEqualTo("implicitDeny");
        assertThat(decide(caller, "sqs:SendMessage", queue, grant, "arn:aws:iam::111122223333:root"))
                .isEqualTo("allowed");
        String bucket = Simulations.grant(caller, "s3:GetObject", Simulations.A);
        assertThat(decide(caller, "s3:GetObject", Simulations.A, bucket, null)).isEqualTo("allowed");
        assertThat(decide(caller, "s3:GetObject", Simulations.A, bucket, "arn:aws:iam::444455556666:root"))
                .isEqualTo("implicitDeny");
    }

    @Test
    void anotherAccountsResourceWithoutAPolicyIsDenied() {
        SimulateCustomPolicyRequest request = SimulateCustomPolicyRequest.builder()
                .policyInputList(Simulations.ALLOW_ALL)
                .actionNames("s3:GetObject")
                .resourceArns(Simulations.A)
                .callerArn(SESSION)
                .resourceOwner("arn:aws:iam::444455556666:root")
                .build();
        assertThat(Simulations.decision(iam.simulateCustomPolicy(request).evaluationResults()))
                .isEqualTo("implicitDeny");
        assertThat(Simulations.decision(iam.simulateCustomPolicy(
                                request.toBuilder().callerArn(null).build())
                        .evaluationResults()))
                .as("without a caller there is no other account")
                .isEqualTo("allowed");
    }
}
