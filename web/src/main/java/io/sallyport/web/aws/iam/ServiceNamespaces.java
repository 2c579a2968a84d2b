// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import io.sallyport.web.aws.Call;

/** The services that can be asked about: AWS's, and whatever else somebody of the account ever called. */
final class ServiceNamespaces {
    private final ServiceCatalogue catalogue;

    ServiceNamespaces(ServiceCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Case counts, as AWS was recorded to have it. */
    boolean isKnown(Call call, String namespace) {
        return catalogue.prefixes().contains(namespace)
                || call.account().accessRecords().anyOf(namespace);
    }
}
