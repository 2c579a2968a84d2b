// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithSamlRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

/** Who is trusted, whatever is signed; and that an assertion counts once. */
class SamlTrustTest extends ServedSaml {
    private static final String DENIED = "Not authorized to perform sts:AssumeRoleWithSAML";

    private AssumeRoleWithSamlRequest asking(String roleArn, String providerArn) {
        String response = answer().with("Role", roleArn + "," + providerArn).signedBy(PEER);
        return AssumeRoleWithSamlRequest.builder()
                .roleArn(roleArn)
                .principalArn(providerArn)
                .samlAssertion(response)
                .build();
    }

    @Test
    void aRoleThatTrustsOthersIsDeniedAsOneThatIsNotThere() {
        String other = iam.createRole(in -> in.roleName("other")
                        .assumeRolePolicyDocument(trust("").replace(provider, account.arn("saml-provider/Other"))))
                .role()
                .arn();

        for (String roleArn : List.of(
                other, account.arn("role/nobody"), account.arn("role/path/visitor"), account.arn("user/admin"))) {
            assertRefused(() -> anybody.assumeRoleWithSAML(asking(roleArn, provider)), 403, "AccessDenied", DENIED);
        }
    }

    @Test
    void anAccountThatIsNotThereIsDeniedInTheSameWords() {
        assertRefused(
                () -> anybody.assumeRoleWithSAML(asking("arn:aws:iam::000000000001:role/visitor", provider)),
                403,
                "AccessDenied",
                DENIED);
    }

    @Test
    void aProviderThatIsNotThereIsRefused() {
        assertRefused(
                () -> anybody.assumeRoleWithSAML(asking(role, account.arn("saml-provider/Gone"))),
                400,
                "InvalidIdentityToken",
                "Specified provider doesn't exist");
        iam.deleteSAMLProvider(in -> in.samlProviderArn(provider));
        assertRefused(
                () -> assume(answer().signedBy(PEER)), 400, "InvalidIdentityToken", "Specified provider doesn't exist");
    }

    @Test
    void whatIsNoArnIsRefused() {
        assertRefused(
                () -> anybody.assumeRoleWithSAML(asking("visitor-of-nobody-at-all", provider)), 400, "ValidationError");
        assertRefused(
                () -> anybody.assumeRoleWithSAML(asking(role, "provider-of-nobody-at-all")), 400, "ValidationError");
    }

    @Test
    void anAssertionIsNotUsedUpByADenial() {
        iam.updateAssumeRolePolicy(in -> in.roleName("visitor")
                .policyDocument(trust(", \"Condition\": {\"StringEquals\": {\"saml:sub\": \"marla\"}}")));
        String response = answer().signedBy(PEER);
        assertRefused(() -> assume(response), 403, "AccessDenied", DENIED);
        iam.updateAssumeRolePolicy(in -> in.roleName("visitor").policyDocument(trust("")));

        assume(response);
        assertRefused(() -> assume(response), 400, "InvalidIdentityToken");
    }

    @Test
    void ofManyWhoShowOneAssertionAtOnceOneIsLetIn() throws Exception {
        String response = answer().signedBy(PEER);

        List<Throwable> refused = AtOnce.run(8, number -> assume(response));

        assertThat(refused)
                .hasSize(7)
                .allSatisfy(
                        one -> assertThat(((StsException) one).awsErrorDetails().errorCode())
                                .isEqualTo("InvalidIdentityToken"));
    }

    @Test
    void aSignatureOfSomebodyMakesNoDifference() {
        assertThat(server.sts(newUser("tyler"))
                        .assumeRoleWithSAML(asking(role, provider))
                        .subject())
                .isEqualTo("tyler@example.com");
    }

    @Test
    void sessionsEndWithTheRoleTheyAreOf() {
        Credentials credentials = assume(answer().signedBy(PEER)).credentials();
        iam.deleteRole(in -> in.roleName("visitor"));

        assertRefused(
                () -> server.sts(AwsServer.credentials(credentials)).getCallerIdentity(), 403, "InvalidClientTokenId");
    }
}
