// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        EXPIRED_IDENTITY_TOKEN,
        EXPIRED_TRADE_IN_TOKEN,
        FEATURE_DISABLED,
        FEATURE_ENABLED,
        IDP_COMMUNICATION_ERROR,
        IDP_REJECTED_CLAIM,
        INVALID_AUTHENTICATION_CODE,
        INVALID_AUTHORIZATION_MESSAGE,
        INVALID_CERTIFICATE,
        INVALID_IDENTITY_TOKEN,
        INVALID_INPUT,
        INVALID_PARAMETER_VALUE,
        INVALID_PUBLIC_KEY,
        INVALID_USER_TYPE,
        JWT_PAYLOAD_SIZE_EXCEEDED,
        KEY_PAIR_MISMATCH,
        LIMIT_EXCEEDED,
        MALFORMED_CERTIFICATE,
        MALFORMED_POLICY_DOCUMENT,
        NO_SUCH_ENTITY,
        NOT_SUPPORTED_SERVICE,
        OPEN_ID_IDP_COMMUNICATION_ERROR,
        ORGANIZATION_NOT_FOUND,
        OUTBOUND_FEDERATION_DISABLED,
        PACKED_POLICY_TOO_LARGE,
        PASSWORD_POLICY_VIOLATION,
        POLICY_NOT_ATTACHABLE,
        REPORT_EXPIRED,
        REPORT_IN_PROGRESS,
        REPORT_NOT_PRESENT,
        SERVICE_UNAVAILABLE,
        SESSION_DURATION_ESCALATION,
        UNMODIFIABLE_ENTITY,
        UNRECOGNIZED_PUBLIC_KEY_ENCODING,
        VALIDATION_ERROR
    }

    private final Kind kind;
    private final @Nullable String detail;

    public IamException(Kind kind, String message) {
        this(kind, message, null);
    }

    /** @param detail what the account's event log is told beside it, and the caller is not; never a secret */
    public IamException(Kind kind, String message, @Nullable String detail) {
        super(message);
        this.kind = Objects.requireNonNull(kind);
        this.detail = detail;
    }

    /** For the event log only: why, where the caller must not know. */
    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    public Kind kind() {
        return kind;
    }

    /** The message, which unlike {@link #getMessage()} is never null. */
    public String explanation() {
        return Objects.requireNonNull(getMessage());
    }
}
