// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.policy.naive;

import io.sallyport.core.policy.PolicyType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes scenarios; the same seed makes the same ones. */
final class ScenarioGenerator {
    private final Random random;
    private final DocumentGenerator documents;

    ScenarioGenerator(long seed) {
        random = new Random(seed);
        documents = new DocumentGenerator(random);
    }

    /** The same policies asked several questions. */
    List<Scenario> next(int questions) {
        Scenario world = world();
        return IntStream.range(0, questions)
                .mapToObj(i -> world.asking(action(world), documents.pick(Alphabet.RESOURCES), context()))
                .toList();
    }

    private Scenario world() {
        Caller caller = Caller.parse(documents.pick(Alphabet.CALLERS));
        boolean inAccount = caller.account().isPresent();
        boolean named = !inAccount || documents.chance(50);
        boolean trust = named && documents.chance(30);
        List<String> principals = documents.chance(60) ? namesOf(caller) : Alphabet.PRINCIPALS;
        return new Scenario(
                caller,
                inAccount && caller.kind() != Caller.Kind.ROOT
                        ? policies(PolicyType.IDENTITY, random.nextInt(3))
                        : List.of(),
                caller.mayHaveBoundary() && documents.chance(30)
                        ? Optional.of(documents.document(PolicyType.BOUNDARY))
                        : Optional.empty(),
                caller.mayHaveSessionPolicies() && documents.chance(50)
                        ? policies(PolicyType.SESSION, 1 + random.nextInt(2))
                        : List.of(),
                inAccount && documents.chance(25) ? serviceControl() : List.of(),
                documents.chance(20) ? resourceControl() : List.of(),
                named && !trust ? Optional.of(documents.document(PolicyType.RESOURCE, principals)) : Optional.empty(),
                trust ? Optional.of(documents.document(PolicyType.TRUST, principals)) : Optional.empty(),
                named && documents.chance(25) ? Alphabet.THERE : Alphabet.HERE,
                "",
                "",
                Map.of());
    }

    /** Ways to name the caller, and everybody. */
    private static List<String> namesOf(Caller caller) {
        return switch (caller.kind()) {
            case SERVICE -> List.of("{'Service':'" + caller.name() + "'}", "'*'");
            case FEDERATED -> List.of("{'Federated':'" + caller.name() + "'}", "'*'");
            case ANONYMOUS -> List.of("'*'", "{'AWS':'*'}");
            case ROOT -> List.of("{'AWS':'" + caller.name() + "'}", "{'AWS':'111122223333'}");
            case USER -> List.of("{'AWS':'" + caller.name() + "'}", "{'AWS':'111122223333'}");
            case ROLE_SESSION, FEDERATED_USER ->
                List.of(
                        "{'AWS':'" + caller.name() + "'}",
                        "{'AWS':'" + caller.origin() + "'}",
                        "{'AWS':['arn:aws:iam::111122223333:root','" + caller.origin() + "']}",
                        "{'AWS':'111122223333'}");
        };
    }

    private List<List<String>> serviceControl() {
        return IntStream.rangeClosed(0, random.nextInt(2))
                .mapToObj(i -> documents.chance(4)
                        ? List.<String>of()
                        : policies(PolicyType.SERVICE_CONTROL, 1 + random.nextInt(2)))
                .toList();
    }

    private List<List<String>> resourceControl() {
        return IntStream.rangeClosed(0, random.nextInt(2))
                .mapToObj(i -> Stream.concat(
                                documents.chance(95) ? Stream.of(Alphabet.RCP_FULL_AWS_ACCESS) : Stream.of(),
                                policies(PolicyType.RESOURCE_CONTROL, random.nextInt(2)).stream())
                        .toList())
                .toList();
    }

    private List<String> policies(PolicyType type, int count) {
        return IntStream.range(0, count).mapToObj(i -> documents.document(type)).toList();
    }

    private String action(Scenario world) {
        return world.trustPolicy().isPresent() && documents.chance(85)
                ? "sts:AssumeRole"
                : documents.pick(Alphabet.ACTIONS);
    }

    private Map<String, Scenario.Values> context() {
        Map<String, Scenario.Values> context = new LinkedHashMap<>();
        for (ValueKind kind : ValueKind.ALL) {
            for (String key : kind.keys()) {
                if (documents.chance(key.equals(kind.keys().get(0)) ? 75 : 35)) {
                    context.put(documents.anyCase(key), values(key, kind));
                }
            }
        }
        return context;
    }

    private Scenario.Values values(String key, ValueKind kind) {
        String given = documents.pickOften((documents.chance(95) ? kind : ValueKind.STRING).given());
        if (!key.equals("aws:TagKeys") && !documents.chance(12)) {
            return Scenario.Values.single(given);
        }
        return Scenario.Values.several(IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> i == 0 ? given : documents.pickOften(kind.given()))
                .toList());
    }
}
