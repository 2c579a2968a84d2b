// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.policy.RequestContext;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What an action demands of its caller before it runs.
 *
 * @param <C> the caller
 * @param <Q> the request
 */
public sealed interface Authorisation<C, Q> {
    /**
     * The rule: the caller's policies must allow {@code service:Action} on the resource that this function names.
     *
     * @param keys puts the condition keys that the action takes from its own request
     * @param also the other actions of the service that this request takes part in, to be allowed on the same resource
     */
    record OnArn<C, Q>(
            BiFunction<C, Q, String> resource,
            BiConsumer<Q, RequestContext.Builder> keys,
            Function<Q, List<String>> also)
            implements Authorisation<C, Q> {}

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
        return new OnArn<>(resource, keys, also);
    }

    /** For an action that knows no resource: policies must allow it on {@code *}. */
    static <C, Q> Authorisation<C, Q> onAny() {
        return onArn((caller, request) -> "*");
    }

    static <C, Q> Authorisation<C, Q> signatureOnly() {
        return new SignatureOnly<>();
    }

    static <C, Q> Authorisation<C, Q> unsigned() {
        return new Unsigned<>();
    }
}
