// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import io.sallyport.core.policy.PolicyType;
import io.sallyport.web.cli.policy.TypeName;
import picocli.CommandLine.Option;

/** {@code --type}: which kind of policy a document is. */
final class DocumentType {
    @Option(
            names = "--type",
            paramLabel = "TYPE",
            defaultValue = "identity",
            description = "What the document is: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private TypeName name;

    TypeName name() {
        return name;
    }

    PolicyType type() {
        return name.type();
    }
}
