// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sallyport.core.identity.User;
import io.sallyport.core.policy.AuthorizationRequest;
import io.sallyport.core.policy.Decision;
import io.sallyport.core.policy.MatchedStatement;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.core.policy.Statement;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What {@code DecodeAuthorizationMessage} answers, in the members of AWS's own (STS API reference and its examples). AWS
 * writes {@code NotAction} and the like nowhere; such a statement shows what it names under {@code notActions}.
 *
 * @param matchedStatements those that deny; none for want of an allow
 * @param failures always without items, as in each message that AWS shows
 */
record DecodedMessage(
        boolean allowed,
        boolean explicitDeny,
        Items<StatementItem> matchedStatements,
        Items<Value> failures,
        Context context) {
    record Items<T>(List<T> items) {
        static <S, T> Items<T> of(Stream<S> from, Function<S, T> item) {
            return new Items<>(from.map(item).toList());
        }

        static Items<Value> values(List<String> texts) {
            return of(texts.stream(), Value::new);
        }
    }

    record Value(String value) {}

    record ConditionItem(String key, Items<Value> values) {}

    /** @param principals the one it denies, by its id, whichever way the statement came to it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StatementItem(
            String statementId,
            String effect,
            Items<Value> principals,
            Items<Value> principalGroups,
            @Nullable Items<Value> actions,
            @Nullable Items<Value> notActions,
            @Nullable Items<Value> resources,
            @Nullable Items<Value> notResources,
            Items<ConditionItem> conditions) {}

    /** @param name of a user only */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Who(String id, @Nullable String name, String arn) {}

    record Context(Who principal, String action, String resource, Items<ConditionItem> conditions) {}

    static DecodedMessage of(Caller caller, AuthorizationRequest asked, Decision decision) {
        User user = caller.user();
        return new DecodedMessage(
                decision.isAllowed(),
                decision.effect() == Decision.Effect.EXPLICIT_DENY,
                Items.of(decision.statements().stream(), matched -> statement(matched, caller)),
                new Items<>(List.of()),
                new Context(
                        new Who(
                                caller.userId(),
                                user == null ? null : user.name().value(),
                                caller.arn().toString()),
                        asked.action(),
                        asked.resource(),
                        conditions(asked.context())));
    }

    private static Items<ConditionItem> conditions(RequestContext context) {
        return Items.of(context.keys().stream(), key -> new ConditionItem(key, Items.values(context.values(key))));
    }

    private static StatementItem statement(MatchedStatement matched, Caller caller) {
        Statement said = matched.statement();
        return new StatementItem(
                matched.sid().orElse(""),
                matched.effect().name().toUpperCase(Locale.ROOT),
                Items.values(List.of(caller.id().value())),
                new Items<>(List.of()),
                named(said.actions(), false),
                named(said.actions(), true),
                named(said.resources(), false),
                named(said.resources(), true),
                Items.of(
                        said.conditions().stream(),
                        condition -> new ConditionItem(condition.key(), Items.values(condition.values()))));
    }

    private static @Nullable Items<Value> named(Statement.Patterns element, boolean negated) {
        return element.negated() == negated ? Items.values(element.patterns()) : null;
    }

    /** The same without what may be long: the request's condition keys and the statements. */
    DecodedMessage shortened() {
        return new DecodedMessage(
                allowed,
                explicitDeny,
                new Items<>(List.of()),
                failures,
                new Context(context.principal(), context.action(), context.resource(), new Items<>(List.of())));
    }
}
