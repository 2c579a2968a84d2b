// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.IamException;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyType;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LinkedServicesTest {
    private final LinkedServices services = new LinkedServices();

    @Test
    void everyServiceHasARoleOfItsOwnAndAPolicyThatIsThere() {
        ManagedPolicies managed = new ManagedPolicies();
        Set<String> names = new HashSet<>();
        assertThat(services.all()).hasSizeGreaterThan(180);
        for (LinkedService service : services.all()) {
            assertThat(names.add(service.roleName())).as(service.roleName()).isTrue();
            assertThat(managed.find(service.policy().toString()))
                    .as(service.policy().toString())
                    .isPresent();
            assertThat(service.roleName(null).value()).startsWith("AWSServiceRoleFor");
            assertThat(service.path().value()).isEqualTo("/aws-service-role/" + service.principal() + "/");
            PolicyDocument trust = PolicyDocument.parse(service.trustPolicy(), PolicyType.TRUST);
            assertThat(PolicyDocument.parse(service.trustPolicyWithLists(), PolicyType.TRUST)
                            .statements())
                    .isEqualTo(trust.statements());
        }
    }

    @Test
    void threeServicesTakeASuffix() {
        assertThat(services.all())
                .filteredOn(LinkedService::takesSuffix)
                .extracting(LinkedService::principal)
                .containsExactlyInAnyOrder("autoscaling.amazonaws.com", "connect.amazonaws.com", "lexv2.amazonaws.com");
        LinkedService batch = services.find("batch.amazonaws.com").orElseThrow();
        assertThatThrownBy(() -> batch.roleName("x"))
                .isInstanceOf(IamException.class)
                .hasMessage("Custom suffix is not allowed for batch.amazonaws.com");
    }

    @Test
    void principalsMindCase() {
        assertThat(services.find("Batch.amazonaws.com")).isEmpty();
    }
}
