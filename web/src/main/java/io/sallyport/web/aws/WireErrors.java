// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import io.sallyport.core.IamException;
import io.sallyport.core.account.Refusal;
import io.sallyport.web.aws.WireError.Fault;

/** The one door by which errors leave: the only place that knows AWS's code, status and fault of each. */
public final class WireErrors {
    private WireErrors() {}

    /** What the caller is told; an unexpected failure is told without any detail, so log it before. */
    public static WireError of(Throwable failure) {
        if (failure instanceof WireException refused) {
            return refused.error();
        }
        if (failure instanceof Refusal refusal) {
            return of(refusal.reason());
        }
        if (failure instanceof IamException refused) {
            return of(refused);
        }
        return new WireError(
                500,
                "InternalFailure",
                "The request processing has failed because of an unknown error, exception or failure.",
                Fault.RECEIVER);
    }

    private static WireError of(IamException e) {
        String message = e.explanation();
        return switch (e.kind()) {
            case ACCESS_DENIED -> WireError.sender(403, "AccessDenied", message);
            case CONCURRENT_MODIFICATION -> WireError.sender(409, "ConcurrentModification", message);
            case DELETE_CONFLICT -> WireError.sender(409, "DeleteConflict", message);
            case DUPLICATE_CERTIFICATE -> WireError.sender(409, "DuplicateCertificate", message);
            case DUPLICATE_SSH_PUBLIC_KEY -> WireError.sender(400, "DuplicateSSHPublicKey", message);
            case ENTITY_ALREADY_EXISTS -> WireError.sender(409, "EntityAlreadyExists", message);
            case ENTITY_TEMPORARILY_UNMODIFIABLE -> WireError.sender(409, "EntityTemporarilyUnmodifiable", message);
            case EXPIRED_TRADE_IN_TOKEN -> WireError.sender(400, "ExpiredTradeInTokenException", message);
            case FEATURE_DISABLED -> WireError.sender(404, "FeatureDisabled", message);
            case FEATURE_ENABLED -> WireError.sender(409, "FeatureEnabled", message);
            case INVALID_AUTHENTICATION_CODE -> WireError.sender(403, "InvalidAuthenticationCode", message);
            case INVALID_CERTIFICATE -> WireError.sender(400, "InvalidCertificate", message);
            case INVALID_INPUT -> WireError.sender(400, "InvalidInput", message);
            case INVALID_PARAMETER_VALUE -> WireError.sender(400, "InvalidParameterValue", message);
            case INVALID_PUBLIC_KEY -> WireError.sender(400, "InvalidPublicKey", message);
            case INVALID_USER_TYPE -> WireError.sender(400, "InvalidUserType", message);
            case KEY_PAIR_MISMATCH -> WireError.sender(400, "KeyPairMismatch", message);
            case LIMIT_EXCEEDED -> WireError.sender(409, "LimitExceeded", message);
            case MALFORMED_CERTIFICATE -> WireError.sender(400, "MalformedCertificate", message);
            case MALFORMED_POLICY_DOCUMENT -> WireError.sender(400, "MalformedPolicyDocument", message);
            case NO_SUCH_ENTITY -> WireError.sender(404, "NoSuchEntity", message);
            case NOT_SUPPORTED_SERVICE -> WireError.sender(404, "NotSupportedService", message);
            case OPEN_ID_IDP_COMMUNICATION_ERROR -> WireError.sender(400, "OpenIdIdpCommunicationError", message);
            case ORGANIZATION_NOT_FOUND -> WireError.sender(400, "OrganizationNotFoundException", message);
            case PACKED_POLICY_TOO_LARGE -> WireError.sender(400, "PackedPolicyTooLarge", message);
            case PASSWORD_POLICY_VIOLATION -> WireError.sender(400, "PasswordPolicyViolation", message);
            case POLICY_NOT_ATTACHABLE -> WireError.sender(400, "PolicyNotAttachable", message);
            case REPORT_EXPIRED -> WireError.sender(410, "ReportExpired", message);
            case REPORT_IN_PROGRESS -> WireError.sender(404, "ReportInProgress", message);
            case REPORT_NOT_PRESENT -> WireError.sender(410, "ReportNotPresent", message);
            case SERVICE_UNAVAILABLE -> new WireError(503, "ServiceUnavailable", message, Fault.RECEIVER);
            case UNMODIFIABLE_ENTITY -> WireError.sender(400, "UnmodifiableEntity", message);
            case UNRECOGNIZED_PUBLIC_KEY_ENCODING -> WireError.sender(400, "UnrecognizedPublicKeyEncoding", message);
            case VALIDATION_ERROR -> WireError.sender(400, "ValidationError", message);
        };
    }

    static WireException malformedInput(String message) {
        return WireException.sender(400, "MalformedInput", message);
    }
}
