// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import io.sallyport.core.IamException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A validated policy document (IAM User Guide, "Grammar of the IAM JSON policy language").
 *
 * @param json the text as it was given
 * @param version {@link PolicyVersion#V2008_10_17} also when the document names none
 */
public record PolicyDocument(String json, PolicyVersion version, Optional<String> id, List<Statement> statements) {
    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /** Parses an {@link PolicyType#IDENTITY} policy. */
    public static PolicyDocument parse(String json) {
        return parse(json, PolicyType.IDENTITY);
    }

    /** @throws IamException {@code MALFORMED_POLICY_DOCUMENT} with AWS's wording of the first problem */
    public static PolicyDocument parse(String json, PolicyType type) {
        try {
            return PolicyReader.read(json, type);
        } catch (MalformedPolicy malformed) {
            IamException refusal = new IamException(
                    IamException.Kind.MALFORMED_POLICY_DOCUMENT,
                    malformed.problem().message());
            refusal.initCause(malformed);
            throw refusal;
        }
    }

    /** The text with other names for those whom it names as principals of type {@code AWS}. */
    public String withPrincipals(UnaryOperator<String> name) {
        return PrincipalNames.replace(json, name);
    }

    /** Where the statements stand in the text, in their order. */
    public List<Span> statementSpans() {
        PolicyPlaces places = PolicyPlaces.of(json);
        return statements.stream()
                .map(statement ->
                        places.find("Statement[" + statement.index() + "]").orElseThrow())
                .toList();
    }

    /** The condition keys that conditions and policy variables ask for, each as it is first written; case is ignored. */
    public SortedSet<String> contextKeys() {
        SortedSet<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Statement statement : statements) {
            statement.addResourceKeys(keys, version.hasVariables());
            statement.addConditionKeys(keys, version.hasVariables());
        }
        return Collections.unmodifiableSortedSet(keys);
    }

    /** The first problem of a document with its place, for tools that help to write one; empty when it is valid. */
    public static Optional<PolicyProblem> check(String json, PolicyType type) {
        try {
            PolicyReader.read(json, type);
            return Optional.empty();
        } catch (MalformedPolicy malformed) {
            return Optional.of(malformed.problem());
        }
    }

    /** The size that AWS's quotas on policies count, in characters: white space is free. */
    public static int sizeWithoutWhitespace(String json) {
        return (int) json.chars().filter(c -> !isWhitespace(c)).count();
    }

    public CompiledPolicy compile() {
        return CompiledPolicy.of(this);
    }

    private static boolean isWhitespace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
