// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.policy.RequestContext;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What an action demands of its caller before it runs.
 *
 * @param <C> the caller
 * @param <Q> the request
 */
public sealed interface Authorisation<C, Q> {
    /**
     * The rule: the caller's policies must allow {@code service:Action} on every resource that this function names.
     *
     * @param keys puts the condition keys that the action takes from its own request, or from what that names
     * @param also the other actions of the service that this request takes part in, to be allowed on the same resources
     * @param granted whether the account itself grants the caller the action, so that only an explicit deny stands against it
     */
    record OnArn<C, Q>(
            BiFunction<C, Q, List<String>> resources,
            Keys<C, Q> keys,
            Function<Q, List<String>> also,
            Predicate<C> granted)
            implements Authorisation<C, Q> {
        /** Of one resource, and of what an account cannot grant. */
        OnArn(BiFunction<C, Q, String> resource, Keys<C, Q> keys, Function<Q, List<String>> also) {
            this((caller, request) -> List.of(resource.apply(caller, request)), keys, also, caller -> false);
        }
    }

    /**
     * Puts the condition keys of one action.
     *
     * @param <C> the caller
     * @param <Q> the request
     */
    @FunctionalInterface
    interface Keys<C, Q> {
        void put(C caller, Q request, RequestContext.Builder keys);
    }

    /**
     * As {@link OnArn}, and another action of the service on another resource, such as {@code iam:PassRole} on the role
     * that is passed.
     *
     * @param keys puts the condition keys of that other action
     */
    record AlsoOn<C, Q>(OnArn<C, Q> rule, String action, BiFunction<C, Q, String> resource, Keys<C, Q> keys)
            implements Authorisation<C, Q> {}

    /**
     * The action asks by itself, since the policy of the very resource takes part, such as a role's trust policy in
     * {@code sts:AssumeRole}.
     */
    record BothSides<C, Q>() implements Authorisation<C, Q> {}

    /** A valid signature is enough, no policy can block it, such as {@code sts:GetCallerIdentity}. */
    record SignatureOnly<C, Q>() implements Authorisation<C, Q> {}

    /** Not even signed: the request carries its own proof, such as {@code AssumeRoleWithSAML}. */
    record Unsigned<C, Q>() implements Authorisation<C, Q> {}

    static <C, Q> Authorisation<C, Q> onArn(BiFunction<C, Q, String> resource) {
        return onArn(resource, (request, keys) -> {});
    }

    /** As {@link OnArn} says, for example {@code (in, keys) -> keys.put("iam:PolicyARN", in.policyArn())}. */
    static <C, Q> Authorisation<C, Q> onArn(
            BiFunction<C, Q, String> resource, BiConsumer<Q, RequestContext.Builder> keys) {
        return onArn(resource, keys, request -> List.of());
    }

    static <C, Q> Authorisation<C, Q> onArn(
            BiFunction<C, Q, String> resource,
            BiConsumer<Q, RequestContext.Builder> keys,
            Function<Q, List<String>> also) {
        return new OnArn<>(resource, (caller, request, put) -> keys.accept(request, put), also);
    }

    /** As {@link OnArn} says, of what accounts can grant. */
    static <C, Q> Authorisation<C, Q> onArnUnlessGranted(BiFunction<C, Q, String> resource, Predicate<C> granted) {
        return new OnArn<>(
                (caller, request) -> List.of(resource.apply(caller, request)),
                (caller, request, none) -> {},
                request -> List.of(),
                granted);
    }

    /** For what concerns several resources at once, such as an entity under its old and under its new name. */
    static <C, Q> Authorisation<C, Q> onEachArn(BiFunction<C, Q, List<String>> resources) {
        return new OnArn<>(resources, (caller, request, none) -> {}, request -> List.of(), caller -> false);
    }

    /** For keys that have to be looked up, such as {@code iam:PermissionsBoundary} of whom the request is about. */
    static <C, Q> Authorisation<C, Q> onArn(BiFunction<C, Q, String> resource, Keys<C, Q> keys) {
        return new OnArn<>(resource, keys, request -> List.of());
    }

    /** As {@link AlsoOn} says; the action itself has no condition keys. */
    static <C, Q> Authorisation<C, Q> onArnAndAlso(
            BiFunction<C, Q, String> rule,
            String action,
            BiFunction<C, Q, String> resource,
            BiConsumer<Q, RequestContext.Builder> keys) {
        return new AlsoOn<>(
                new OnArn<>(rule, (caller, request, none) -> {}, request -> List.of()),
                action,
                resource,
                (caller, request, put) -> keys.accept(request, put));
    }

    /** For an action that knows no resource: policies must allow it on {@code *}. */
    static <C, Q> Authorisation<C, Q> onAny() {
        return onArn((caller, request) -> "*");
    }

    static <C, Q> Authorisation<C, Q> bothSides() {
        return new BothSides<>();
    }

    static <C, Q> Authorisation<C, Q> signatureOnly() {
        return new SignatureOnly<>();
    }

    static <C, Q> Authorisation<C, Q> unsigned() {
        return new Unsigned<>();
    }
}
