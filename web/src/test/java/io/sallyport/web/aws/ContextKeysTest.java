// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which condition keys do policies ask for? */
class ContextKeysTest extends ServedAccount {
    /** AWS CLI, examples/iam/get-context-keys-for-custom-policy.rst. */
    @Test
    void documentedExampleOfTheCommandLine() {
        assertThat(iam.getContextKeysForCustomPolicy(in -> in.policyInputList("""
                                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"dynamodb:*","Resource":"arn:aws:dynamodb:us-west-2:123456789012:table/${aws:username}","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2015-08-16T12:00:00Z"}}}}"""))
                        .contextKeyNames())
                .containsExactlyInAnyOrder("aws:username", "aws:CurrentTime");
    }

    @Test
    void eachKeyIsToldOnceWhateverItsCase() {
        assertThat(iam.getContextKeysForCustomPolicy(in -> in.policyInputList(
                                Simulations.allowIf("{\"StringEquals\":{\"aws:UserName\":\"${aws:username}${*}\"}}"),
                                Simulations.allowIf("{\"Null\":{\"AWS:USERNAME\":\"true\",\"s3:prefix\":\"true\"}}"),
                                Simulations.ALLOW_ALL))
                        .contextKeyNames())
                .containsExactly("aws:UserName", "s3:prefix");
    }

    @Test
    void aPrincipalsKeysAreThoseOfItsGroupsToo() {
        iam.createGroup(in -> in.groupName("devs"));
        iam.addUserToGroup(in -> in.groupName("devs").userName("admin"));
        iam.putUserPolicy(in -> in.userName("admin")
                .policyName("p")
                .policyDocument(Simulations.allowIf("{\"Null\":{\"aws:SourceIp\":\"true\"}}")));
        iam.putGroupPolicy(in -> in.groupName("devs")
                .policyName("p")
                .policyDocument(Simulations.allowIf("{\"Null\":{\"aws:userid\":\"true\"}}")));
        String more = Simulations.allowIf("{\"Null\":{\"s3:prefix\":\"true\"}}");

        assertThat(iam.getContextKeysForPrincipalPolicy(in -> in.policySourceArn(account.arn("user/admin")))
                        .contextKeyNames())
                .containsExactly("aws:SourceIp", "aws:userid");
        assertThat(iam.getContextKeysForPrincipalPolicy(in ->
                                in.policySourceArn(account.arn("group/devs")).policyInputList(more))
                        .contextKeyNames())
                .containsExactly("aws:userid", "s3:prefix");
    }

    @Test
    void managedPoliciesAndTheBoundaryAskForKeysToo() {
        iam.createUser(in -> in.userName("tyler"));
        String attached = iam.createPolicy(in -> in.policyName("a")
                        .policyDocument(Simulations.allowIf("{\"Null\":{\"aws:SourceIp\":\"true\"}}")))
                .policy()
                .arn();
        String boundary = iam.createPolicy(in ->
                        in.policyName("b").policyDocument(Simulations.allowIf("{\"Null\":{\"aws:userid\":\"true\"}}")))
                .policy()
                .arn();
        iam.attachUserPolicy(in -> in.userName("tyler").policyArn(attached));
        iam.putUserPermissionsBoundary(in -> in.userName("tyler").permissionsBoundary(boundary));

        assertThat(iam.getContextKeysForPrincipalPolicy(in -> in.policySourceArn(account.arn("user/tyler")))
                        .contextKeyNames())
                .containsExactly("aws:SourceIp", "aws:userid");
    }

    @Test
    void aMalformedPolicyIsToldByItsNumber() {
        assertRefused(
                () -> iam.getContextKeysForCustomPolicy(in -> in.policyInputList(Simulations.ALLOW_ALL, "{}")),
                400,
                "InvalidInput",
                "Policy input list item 2 has invalid content");
        assertRefused(
                () -> iam.getContextKeysForPrincipalPolicy(
                        in -> in.policySourceArn(account.arn("user/admin")).policyInputList(List.of("{}"))),
                400,
                "InvalidInput",
                "Policy input list item 1 has invalid content");
    }
}
