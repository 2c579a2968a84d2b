// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;
import software.amazon.awssdk.services.iam.model.PolicyIdentifier;
import software.amazon.awssdk.services.iam.model.PolicyIdentifierPolicyType;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;

/** The simulator over users and groups. The user's and the group's policy are those of a recording from AWS. */
class SimulatePrincipalPolicyTest extends ServedAccount {
    private static final String INLINE = """
            {
              "Version": "2012-10-17",
              "Statement": [
                {
                  "Effect": "Allow",
                  "Action": "%s",
                  "Resource": "%s",
                  "Sid": "Inline"
                }
              ]
            }""";

    private String jill = "";
    private String readers = "";

    @BeforeEach
    void someUsers() {
        jill = iam.createUser(in -> in.userName("Jill").path("/simulation/"))
                .user()
                .arn();
        readers = iam.createGroup(in -> in.groupName("Readers").path("/simulation/"))
                .group()
                .arn();
        iam.addUserToGroup(in -> in.groupName("Readers").userName("Jill"));
        iam.putUserPolicy(in -> in.userName("Jill")
                .policyName("UserInline")
                .policyDocument(INLINE.formatted("s3:PutObject", Simulations.A)));
        iam.putGroupPolicy(in -> in.groupName("Readers")
                .policyName("GroupInline")
                .policyDocument(INLINE.formatted("s3:PutObject", Simulations.B)));
        iam.attachGroupPolicy(
                in -> in.groupName("Readers").policyArn("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
    }

    private List<EvaluationResult> simulate(Consumer<SimulatePrincipalPolicyRequest.Builder> request) {
        return iam.simulatePrincipalPolicy(in -> request.accept(in.policySourceArn(jill)))
                .evaluationResults();
    }

    private static List<String> sources(EvaluationResult result) {
        return Simulations.places(result.matchedStatements());
    }

    /** IAM API Reference, SimulatePrincipalPolicy, "Simulating a Policy": a managed policy is told by its name. */
    @Test
    void documentedExampleOfJill() {
        List<EvaluationResult> results =
                simulate(in -> in.actionNames("s3:PutObject", "s3:GetObject", "s3:DeleteObject")
                        .resourceArns("arn:aws:s3:::my-test-bucket")
                        .policyInputList("""
                                {
                                  "Version":"2012-10-17",
                                  "Statement":{
                                    "Effect":"Allow",
                                    "Action":"s3:PutObject",
                                    "Resource":"arn:aws:s3:::my-test-bucket"
                                  }
                                }"""));

        assertThat(results)
                .extracting(result -> result.evalActionName() + " " + result.evalDecisionAsString())
                .containsExactly("s3:PutObject allowed", "s3:GetObject allowed", "s3:DeleteObject implicitDeny");
        assertThat(sources(results.get(0))).containsExactly("PolicyInputList.1 IAM Policy 3:16-7:4");
        assertThat(results.get(1).matchedStatements())
                .singleElement()
                .satisfies(statement -> assertThat(statement.sourcePolicyId()).isEqualTo("AmazonS3ReadOnlyAccess"));
        assertThat(results.get(2).matchedStatements()).isEmpty();
    }

    /** IAM API Reference, SimulatePrincipalPolicy, "Cross-Account Simulation". */
    @Test
    void documentedExampleAcrossAccounts() {
        EvaluationResult result = simulate(in -> in.actionNames("s3:PutObject")
                        .resourceArns("arn:aws:s3:::mary/Test")
                        .resourceOwner("arn:aws:iam::123456789012:root")
                        .permissionsBoundaryPolicyInputList(Simulations.policy("Allow", "iam:*", "*"))
                        .resourcePolicy(Simulations.grant(jill, "s3:Put*", "arn:aws:s3:::mary/*")))
                .get(0);

        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
        assertThat(result.evalDecisionDetails())
                .containsOnly(
                        entry("IAM Policy", PolicyEvaluationDecisionType.IMPLICIT_DENY),
                        entry("Resource Policy", PolicyEvaluationDecisionType.ALLOWED),
                        entry("Permissions Boundary Policy", PolicyEvaluationDecisionType.IMPLICIT_DENY));
        assertThat(result.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
                .isFalse();
        assertThat(result.matchedStatements()).isEmpty();
    }

    @Test
    void inlinePoliciesAreToldByTheirHolderAndName() {
        EvaluationResult result = simulate(
                        in -> in.actionNames("s3:PutObject").resourceArns(Simulations.A, Simulations.B))
                .get(0);

        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
        assertThat(sources(result))
                .containsExactlyInAnyOrder(
                        "user_Jill_UserInline IAM Policy 3:17-9:6", "group_Readers_GroupInline IAM Policy 3:17-9:6");
        assertThat(Simulations.places(result.resourceSpecificResults().get(1).matchedStatements()))
                .containsExactly("group_Readers_GroupInline IAM Policy 3:17-9:6");
    }

    @Test
    void aManagedPolicyOfTheAccountCountsInItsDefaultVersion() {
        String policy = iam.createPolicy(in -> in.policyName("Deleters")
                        .path("/simulation/")
                        .policyDocument(INLINE.formatted("s3:PutObject", Simulations.B)))
                .policy()
                .arn();
        iam.attachUserPolicy(in -> in.userName("Jill").policyArn(policy));
        Consumer<SimulatePrincipalPolicyRequest.Builder> ask =
                in -> in.actionNames("s3:DeleteObject").resourceArns(Simulations.A);
        assertThat(Simulations.decision(simulate(ask))).isEqualTo("implicitDeny");
        iam.createPolicyVersion(in -> in.policyArn(policy)
                .policyDocument(INLINE.formatted("s3:DeleteObject", Simulations.A))
                .setAsDefault(true));

        EvaluationResult result = simulate(ask).get(0);
        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
        assertThat(sources(result)).containsExactly("Deleters IAM Policy 3:17-9:6");
        assertThat(Simulations.decision(simulate(ask.andThen(in -> in.policyExclusionList(PolicyIdentifier.builder()
                        .policyType(PolicyIdentifierPolicyType.USER_MANAGED)
                        .build())))))
                .isEqualTo("implicitDeny");
    }

    @Test
    void aBoundaryCountsUnlessTheRequestBringsOrExcludesOne() {
        iam.putUserPermissionsBoundary(
                in -> in.userName("Jill").permissionsBoundary("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
        Consumer<SimulatePrincipalPolicyRequest.Builder> ask =
                in -> in.actionNames("s3:PutObject").resourceArns(Simulations.A);

        EvaluationResult bounded = simulate(ask).get(0);
        assertThat(bounded.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.IMPLICIT_DENY);
        assertThat(bounded.permissionsBoundaryDecisionDetail().allowedByPermissionsBoundary())
                .isFalse();
        assertThat(Simulations.decision(
                        simulate(ask.andThen(in -> in.permissionsBoundaryPolicyInputList(Simulations.ALLOW_ALL)))))
                .isEqualTo("allowed");
        EvaluationResult unbounded = simulate(ask.andThen(in -> in.policyExclusionList(PolicyIdentifier.builder()
                        .policyType(PolicyIdentifierPolicyType.PERMISSION_BOUNDARY)
                        .build())))
                .get(0);
        assertThat(unbounded.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.ALLOWED);
        assertThat(unbounded.permissionsBoundaryDecisionDetail()).isNull();
    }

    @Test
    void aBoundaryThatDeniesIsToldByItsName() {
        String policy = iam.createPolicy(
                        in -> in.policyName("Fence").policyDocument(Simulations.policy("Deny", "s3:PutObject", "*")))
                .policy()
                .arn();
        iam.putUserPermissionsBoundary(in -> in.userName("Jill").permissionsBoundary(policy));

        EvaluationResult result = simulate(in -> in.actionNames("s3:PutObject").resourceArns(Simulations.A))
                .get(0);
        assertThat(result.evalDecision()).isEqualTo(PolicyEvaluationDecisionType.EXPLICIT_DENY);
        assertThat(result.matchedStatements())
                .singleElement()
                .satisfies(statement -> assertThat(
                                statement.sourcePolicyId() + " of " + statement.sourcePolicyTypeAsString())
                        .isEqualTo("Fence of Permissions Boundary Policy"));
    }

    @Test
    void aGroupHasItsOwnPoliciesOnly() {
        List<EvaluationResult> results = iam.simulatePrincipalPolicy(in -> in.policySourceArn(readers)
                        .actionNames("s3:PutObject")
                        .resourceArns(Simulations.A, Simulations.B))
                .evaluationResults();

        assertThat(results.get(0).resourceSpecificResults())
                .extracting(one -> one.evalResourceDecisionAsString())
                .containsExactly("implicitDeny", "allowed");
    }

    @Test
    void theUserIsTheCallerUnlessAnotherIsNamed() {
        String onlyJill = Simulations.allowIf("{\"StringEquals\":{\"aws:username\":\"Jill\"},"
                + "\"ArnEquals\":{\"aws:PrincipalArn\":\"" + jill + "\"},\"StringLike\":{\"aws:userid\":\"AIDA*\"}}");
        iam.putUserPolicy(in -> in.userName("admin").policyName("p").policyDocument(onlyJill));
        iam.detachUserPolicy(in -> in.userName("admin").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        var root = server.iam(account.root());

        assertThat(root.simulatePrincipalPolicy(in -> in.policySourceArn(jill)
                                .policyInputList(onlyJill)
                                .actionNames("s3:GetObject"))
                        .evaluationResults()
                        .get(0)
                        .matchedStatements())
                .extracting(statement -> statement.sourcePolicyId())
                .contains("PolicyInputList.1");
        assertThat(Simulations.decision(root.simulatePrincipalPolicy(in ->
                                in.policySourceArn(account.arn("user/admin")).actionNames("s3:GetObject"))
                        .evaluationResults()))
                .isEqualTo("implicitDeny");
        assertThat(Simulations.decision(root.simulatePrincipalPolicy(in -> in.policySourceArn(account.arn("user/admin"))
                                .callerArn(jill)
                                .actionNames("s3:GetObject")
                                .contextEntries(
                                        Simulations.key("aws:username", "string", "Jill"),
                                        Simulations.key("aws:userid", "string", "AIDAJILL")))
                        .evaluationResults()))
                .isEqualTo("allowed");
    }

    @Test
    void policiesMayBeLeftOut() {
        assertThat(simulate(in -> in.actionNames("s3:PutObject")
                                .resourceArns(Simulations.A, Simulations.B)
                                .policyExclusionList(PolicyIdentifier.fromInlinePolicyIdentifier(
                                        inline -> inline.policyName("GroupInline")
                                                .attachmentType("Group")
                                                .attachmentName("Readers"))))
                        .get(0)
                        .resourceSpecificResults())
                .extracting(one -> one.evalResourceDecisionAsString())
                .containsExactly("allowed", "implicitDeny");
        assertThat(Simulations.decision(simulate(in -> in.actionNames("s3:GetObject")
                        .policyExclusionList(
                                PolicyIdentifier.fromPolicyArn("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")))))
                .isEqualTo("implicitDeny");
        assertThat(Simulations.decision(simulate(in -> in.actionNames("s3:GetObject")
                        .policyExclusionList(PolicyIdentifier.fromPolicyType(PolicyIdentifierPolicyType.INLINE)))))
                .isEqualTo("allowed");
    }

    @Test
    void policiesWithTheSameLabelAreNotMixedUp() {
        for (String name : List.of("a", "a_b")) {
            iam.createGroup(in -> in.groupName(name));
            iam.addUserToGroup(in -> in.groupName(name).userName("Jill"));
        }
        iam.putGroupPolicy(
                in -> in.groupName("a").policyName("b_c").policyDocument(Simulations.policy("Allow", "ec2:Run*", "*")));
        iam.putGroupPolicy(in ->
                in.groupName("a_b").policyName("c").policyDocument("\n" + Simulations.policy("Allow", "sqs:*", "*")));

        assertThat(sources(simulate(in -> in.actionNames("ec2:RunInstances")).get(0)))
                .containsExactly("group_a_b_c IAM Policy 1:38-1:91");
        assertThat(sources(simulate(in -> in.actionNames("sqs:SendMessage")).get(0)))
                .containsExactly("group_a_b_c IAM Policy 2:38-2:88");
    }

    /** Recorded (testdata/aws/iam/resource_authorization.json); what is authorised is the user's own ARN. */
    @Test
    void thePathInTheArnNeedNotBeRight() {
        String elsewhere = account.arn("user/elsewhere/jill");
        AwsCredentials tyler = newUser("tyler");
        iam.putUserPolicy(in -> in.userName("tyler")
                .policyName("p")
                .policyDocument(Simulations.policy("Allow", "iam:*", account.arn("user/elsewhere/*"))));

        assertThat(Simulations.decision(iam.simulatePrincipalPolicy(in -> in.policySourceArn(elsewhere)
                                .actionNames("s3:PutObject")
                                .resourceArns(Simulations.A))
                        .evaluationResults()))
                .isEqualTo("allowed");
        Refusals.assertRefused(
                () -> server.iam(tyler)
                        .simulatePrincipalPolicy(
                                in -> in.policySourceArn(elsewhere).actionNames("s3:PutObject")),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:SimulatePrincipalPolicy on"
                        + " resource: " + jill
                        + " because no identity-based policy allows the iam:SimulatePrincipalPolicy action");
    }
}
