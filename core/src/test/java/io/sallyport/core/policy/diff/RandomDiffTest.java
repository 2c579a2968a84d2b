// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicySet;
import io.sallyport.core.policy.PolicySource;
import io.sallyport.core.policy.PolicyType;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** No request is answered differently without a change of that kind being reported. */
class RandomDiffTest {
    private static final List<String> ACTIONS =
            List.of("s3:GetObject", "s3:Get*", "s3:*", "s3:PutObject", "sqs:SendMessage", "sqs:S*");
    private static final List<String> RESOURCES = List.of(
            "*", "arn:aws:s3:::a/*", "arn:aws:s3:::a/b/*", "arn:aws:s3:::*/c", "arn:aws:s3:::${aws:username}/*");
    private static final List<String> CONDITIONS = List.of(
            "'Bool': {'aws:MultiFactorAuthPresent': 'true'}",
            "'BoolIfExists': {'aws:MultiFactorAuthPresent': 'false'}",
            "'NumericLessThan': {'aws:MultiFactorAuthAge': 900}",
            "'NumericGreaterThanIfExists': {'aws:MultiFactorAuthAge': 3600}",
            "'StringLike': {'aws:username': ['a*', 'bob']}",
            "'StringNotEquals': {'aws:username': 'ann'}",
            "'IpAddress': {'aws:SourceIp': '10.0.0.0/8'}, 'NotIpAddress': {'aws:SourceIp': '10.1.0.0/16'}",
            "'ForAnyValue:StringEquals': {'aws:TagKeys': ['x', 'y']}",
            "'Null': {'aws:TagKeys': 'true'}");

    private final Random random = new Random(20261123);
    private final ServiceCatalogue catalogue = new ServiceCatalogue();

    @Test
    void noDifferenceGoesUnreported() {
        int differences = 0;
        for (int i = 0; i < 400; i++) {
            PolicyDocument before = document();
            PolicyDocument after = document();
            Set<Change.Kind> reported = PolicyDiff.between(before, after, PolicyType.IDENTITY, catalogue).stream()
                    .map(Change::kind)
                    .collect(Collectors.toSet());
            for (int j = 0; j < 100; j++) {
                AuthorizationRequest request = request();
                Decision.Effect then = decide(before, request);
                Decision.Effect now = decide(after, request);
                if (then != now) {
                    differences++;
                    assertThat(reported)
                            .as(before.json() + " then " + after.json() + " on " + request.action() + " "
                                    + request.resource())
                            .contains(kind(then, now));
                }
            }
        }
        assertThat(differences).isGreaterThan(5000);
    }

    private static Change.Kind kind(Decision.Effect then, Decision.Effect now) {
        if (now == Decision.Effect.ALLOWED) {
            return Change.Kind.GAINED;
        }
        return then == Decision.Effect.ALLOWED
                ? Change.Kind.LOST
                : now == Decision.Effect.EXPLICIT_DENY ? Change.Kind.DENIED : Change.Kind.NO_LONGER_DENIED;
    }

    private static Decision.Effect decide(PolicyDocument document, AuthorizationRequest request) {
        return PolicySet.ofIdentity(List.of(AttachedPolicy.of("d", PolicySource.NONE, document)))
                .evaluate(request)
                .effect();
    }

    private PolicyDocument document() {
        String statements = IntStream.range(0, 1 + random.nextInt(3))
                .mapToObj(i -> statement())
                .collect(Collectors.joining(", "));
        return PolicyDocument.parse(
                ("{'Version': '2012-10-17', 'Statement': [" + statements + "]}").replace('\'', '"'));
    }

    private String statement() {
        return "{'Effect': '" + (random.nextInt(3) == 0 ? "Deny" : "Allow") + "', '"
                + (random.nextInt(8) == 0 ? "Not" : "") + "Resource': '" + one(RESOURCES) + "', 'Action': '"
                + one(ACTIONS) + "'"
                + (random.nextBoolean() ? ", 'Condition': {" + one(CONDITIONS) + "}" : "") + "}";
    }

    private AuthorizationRequest request() {
        RequestContext.Builder context = RequestContext.builder();
        maybe(context, "aws:MultiFactorAuthPresent", "true", "false");
        maybe(context, "aws:MultiFactorAuthAge", "10", "900", "2000", "4000");
        maybe(context, "aws:username", "ann", "bob", "carl");
        maybe(context, "aws:SourceIp", "10.2.0.1", "10.1.0.1", "192.0.2.1");
        if (random.nextBoolean()) {
            context.putMultivalued("aws:TagKeys", random.nextBoolean() ? List.of("x", "z") : List.of("z"));
        }
        return new AuthorizationRequest(
                one(List.of("s3:GetObject", "s3:GetObjectAcl", "s3:PutObject", "sqs:SendMessage", "sqs:ListQueues")),
                "arn:aws:s3:::" + one(List.of("a/x", "a/b/x", "a/c", "z/c", "z/y", "ann/x", "bob/c")),
                context.build());
    }

    private void maybe(RequestContext.Builder context, String key, String... values) {
        if (random.nextBoolean()) {
            context.put(key, one(List.of(values)));
        }
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
