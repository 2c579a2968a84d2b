// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The actions that are there, by version and AWS's name. Built once at start and immutable afterwards.
 *
 * @param <C> the caller that a verified signature turns into
 */
public final class Actions<C> {
    private record Key(String version, String name) {}

    private final Map<Key, Action<C, ?>> actions;

    private Actions(Map<Key, Action<C, ?>> actions) {
        this.actions = Map.copyOf(actions);
    }

    public static <C> Builder<C> builder() {
        return new Builder<>();
    }

    /** @throws WireException MissingAction or InvalidAction 400 */
    public Action<C, ?> find(QueryRequest request) {
        String name = request.action();
        Action<C, ?> action = actions.get(new Key(request.version(), name));
        if (action == null) {
            throw WireException.sender(
                    400, "InvalidAction", "Could not find operation " + name + " for version " + request.version());
        }
        return action;
    }

    public Collection<Action<C, ?>> all() {
        return actions.values();
    }

    /** Collects the binding lines. Not for threads. */
    public static final class Builder<C> {
        private final Map<Key, Action<C, ?>> actions = new LinkedHashMap<>();

        private Builder() {}

        /** Binds an action that only reads. */
        public <Q extends SdkPojo> Builder<C> reads(
                String awsName,
                Class<Q> request,
                Authorisation<C, Q> authorisation,
                BiFunction<C, Q, ? extends SdkPojo> handler) {
            return bind(new Action<>(
                    awsName, request, require(authorisation, awsName), true, new Work.InOneStep<>(handler)));
        }

        /** Binds an action that changes something. */
        public <Q extends SdkPojo> Builder<C> changes(
                String awsName,
                Class<Q> request,
                Authorisation<C, Q> authorisation,
                BiFunction<C, Q, ? extends SdkPojo> handler) {
            return bind(new Action<>(
                    awsName, request, require(authorisation, awsName), false, new Work.InOneStep<>(handler)));
        }

        /**
         * Binds an action that changes something and has work that takes long, such as hashing. {@code look} is
         * authorised and may read; what it returns does the long work, outside any transaction; what that returns is
         * authorised again and makes the change.
         */
        public <Q extends SdkPojo> Builder<C> changesInSteps(
                String awsName,
                Class<Q> request,
                Authorisation<C, Q> authorisation,
                BiFunction<C, Q, Supplier<Function<C, ? extends SdkPojo>>> look) {
            return bind(
                    new Action<>(awsName, request, require(authorisation, awsName), false, new Work.InSteps<>(look)));
        }

        /**
         * Binds an action that is not over with the caller's account. {@code ask} runs in a transaction there, one that
         * may change something if {@code changes} says so of the request; what it returns gives the answer, outside any
         * transaction, and may open one in another account.
         */
        public <Q extends SdkPojo> Builder<C> goesOn(
                String awsName,
                Class<Q> request,
                Authorisation<C, Q> authorisation,
                Predicate<Q> changes,
                BiFunction<C, Q, Supplier<? extends SdkPojo>> ask) {
            return bind(new Action<>(
                    awsName, request, require(authorisation, awsName), false, new Work.GoingOn<>(changes, ask)));
        }

        private static <A> A require(A authorisation, String awsName) {
            return Objects.requireNonNull(authorisation, () -> awsName + " is bound without an authorisation");
        }

        private <Q extends SdkPojo> Builder<C> bind(Action<C, Q> action) {
            String sdkName = action.type().getSimpleName();
            if (!sdkName.equalsIgnoreCase(action.name() + "Request")) {
                throw new IllegalArgumentException(action + " is bound to " + sdkName);
            }
            if (actions.putIfAbsent(new Key(action.api().version(), action.name()), action) != null) {
                throw new IllegalStateException(action + " is bound twice");
            }
            return this;
        }

        public Actions<C> build() {
            return new Actions<>(actions);
        }
    }
}
