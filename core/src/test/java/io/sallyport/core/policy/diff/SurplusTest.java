// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.PolicySource;
import io.sallyport.core.policy.PolicyType;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SurplusTest {
    private static final ServiceCatalogue CATALOGUE = new ServiceCatalogue();
    private static final ManagedPolicies MANAGED = new ManagedPolicies();
    private static final String ALLOW = "'Effect': 'Allow', 'Resource': '*', ";

    private static final Surplus.Counted ALL = new Surplus.Counted() {
        @Override
        public boolean counts(String action) {
            return true;
        }

        @Override
        public boolean counts(String action, String resource) {
            return true;
        }
    };

    private static Holder holder(String name, String... statements) {
        return holder(name, Arrays.stream(statements).map(SurplusTest::document).toList());
    }

    private static Holder managed(String name, String arn) {
        return holder(
                name,
                List.of(PolicyDocument.parse(MANAGED.find(arn).orElseThrow().json())));
    }

    private static Holder holder(String name, List<PolicyDocument> documents) {
        PolicySet policies = PolicySet.ofIdentity(documents.stream()
                .map(document -> AttachedPolicy.of("p", PolicySource.USER, document))
                .toList());
        return new Holder(policies, documents, keys(name));
    }

    private static RequestContext keys(String name) {
        return RequestContext.builder()
                .put("aws:username", name)
                .put("aws:PrincipalTag/team", "team-of-" + name)
                .build();
    }

    private static PolicyDocument document(String statements) {
        return PolicyDocument.parse(
                ("{'Version': '2012-10-17', 'Statement': [{" + statements + "}]}").replace('\'', '"'),
                PolicyType.IDENTITY);
    }

    private static Optional<String> found(Holder one, Holder other) {
        return Surplus.of(one, other, ALL, CATALOGUE, List.of("sallyport:*"))
                .map(found -> found.action() + " " + found.resource());
    }

    @Test
    void nobodyMayMoreThanAnAdministrator() {
        Holder admin = managed("admin", "arn:aws:iam::aws:policy/AdministratorAccess");
        assertThat(found(admin, managed("other", "arn:aws:iam::aws:policy/AdministratorAccess")))
                .isEmpty();
        assertThat(found(managed("dev", "arn:aws:iam::aws:policy/PowerUserAccess"), admin))
                .isEmpty();
        assertThat(found(admin, managed("dev", "arn:aws:iam::aws:policy/PowerUserAccess")))
                .isPresent();
        assertThat(found(admin, managed("desk", "arn:aws:iam::aws:policy/sallyport/SallyportHelpDesk")))
                .isPresent();
        assertThat(found(
                        managed("desk", "arn:aws:iam::aws:policy/sallyport/SallyportHelpDesk"),
                        managed("other", "arn:aws:iam::aws:policy/sallyport/SallyportHelpDesk")))
                .isEmpty();
    }

    @Test
    void actionsNobodyNamesAreFoundToo() {
        Holder all = holder("one", ALLOW + "'Action': '*'");
        Holder known = holder("other", ALLOW + "'NotAction': 'sallyport:*'");
        assertThat(found(all, known)).contains("sallyport:* arn:aws:anything-else:::anything-else");
        assertThat(found(known, all)).isEmpty();
    }

    @Test
    void aDenyTakesAwayOnEitherSide() {
        String some = ALLOW + "'Action': ['iam:CreateUser', 'iam:DeleteUser']";
        String denied = "'Effect': 'Deny', 'Action': 'iam:DeleteUser', 'Resource': '*'";
        assertThat(found(holder("one", some), holder("other", some, denied)))
                .hasValueSatisfying(found -> assertThat(found).startsWith("iam:DeleteUser "));
        assertThat(found(holder("one", some, denied), holder("other", some, denied)))
                .isEmpty();
        assertThat(found(holder("one", some, denied), holder("other", ALLOW + "'Action': 'iam:CreateUser'")))
                .isEmpty();
    }

    @Test
    void aResourceThatOnlyOneMayReachIsFound() {
        Holder wide =
                holder("one", "'Effect': 'Allow', 'Action': 'iam:PassRole', 'Resource': 'arn:aws:iam::1:role/app/*'");
        Holder narrow = holder(
                "other", "'Effect': 'Allow', 'Action': 'iam:PassRole', 'Resource': 'arn:aws:iam::1:role/app/web*'");
        assertThat(found(wide, narrow)).contains("iam:PassRole arn:aws:iam::1:role/app/some");
        assertThat(found(narrow, wide)).isEmpty();
    }

    @Test
    void aConditionThatBindsOnlyOneIsFound() {
        String free = ALLOW + "'Action': 'iam:CreateUser'";
        String bound = free + ", 'Condition': {'IpAddress': {'aws:SourceIp': '192.0.2.0/24'}}";
        assertThat(found(holder("one", free), holder("other", bound))).isPresent();
        assertThat(found(holder("one", bound), holder("other", bound))).isEmpty();
        assertThat(found(holder("one", bound), holder("other", free))).isEmpty();
    }

    @Test
    void whatPoliciesSayOfWhoeverAsksIsSaidOfEach() {
        String own = "'Effect': 'Allow', 'Action': 'iam:CreateAccessKey',"
                + " 'Resource': 'arn:aws:iam::1:user/${aws:username}'";
        assertThat(found(holder("one", own), holder("other", own)))
                .contains("iam:CreateAccessKey arn:aws:iam::1:user/one");
        String team = ALLOW + "'Action': 'iam:UpdateRole', 'Condition':"
                + " {'StringEquals': {'iam:ResourceTag/team': '${aws:PrincipalTag/team}'}}";
        assertThat(found(holder("one", team), holder("other", team))).isPresent();
        assertThat(found(holder("one", team), holder("other", ALLOW + "'Action': 'iam:*'")))
                .isEmpty();
    }

    @Test
    void rightsThatDoNotCountAreNotFound() {
        Surplus.Counted onlyIam = new Surplus.Counted() {
            @Override
            public boolean counts(String action) {
                return action.startsWith("iam:");
            }

            @Override
            public boolean counts(String action, String resource) {
                return !resource.endsWith("user/one");
            }
        };
        Holder one = holder(
                "one",
                ALLOW + "'Action': 's3:*'",
                "'Effect': 'Allow', 'Action': 'iam:CreateAccessKey', 'Resource': 'arn:aws:iam::1:user/${aws:username}'");
        Holder nothing = holder("other", ALLOW + "'Action': 'ec2:*'");
        assertThat(Surplus.of(one, nothing, onlyIam, CATALOGUE, List.of())).isEmpty();
        assertThat(Surplus.of(one, nothing, ALL, CATALOGUE, List.of())).isPresent();
    }
}
