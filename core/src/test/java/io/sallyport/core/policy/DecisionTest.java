// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static io.sallyport.core.policy.Policies.attached;
import static io.sallyport.core.policy.Policies.identity;
import static io.sallyport.core.policy.Policies.request;
import static io.sallyport.core.policy.Policies.statement;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final PolicyDocument ALLOW_ALL =
            statement("'Sid': 'All', 'Effect': 'Allow', 'Action': '*', 'Resource': '*'");
    private static final PolicyDocument ALLOW_S3 =
            statement("'Sid': 'S3', 'Effect': 'Allow', 'Action': 's3:*', 'Resource': '*'");
    private static final PolicyDocument DENY_IAM = statement("'Effect': 'Deny', 'Action': 'iam:*', 'Resource': '*'");
    private static final AuthorizationRequest CREATE = request("iam:CreateUser", "arn:aws:iam::1:user/a");

    @Test
    void nothingIsAllowedWithoutAPolicy() {
        Decision decision = identity().evaluate(CREATE);
        assertThat(decision.effect()).isEqualTo(Decision.Effect.IMPLICIT_DENY);
        assertThat(decision.denialReason())
                .isEqualTo("because no identity-based policy allows the iam:CreateUser action");
        assertThat(decision.statements()).isEmpty();
    }

    @Test
    void anAllowNamesItsStatement() {
        Decision decision = identity(ALLOW_S3, ALLOW_ALL).evaluate(CREATE);
        assertThat(decision.isAllowed()).isTrue();
        assertThat(decision.statements()).singleElement().satisfies(match -> {
            assertThat(match.sid()).contains("All");
            assertThat(match.index()).isZero();
            assertThat(match.policyId()).isEqualTo("inline");
        });
        assertThatThrownBy(decision::denialReason).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anExplicitDenyWinsInEveryLayer() {
        assertThat(identity(ALLOW_ALL, DENY_IAM).evaluate(CREATE).denialReason())
                .isEqualTo("with an explicit deny in an identity-based policy");
        assertThat(identity(ALLOW_ALL)
                        .withBoundary(attached("b", DENY_IAM))
                        .evaluate(CREATE)
                        .denialReason())
                .isEqualTo("with an explicit deny in a permissions boundary");
        assertThat(identity(ALLOW_ALL)
                        .withSessionPolicies(List.of(attached("s", ALLOW_ALL), attached("t", DENY_IAM)))
                        .evaluate(CREATE)
                        .denialReason())
                .isEqualTo("with an explicit deny in a session policy");
    }

    @Test
    void anExplicitDenyIsReportedEvenWhereNothingAllows() {
        Decision decision = identity(DENY_IAM).evaluate(CREATE);
        assertThat(decision.effect()).isEqualTo(Decision.Effect.EXPLICIT_DENY);
        assertThat(decision.statements()).hasSize(1);
    }

    @Test
    void boundaryAndSessionHaveToAllowToo() {
        PolicySet bounded = identity(ALLOW_ALL).withBoundary(attached("b", ALLOW_S3));
        assertThat(bounded.evaluate(CREATE).denialReason())
                .isEqualTo("because no permissions boundary allows the iam:CreateUser action");
        assertThat(bounded.evaluate(request("s3:GetObject", "arn:aws:s3:::b/k")).isAllowed())
                .isTrue();
        PolicySet session = identity(ALLOW_ALL).withSessionPolicies(List.of(attached("s", ALLOW_S3)));
        assertThat(session.evaluate(CREATE).denialReason())
                .isEqualTo("because no session policy allows the iam:CreateUser action");
    }

    @Test
    void boundaryAndSessionGrantNothing() {
        PolicySet set = identity()
                .withBoundary(attached("b", ALLOW_ALL))
                .withSessionPolicies(List.of(attached("s", ALLOW_ALL)));
        assertThat(set.evaluate(CREATE).layer()).isEqualTo(PolicyLayer.IDENTITY);
        assertThat(set.evaluate(CREATE).effect()).isEqualTo(Decision.Effect.IMPLICIT_DENY);
    }

    @Test
    void oneOfSeveralSessionPoliciesSuffices() {
        PolicySet set =
                identity(ALLOW_ALL).withSessionPolicies(List.of(attached("s", ALLOW_S3), attached("t", ALLOW_ALL)));
        assertThat(set.evaluate(CREATE).isAllowed()).isTrue();
    }

    @Test
    void anExceptionFromANotActionIsNoDeny() {
        PolicyDocument allBut = statement("'Effect': 'Allow', 'NotAction': 'iam:*', 'Resource': '*'");
        assertThat(identity(allBut).evaluate(CREATE).effect()).isEqualTo(Decision.Effect.IMPLICIT_DENY);
        assertThat(identity(allBut, ALLOW_ALL).evaluate(CREATE).isAllowed()).isTrue();
    }
}
