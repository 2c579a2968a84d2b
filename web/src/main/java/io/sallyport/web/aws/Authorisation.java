// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import java.util.function.BiFunction;

/**
 * What an action demands of its caller before it runs.
 *
 * @param <C> the caller
 * @param <Q> the request
 */
public sealed interface Authorisation<C, Q> {
    /** The rule: the caller's policies must allow {@code service:Action} on the resource that this function names. */
    record OnArn<C, Q>(BiFunction<C, Q, String> resource) implements Authorisation<C, Q> {}

    /** A valid signature is enough, no policy can block it, such as {@code sts:GetCallerIdentity}. */
    record SignatureOnly<C, Q>() implements Authorisation<C, Q> {}

    /** Not even signed: the request carries its own proof, such as {@code AssumeRoleWithSAML}. */
    record Unsigned<C, Q>() implements Authorisation<C, Q> {}

    static <C, Q> Authorisation<C, Q> onArn(BiFunction<C, Q, String> resource) {
        return new OnArn<>(resource);
    }

    static <C, Q> Authorisation<C, Q> signatureOnly() {
        return new SignatureOnly<>();
    }

    static <C, Q> Authorisation<C, Q> unsigned() {
        return new Unsigned<>();
    }
}
