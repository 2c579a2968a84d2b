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
        DUPLICATE_CERTIFICATE,
        DUPLICATE_SSH_PUBLIC_KEY,
        ENTITY_ALREADY_EXISTS,
        ENTITY_TEMPORARILY_UNMODIFIABLE,
        EXPIRED_TRADE_IN_TOKEN,
        FEATURE_DISABLED,
        FEATURE_ENABLED,
        INVALID_AUTHENTICATION_CODE,
        INVALID_CERTIFICATE,
        INVALID_INPUT,
        INVALID_PARAMETER_VALUE,
        INVALID_PUBLIC_KEY,
        INVALID_USER_TYPE,
        KEY_PAIR_MISMATCH,
        LIMIT_EXCEEDED,
        MALFORMED_CERTIFICATE,
        MALFORMED_POLICY_DOCUMENT,
        NO_SUCH_ENTITY,
        NOT_SUPPORTED_SERVICE,
        OPEN_ID_IDP_COMMUNICATION_ERROR,
        ORGANIZATION_NOT_FOUND,
        PACKED_POLICY_TOO_LARGE,
        PASSWORD_POLICY_VIOLATION,
        POLICY_NOT_ATTACHABLE,
        REPORT_EXPIRED,
        REPORT_IN_PROGRESS,
        REPORT_NOT_PRESENT,
        SERVICE_UNAVAILABLE,
        UNMODIFIABLE_ENTITY,
        UNRECOGNIZED_PUBLIC_KEY_ENCODING,
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
