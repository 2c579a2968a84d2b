// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core;

import java.util.Objects;

/**
 * A request that the account model refuses. Nothing was changed by it, unless the work that threw it said so with
 * {@link io.sallyport.core.account.Refusal}.
 *
 * <p>The message is what AWS says in the same case and goes to the caller as it is; it never holds a secret.
 */
public final class IamException extends RuntimeException {
    /** AWS's error codes, of which {@code web.aws.WireErrors} knows status and fault. */
    public enum Kind {
        ACCESS_DENIED,
        CONCURRENT_MODIFICATION,
        DELETE_CONFLICT,
        ENTITY_ALREADY_EXISTS,
        ENTITY_TEMPORARILY_UNMODIFIABLE,
        INVALID_AUTHENTICATION_CODE,
        INVALID_INPUT,
        LIMIT_EXCEEDED,
        MALFORMED_POLICY_DOCUMENT,
        NO_SUCH_ENTITY,
        PASSWORD_POLICY_VIOLATION,
        POLICY_NOT_ATTACHABLE,
        SERVICE_UNAVAILABLE,
        VALIDATION_ERROR
    }

    private final Kind kind;

    public IamException(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind);
    }

    public Kind kind() {
        return kind;
    }

    /** The message, which unlike {@link #getMessage()} is never null. */
    public String explanation() {
        return Objects.requireNonNull(getMessage());
    }
}
