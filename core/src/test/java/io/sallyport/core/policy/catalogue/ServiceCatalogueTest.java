// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceCatalogueTest {
    private final ServiceCatalogue catalogue = new ServiceCatalogue();

    @Test
    void knowsTheServicesOfItsDay() {
        assertThat(catalogue.prefixes()).hasSize(456).contains("iam", "sts", "s3");
        assertThat(catalogue.find("IAM").orElseThrow().actions()).contains("CreateVirtualMFADevice");
        assertThat(catalogue.find("nothing")).isEmpty();
    }

    @Test
    void expandsPatternsWithoutRegardToCase() {
        assertThat(catalogue.matching("IAM:*virtualmfa*"))
                .containsExactly(
                        "iam:CreateVirtualMFADevice", "iam:DeleteVirtualMFADevice", "iam:ListVirtualMFADevices");
        assertThat(catalogue.matching("iam:GetUse?")).containsExactly("iam:GetUser");
        assertThat(catalogue.matching("iam:GetUse")).isEmpty();
        assertThat(catalogue.matching("ia*:GetUser")).isEmpty();
        assertThat(catalogue.matching("*"))
                .hasSizeGreaterThan(15_000)
                .hasSameSizeAs(catalogue.matching("*:*").toList());
    }
}
