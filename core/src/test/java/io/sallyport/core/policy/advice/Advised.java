// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.advice;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicyType;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.List;

/** Asks for advice on documents that are written with single quotes for double ones. */
final class Advised {
    private static final PolicyAdvice ADVICE = new PolicyAdvice(new ServiceCatalogue());

    private Advised() {}

    static List<Finding> document(PolicyType type, String json) {
        String text = json.replace('\'', '"');
        return ADVICE.of(PolicyDocument.parse(text, type), type);
    }

    /** @param statements of a document of the newer version, the members of each without its braces */
    static List<Finding> statements(PolicyType type, String... statements) {
        return document(type, "{'Version': '2012-10-17', 'Statement': [{" + String.join("}, {", statements) + "}]}");
    }

    static void finds(FindingCode code, String... statements) {
        assertThat(statements(PolicyType.IDENTITY, statements))
                .extracting(Finding::code)
                .containsExactly(code);
    }

    static void finds(FindingCode code, PolicyType type, String... statements) {
        assertThat(statements(type, statements)).extracting(Finding::code).containsExactly(code);
    }

    static void silent(String... statements) {
        silent(PolicyType.IDENTITY, statements);
    }

    static void silent(PolicyType type, String... statements) {
        assertThat(statements(type, statements)).isEmpty();
    }
}
