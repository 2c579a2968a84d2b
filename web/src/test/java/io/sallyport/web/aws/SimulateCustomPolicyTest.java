// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.ResourceSpecificResult;
import software.amazon.awssdk.services.iam.model.SimulateCustomPolicyRequest;

/**
 * The simulator over texts: AWS's documented examples, and answers that the project radkawar/stackd recorded from AWS on
 * 2026-09-11 (testdata/aws/iam/simulation.json), with their case's name.
 */
class SimulateCustomPolicyTest extends ServedAccount {
    private static final String GET = Simulations.policy("Allow", "s3:GetObject", "*");
    private static final String ONE_PLACE = "PolicyInputList.1 IAM Policy 1:38-1:95";

    private EvaluationResult simulate(Consumer<SimulateCustomPolicyRequest.Builder> request) {
        return iam.simulateCustomPolicy(request).evaluationResults().get(0);
    }

    /** AWS CLI, examples/iam/simulate-custom-policy.rst. */
    @Test
    void documentedExampleOfTheCommandLine() {
        String policy = """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2018-08-16T12:00:00Z"}}}}""";

        EvaluationResult later = simulate(in -> in.policyInputList(policy)
                .actionNames("dynamodb:CreateBackup")
                .contextEntries(Simulations.key("aws:CurrentTime", "date", "2019-04-25T11:00:00Z")));
        EvaluationResult earlier = simulate(in -> in.policyInputList(policy)
                .actionNames("dynamodb:CreateBackup")
                .contextEntries(Simulations.key("aws:CurrentTime", "date", "2014-04-25T11:00:00Z")));

        assertThat(later.evalActionName()).isEqualTo("dynamodb:CreateBackup");
        assertThat(later.evalResourceName()).isEqualTo("*");
        assertThat(later.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
        assertThat(Simulations.places(later.matchedStatements()))
                .containsExactly("PolicyInputList.1 IAM Policy 1:38-1:167");
        assertThat(later.hasMissingContextValues()).isTrue();
        assertThat(later.missingContextValues()).isEmpty();
        assertThat(earlier.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
        assertThat(earlier.hasMatchedStatements()).isTrue();
        assertThat(earlier.matchedStatements()).isEmpty();
        assertThat(earlier.missingContextValues()).isEmpty();
    }

    /** IAM API Reference, SimulateCustomPolicy, "Using Context Keys in a Policy Simulation". */
    @Test
    void documentedExampleOfContextKeys() {
        EvaluationResult result = simulate(in -> in.actionNames("s3:ListBucket")
                .resourceArns("arn:aws:s3:::teambucket")
                .contextEntries(Simulations.key("aws:MultiFactorAuthPresent", "boolean", "true"))
                .permissionsBoundaryPolicyInputList(Simulations.ALLOW_ALL)
                .policyInputList("""

                        {
                          "Version":"2012-10-17",
                          "Statement":{
                            "Effect":"Allow",
                            "Action":"s3:ListBucket",
                            "Resource":"arn:aws:s3:::teambucket",
                            "Condition":{
                              "Bool":{"aws:MultiFactorAuthPresent":"true"}
                            }
                          }
                        }"""));

        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
        assertThat(Simulations.places(result.matchedStatements()))
                .containsExactly("PolicyInputList.1 IAM Policy 4:16-11:4");
    }

    /** IAM API Reference, SimulateCustomPolicy, "Same-Account Simulation". */
    @Test
    void documentedExampleOfOneAccount() {
        String iamOnly = Simulations.policy("Allow", "iam:*", "*");
        EvaluationResult result = simulate(in -> in.actionNames("s3:PutObject")
                .callerArn("arn:aws:iam::111122223333:user/mateo")
                .resourceArns("arn:aws:s3:::production/Test")
                .resourceOwner("arn:aws:iam::111122223333:root")
                .permissionsBoundaryPolicyInputList(iamOnly)
                .policyInputList(iamOnly)
                .resourcePolicy(Simulations.grant(
                        "arn:aws:iam::111122223333:user/mateo", "s3:Put*", "arn:aws:s3:::production/*")));

        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
        assertThat(result.hasEvalDecisionDetails()).isTrue();
        assertThat(result.evalDecisionDetails()).isEmpty();
        assertThat(result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
                .isFalse();
        assertThat(result.organizationsDecisionDetail()).isNull();
        assertThat(result.matchedStatements()).singleElement().satisfies(statement -> {
            assertThat(statement.sourcePolicyId()).isEqualTo("ResourcePolicy");
            assertThat(statement.sourcePolicyTypeAsString()).isEqualTo("Resource Policy");
        });
        ResourceSpecificResult one = result.resourceSpecificResults().get(0);
        assertThat(one.evalResourceName()).isEqualTo("arn:aws:s3:::production/Test");
        assertThat(one.evalResourceDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
        assertThat(one.hasEvalDecisionDetails()).isFalse();
        assertThat(one.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
                .isFalse();
        assertThat(one.matchedStatements()).isEqualTo(result.matchedStatements());
    }

    @Test
    void customDefaultResource() {
        EvaluationResult result = simulate(in -> in.policyInputList(GET).actionNames("s3:GetObject"));

        assertThat(result.evalResourceName()).isEqualTo("*");
        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
        assertThat(Simulations.places(result.matchedStatements())).containsExactly(ONE_PLACE);
        assertThat(result.hasEvalDecisionDetails()).isFalse();
        assertThat(result.hasResourceSpecificResults()).isFalse();
        assertThat(result.permissionsBoundaryDecisionDetail()).isNull();
    }

    @Test
    void customSingleResource() {
        EvaluationResult result = simulate(
                in -> in.policyInputList(GET).actionNames("s3:GetObject").resourceArns(Simulations.A));

        assertThat(result.evalResourceName()).isEqualTo(Simulations.A);
        assertThat(result.hasEvalDecisionDetails()).isTrue();
        assertThat(result.resourceSpecificResults()).singleElement().satisfies(one -> {
            assertThat(one.evalResourceName()).isEqualTo(Simulations.A);
            assertThat(one.evalResourceDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
            assertThat(Simulations.places(one.matchedStatements())).containsExactly(ONE_PLACE);
        });
    }

    @Test
    void customTwoResourcesMixed() {
        EvaluationResult result =
                simulate(in -> in.policyInputList(Simulations.policy("Allow", "s3:GetObject", Simulations.A))
                        .actionNames("s3:GetObject")
                        .resourceArns(Simulations.A, Simulations.B));

        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
        assertThat(Simulations.places(result.matchedStatements()))
                .containsExactly("PolicyInputList.1 IAM Policy 1:38-1:126");
        assertThat(result.resourceSpecificResults())
                .extracting(ResourceSpecificResult::evalResourceDecision)
                .containsExactly(PolicyEvaluationDecisionType.ALLOWED, PolicyEvaluationDecisionType.IMPLICIT_DENY);
    }

    @Test
    void boundaryDenyOverIdentityDeny() {
        String deny = Simulations.policy("Deny", "s3:GetObject", "*");
        EvaluationResult result = simulate(in -> in.policyInputList(deny)
                .permissionsBoundaryPolicyInputList(deny)
                .actionNames("s3:GetObject"));

        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.EXPLICIT_DENY);
        assertThat(Simulations.places(result.matchedStatements()))
                .containsExactlyInAnyOrder(
                        "PermissionsBoundaryPolicyInputList.1 Permissions Boundary Policy 1:38-1:94",
                        "PolicyInputList.1 IAM Policy 1:38-1:94");
        assertThat(result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
                .isFalse();
    }

    @Test
    void boundaryMissingContext() {
        EvaluationResult result = simulate(in -> in.policyInputList(GET)
                .permissionsBoundaryPolicyInputList(
                        Simulations.allowIf("{\"StringEquals\":{\"stack:boundary\":\"yes\"}}"))
                .actionNames("s3:GetObject"));

        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
        assertThat(result.missingContextValues()).containsExactly("stack:boundary");
        assertThat(result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
                .isFalse();
    }

    @Test
    void missingKeysAreToldOfTheWholeAndOfEachResourceThatNothingDecides() {
        String policy = Simulations.allowIf("{\"StringLike\":{\"aws:PrincipalTag/team\":\"${aws:username}\"}}");

        EvaluationResult all = simulate(in -> in.policyInputList(policy).actionNames("s3:GetObject"));
        EvaluationResult named =
                simulate(in -> in.policyInputList(policy, Simulations.policy("Deny", "s3:*", Simulations.B))
                        .actionNames("s3:GetObject")
                        .resourceArns(Simulations.A, Simulations.B));

        assertThat(all.missingContextValues()).containsExactly("aws:PrincipalTag/team", "aws:username");
        assertThat(named.missingContextValues()).containsExactly("aws:PrincipalTag/team", "aws:username");
        assertThat(named.resourceSpecificResults())
                .extracting(one -> one.evalResourceDecisionAsString() + " " + one.missingContextValues())
                .containsExactly("implicitDeny [aws:PrincipalTag/team, aws:username]", "explicitDeny []");
    }

    /** Cases principal_extra_aws_boundary_exclude_baseline and its like: keys of other statements, and none if allowed. */
    @Test
    void missingKeysAreThoseOfAllPolicies() {
        String other = Simulations.allowIf("{\"StringEquals\":{\"s3express:SessionMode\":\"ReadOnly\"}}");

        assertThat(simulate(in -> in.policyInputList(other).actionNames("s3:PutObject"))
                        .missingContextValues())
                .containsExactly("s3express:SessionMode");
        assertThat(simulate(in -> in.policyInputList(other, GET).actionNames("s3:GetObject"))
                        .missingContextValues())
                .isEmpty();
    }

    @Test
    void aSecondStatementBeginsBehindTheFirst() {
        EvaluationResult result = simulate(in -> in.policyInputList("""
                        {
                          "Version": "2012-10-17",
                          "Statement": [
                            {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"},
                            {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
                          ]
                        }""").actionNames("s3:GetObject"));

        assertThat(Simulations.places(result.matchedStatements()))
                .containsExactly("PolicyInputList.1 IAM Policy 4:60-5:59");
    }

    @Test
    void organizationsAllowAndDeny() {
        List<String> decisions = List.of(
                organization(Simulations.ALLOW_ALL, Simulations.ALLOW_ALL),
                organization(Simulations.ALLOW_ALL, Simulations.policy("Deny", "s3:GetObject", "*")),
                organization(Simulations.ALLOW_ALL, Simulations.policy("Allow", "s3:PutObject", "*")));

        assertThat(decisions).containsExactly("allowed true 1", "explicitDeny false 0", "implicitDeny false 0");
    }

    private String organization(String first, String second) {
        EvaluationResult result = simulate(in -> in.policyInputList(GET)
                .actionNames("s3:GetObject")
                .orderedOrganizationPolicyInputList(Simulations.level(first), Simulations.level(second)));
        return result.evalDecisionAsString() + " "
                + result.organizationsDecisionDetail().allowedByOrganizations() + " "
                + result.matchedStatements().size();
    }

    @Test
    void paginationFollowsTheActions() {
        List<String> actions = List.of("s3:PutObject", "iam:GetUser", "s3:GetObject");

        assertThat(iam
                        .simulateCustomPolicyPaginator(in -> in.policyInputList(Simulations.ALLOW_ALL)
                                .actionNames(actions)
                                .resourceArns(Simulations.A, Simulations.B)
                                .maxItems(1))
                        .stream()
                        .map(page -> page.evaluationResults().size() + " "
                                + page.evaluationResults().get(0).evalActionName() + " " + page.isTruncated()))
                .containsExactly("1 s3:PutObject true", "1 iam:GetUser true", "1 s3:GetObject false");
    }

    @Test
    void manyResourcesMakeSmallPages() {
        List<String> resources =
                IntStream.range(0, 1500).mapToObj(i -> "arn:aws:s3:::b/" + i).toList();

        assertThat(iam
                        .simulateCustomPolicyPaginator(in -> in.policyInputList(Simulations.ALLOW_ALL)
                                .actionNames("s3:GetObject", "s3:PutObject")
                                .resourceArns(resources))
                        .stream())
                .hasSize(2)
                .allSatisfy(page -> assertThat(page.evaluationResults())
                        .singleElement()
                        .satisfies(result ->
                                assertThat(result.resourceSpecificResults()).hasSize(1500)));
    }

    @Test
    void anActionIsToldAsItWasAskedFor() {
        EvaluationResult result = simulate(in -> in.policyInputList(GET).actionNames("S3:gEtObJeCt"));

        assertThat(result.evalActionName()).isEqualTo("S3:gEtObJeCt");
        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
    }

    @Test
    void acrossAccountsBothSidesAreTold() {
        EvaluationResult result = simulate(in -> in.policyInputList(Simulations.policy("Allow", "iam:*", "*"))
                .actionNames("s3:PutObject")
                .callerArn("arn:aws:iam::444455556666:user/arnav")
                .resourceArns("arn:aws:s3:::mary/Test")
                .resourceOwner("arn:aws:iam::123456789012:root")
                .resourcePolicy(
                        Simulations.grant("arn:aws:iam::444455556666:user/arnav", "s3:Put*", "arn:aws:s3:::mary/*")));

        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
        assertThat(result.evalDecisionDetails())
                .containsOnly(
                        entry("IAM Policy", PolicyEvaluationDecisionType.IMPLICIT_DENY),
                        entry("Resource Policy", PolicyEvaluationDecisionType.ALLOWED));
        assertThat(result.resourceSpecificResults().get(0).evalDecisionDetails())
                .isEqualTo(result.evalDecisionDetails());
    }
}
