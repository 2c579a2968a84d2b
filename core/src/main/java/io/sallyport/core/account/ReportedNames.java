// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.Map;

/** What reports call services: as the catalogue does, but for those that AWS was recorded to call otherwise there. */
final class ReportedNames {
    private static final Map<String, String> OTHERWISE = Map.of(
            "apigateway", "Manage - Amazon API Gateway",
            "aws-marketplace", "AWS Marketplace",
            "consoleapp", "AWS Console Mobile App",
            "elasticloadbalancing", "Elastic Load Balancing",
            "greengrass", "AWS IoT Greengrass",
            "iam", "AWS Identity and Access Management");

    private ReportedNames() {}

    static String of(String namespace, ServiceCatalogue.Service service) {
        return OTHERWISE.getOrDefault(namespace, service.name());
    }
}
