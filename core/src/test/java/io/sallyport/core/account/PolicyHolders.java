// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.identity.Boundaries;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.Policies;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.Tags;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * As much of an account as a decision reads: what principals hold and the tags they bear, both told by the test.
 * Everything else throws.
 */
final class PolicyHolders {
    static final AccountId ID = new AccountId("051826736434");

    private String stamp = "first";
    private boolean changing;
    private List<HeldPolicy> held = List.of();
    private List<Tag> tags = List.of();
    private int reads;

    /** What everybody holds from now on, under another stamp. */
    void hold(UniqueId holder, String... documents) {
        held = List.of(documents).stream()
                .map(document -> new HeldPolicy(holder, true, "policy", document))
                .toList();
        touch();
    }

    void tag(Tag... newTags) {
        tags = List.of(newTags);
        touch();
    }

    /** As a change of somebody else's does. */
    void touch() {
        stamp += "+";
    }

    /** As within a transaction that has changed something. */
    void beginChanging() {
        changing = true;
    }

    void endChanging() {
        changing = false;
    }

    /** How often policies were read. */
    int reads() {
        return reads;
    }

    Account account() {
        Policies policies = of(Policies.class, Map.of("applyingTo", () -> {
            reads++;
            return held;
        }));
        Tags worn = of(Tags.class, Map.of("of", () -> tags));
        Boundaries boundaries = of(Boundaries.class, Map.of("applyingTo", () -> Optional.empty()));
        return of(
                Account.class,
                Map.of(
                        "id", () -> ID,
                        "policies", () -> policies,
                        "boundaries", () -> boundaries,
                        "tags", () -> worn,
                        "policyStamp", () -> changing ? Optional.empty() : Optional.of(stamp)));
    }

    private interface Answer {
        Object get();
    }

    private static <T> T of(Class<T> port, Map<String, Answer> answers) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, in) -> {
            Answer answer = answers.get(method.getName());
            if (answer == null) {
                throw new UnsupportedOperationException("a decision reads no " + method.getName());
            }
            return answer.get();
        }));
    }
}
