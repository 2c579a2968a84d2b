// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.policy.PolicyType;
import picocli.CommandLine.Option;

/** {@code --type}: which kind of policy a document is. */
final class DocumentType {
    /** By the names that people use. */
    enum Name {
        identity(PolicyType.IDENTITY),
        managed(PolicyType.MANAGED),
        boundary(PolicyType.BOUNDARY),
        session(PolicyType.SESSION),
        resource(PolicyType.RESOURCE),
        trust(PolicyType.TRUST),
        scp(PolicyType.SERVICE_CONTROL),
        rcp(PolicyType.RESOURCE_CONTROL);

        private final PolicyType type;

        Name(PolicyType type) {
            this.type = type;
        }
    }

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "identity",
            description = "What the document is: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private Name name;

    PolicyType type() {
        return name.type;
    }
}
