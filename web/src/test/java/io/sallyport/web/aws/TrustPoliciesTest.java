// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may assume a role. */
class TrustPoliciesTest extends ServedAccount {
    private static final String MALFORMED = "MalformedPolicyDocument";

    @BeforeEach
    void addRole() {
        iam.createRole(in -> in.roleName("r").assumeRolePolicyDocument(RolesTest.TRUST));
    }

    private void trust(String document) {
        iam.updateAssumeRolePolicy(in -> in.roleName("r").policyDocument(document));
    }

    private String trusted() {
        return URLDecoder.decode(
                iam.getRole(in -> in.roleName("r")).role().assumeRolePolicyDocument(), StandardCharsets.UTF_8);
    }

    private static String trusting(String principal) {
        return """
                {"Version": "2012-10-17",
                 "Statement": {"Effect": "Allow", "Principal": %s, "Action": "sts:AssumeRole"}}""".formatted(principal);
    }

    private static String aws(String principal) {
        return trusting("{\"AWS\": [\"" + principal + "\"]}");
    }

    @Test
    void whatIsNoTrustPolicyIsRefusedInAwssWords() {
        assertRefused(() -> trust("not valid json"), 400, MALFORMED, "This policy contains invalid Json");
        assertRefused(
                () -> trust(RolesTest.TRUST.replace("sts:AssumeRole", "sts:InvalidAction")),
                400,
                MALFORMED,
                "AssumeRole policy may only specify STS AssumeRole actions.");
        assertRefused(
                () -> trust(RolesTest.TRUST.replace("\"Action\"", "\"Resource\": \"*\", \"Action\"")),
                400,
                MALFORMED,
                "Has prohibited field Resource");
        assertRefused(
                () -> trust(trusting("{\"Service\": \"not-a-service\"}")),
                400,
                MALFORMED,
                "Invalid principal in policy: \"SERVICE\":\"not-a-service\"");
        assertRefused(
                () -> iam.createRole(in -> in.roleName("s").assumeRolePolicyDocument("{")),
                400,
                MALFORMED,
                "This policy contains invalid Json");
    }

    @Test
    void whiteSpaceIsNotCounted() {
        String long2048 = trusting("\"*\"").replace(": \"Allow\"", ": \"Allow\", \"Sid\": \"SID\"");
        long others = long2048.chars().filter(c -> !Character.isWhitespace(c)).count() - 3;
        String full = long2048.replace("SID", "a".repeat(2048 - (int) others));
        trust(full + " ".repeat(5000));
        assertRefused(
                () -> trust(full.replace("aaa", "aaaa")),
                409,
                "LimitExceeded",
                "Cannot exceed quota for ACLSizePerRole: 2048");
    }

    @Test
    void aPrincipalOfTheAccountMustExist() {
        for (String name : new String[] {
            account.arn("user/nobody"),
            account.arn("role/none"),
            account.arn("user/other/path/admin"),
            account.arn("user/" + "x".repeat(65)),
            "AIDAIOSFODNN7EXAMPLE"
        }) {
            assertRefused(
                    () -> trust(aws(name)), 400, MALFORMED, "Invalid principal in policy: \"AWS\":\"" + name + "\"");
        }
    }

    @Test
    void namesThatCannotBeLookedUpStayAsTheyAre() {
        for (String name :
                new String[] {"*", account.arn("root"), account.id().value(), "arn:aws:iam::051826736434:user/somebody"
                }) {
            trust(aws(name));
            assertThat(trusted()).isEqualTo(aws(name));
        }
    }

    @Test
    void whoIsDeletedStaysNamedByHerIdAndHerSuccessorIsNotTrusted() {
        String id =
                iam.createUser(in -> in.userName("Tyler").path("/team/")).user().userId();
        String document = aws(account.arn("user/team/Tyler"));
        trust(document);
        assertThat(trusted()).isEqualTo(document);

        iam.deleteUser(in -> in.userName("Tyler"));
        assertThat(trusted()).isEqualTo(aws(id));
        iam.createUser(in -> in.userName("Tyler").path("/team/"));
        assertThat(trusted()).isEqualTo(aws(id));
        assertRefused(() -> trust(aws(id)), 400, MALFORMED);

        trust(document);
        assertThat(trusted()).isEqualTo(document);
    }

    @Test
    void aRoleIsNamedByItsIdAsWell() {
        String id = iam.createRole(in -> in.roleName("other").assumeRolePolicyDocument(RolesTest.TRUST))
                .role()
                .roleId();
        trust(aws(id));
        assertThat(trusted()).isEqualTo(aws(account.arn("role/other")));
        iam.deleteRole(in -> in.roleName("other"));
        assertThat(trusted()).isEqualTo(aws(id));
    }
}
