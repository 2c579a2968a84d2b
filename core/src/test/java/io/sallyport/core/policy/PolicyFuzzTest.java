// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import com.code_intelligence.jazzer.mutation.annotation.WithUtf8Length;
import io.sallyport.core.IamException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing that anybody writes into a policy or a request breaks parser or evaluator, or takes more than a second. An
 * ordinary build runs this on the seeds; {@code ./check --fuzz} lets Jazzer look for more.
 */
class PolicyFuzzTest {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** Classes are loaded, and instrumented for the fuzzer, before anything is timed. */
    @BeforeAll
    static void warmUp() {
        documents().forEach(json -> parse(json, PolicyType.IDENTITY).ifPresent(PolicyDocument::compile));
    }

    static Stream<String> documents() {
        return Stream.of("accepted.txt", "refused.txt").flatMap(PolicyFuzzTest::documents);
    }

    private static Stream<String> documents(String resource) {
        try (var file = Objects.requireNonNull(PolicyFuzzTest.class.getResourceAsStream(resource), resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(2)
                    .map(line -> Policies.quoted(line.substring(line.indexOf('|') + 1)));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @MethodSource("documents")
    @FuzzTest
    void anyTextIsADocumentOrIsRefusedInWords(@NotNull @WithUtf8Length(max = 20_000) String text) {
        within(LONGEST, () -> {
            PolicyDocument.sizeWithoutWhitespace(text);
            for (PolicyType type : PolicyType.values()) {
                Optional<PolicyDocument> document = parse(text, type);
                assertThat(PolicyDocument.check(text, type).isEmpty()).isEqualTo(document.isPresent());
                document.ifPresent(PolicyFuzzTest::readAll);
            }
        });
    }

    private static void readAll(PolicyDocument document) {
        document.compile();
        document.contextKeys();
        assertThat(document.statementSpans()).hasSameSizeAs(document.statements());
    }

    @FuzzTest
    void anyPolicyDecidesAnyRequest(FuzzedDataProvider data) {
        FuzzedPolicies fuzzed = new FuzzedPolicies(data);
        AuthorizationRequest request = fuzzed.request();
        within(LONGEST, () -> {
            PolicySet policies = policies(fuzzed);
            ResourceSide resource = resource(fuzzed);
            Decision decision = fuzzed.flip() ? policies.evaluate(request) : policies.evaluate(request, resource);
            assertThat(decision.isAllowed() || !decision.denialReason().isEmpty())
                    .isTrue();
            Explanation explanation = policies.explain(request, resource);
            Decision explained = policies.evaluate(request, resource);
            assertThat(explanation.decision().effect()).isEqualTo(explained.effect());
            assertThat(explanation.decision().statements())
                    .isEqualTo(explained.statements())
                    .isSubsetOf(explanation.reports().stream()
                            .filter(StatementReport::applies)
                            .map(StatementReport::statement)
                            .toList())
                    .allSatisfy(statement -> assertThat(statement.span()).isNotNull());
        });
    }

    private static PolicySet policies(FuzzedPolicies fuzzed) {
        PolicySet policies = PolicySet.of(
                fuzzed.principal(),
                Stream.concat(attached(fuzzed, PolicyType.IDENTITY), attached(fuzzed, PolicyType.MANAGED))
                        .toList());
        if (fuzzed.flip()) {
            policies = attached(fuzzed, PolicyType.BOUNDARY)
                    .findFirst()
                    .map(policies::withBoundary)
                    .orElse(policies);
        }
        if (fuzzed.flip()) {
            policies = policies.withSessionPolicies(
                    attached(fuzzed, PolicyType.SESSION).toList());
        }
        if (fuzzed.flip()) {
            policies = policies.withServiceControl(
                    List.of(attached(fuzzed, PolicyType.SERVICE_CONTROL).toList()));
        }
        return policies;
    }

    private static ResourceSide resource(FuzzedPolicies fuzzed) {
        ResourceSide owned = ResourceSide.ownedBy(fuzzed.account());
        ResourceSide resource = switch (fuzzed.course()) {
            case 0 -> owned;
            case 1 ->
                attached(fuzzed, PolicyType.RESOURCE)
                        .findFirst()
                        .map(owned::withPolicy)
                        .orElse(owned);
            default ->
                attached(fuzzed, PolicyType.TRUST)
                        .findFirst()
                        .map(owned::withTrustPolicy)
                        .orElse(owned);
        };
        return fuzzed.flip()
                ? resource.withResourceControl(
                        List.of(attached(fuzzed, PolicyType.RESOURCE_CONTROL).toList()))
                : resource;
    }

    private static Stream<AttachedPolicy> attached(FuzzedPolicies fuzzed, PolicyType type) {
        return parse(fuzzed.document(type), type).stream().map(document -> Policies.attached("fuzzed", document));
    }

    private static Optional<PolicyDocument> parse(String text, PolicyType type) {
        try {
            return Optional.of(PolicyDocument.parse(text, type));
        } catch (IamException refusal) {
            assertThat(refusal.kind()).isEqualTo(IamException.Kind.MALFORMED_POLICY_DOCUMENT);
            assertThat(refusal.explanation()).isNotEmpty();
            return Optional.empty();
        }
    }

    /** The thread's own time, so that a busy machine makes no finding. */
    private static void within(Duration longest, Runnable work) {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        assertThat(Duration.ofNanos(nanos)).isLessThan(longest);
    }
}
