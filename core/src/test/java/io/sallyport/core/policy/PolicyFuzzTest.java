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
                document.ifPresent(PolicyDocument::compile);
            }
        });
    }

    @FuzzTest
    void anyPolicyDecidesAnyRequest(FuzzedDataProvider data) {
        FuzzedPolicies fuzzed = new FuzzedPolicies(data);
        AuthorizationRequest request = fuzzed.request();
        List<String> texts = Stream.generate(fuzzed::document).limit(3).toList();
        boolean bounded = fuzzed.flip();
        boolean inSession = fuzzed.flip();
        within(LONGEST, () -> {
            List<AttachedPolicy> policies = texts.stream()
                    .flatMap(text -> parse(text, PolicyType.IDENTITY).stream())
                    .map(document -> Policies.attached("fuzzed", document))
                    .toList();
            PolicySet set = PolicySet.ofIdentity(policies);
            if (bounded && !policies.isEmpty()) {
                set = set.withBoundary(policies.get(policies.size() - 1));
            }
            if (inSession) {
                set = set.withSessionPolicies(policies);
            }
            Decision decision = set.evaluate(request);
            assertThat(decision.isAllowed() || !decision.denialReason().isEmpty())
                    .isTrue();
        });
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
