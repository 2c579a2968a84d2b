// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli.policy;

import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyType;
import java.util.Arrays;
import java.util.List;

/** The types of policy by the names that people use. */
public enum TypeName {
    identity(PolicyType.IDENTITY),
    managed(PolicyType.MANAGED),
    boundary(PolicyType.BOUNDARY),
    session(PolicyType.SESSION),
    resource(PolicyType.RESOURCE),
    trust(PolicyType.TRUST),
    scp(PolicyType.SERVICE_CONTROL),
    rcp(PolicyType.RESOURCE_CONTROL);

    private final PolicyType type;

    TypeName(PolicyType type) {
        this.type = type;
    }

    public PolicyType type() {
        return type;
    }

    /** Those as which a document is valid. */
    static List<TypeName> validFor(String text) {
        return Arrays.stream(values())
                .filter(name -> PolicyDocument.check(text, name.type).isEmpty())
                .toList();
    }
}
