// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.cloudtrail;

import io.sallyport.web.aws.WireError;
import io.sallyport.web.aws.WireErrors;

/** The names that the JSON protocol has for what the Query protocol calls otherwise (CloudTrail, "Common Error Types"). */
final class JsonErrors {
    private JsonErrors() {}

    static JsonError of(RuntimeException failure) {
        if (failure instanceof JsonError already) {
            return already;
        }
        WireError error = WireErrors.of(failure);
        return switch (error.code()) {
            case "AccessDenied" -> JsonError.refused("AccessDeniedException", error.message());
            case "InvalidClientTokenId" -> JsonError.refused("UnrecognizedClientException", error.message());
            case "SignatureDoesNotMatch" -> JsonError.refused("InvalidSignatureException", error.message());
            case "ExpiredToken" -> JsonError.refused("ExpiredTokenException", error.message());
            case "IncompleteSignature" -> JsonError.refused("IncompleteSignatureException", error.message());
            case "MissingAuthenticationToken" ->
                JsonError.refused("MissingAuthenticationTokenException", error.message());
            default -> new JsonError(error.status(), error.code(), error.message());
        };
    }
}
