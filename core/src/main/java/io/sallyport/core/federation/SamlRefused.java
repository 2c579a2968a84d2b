// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;

/** Why a response is refused, as STS says it where that is known. */
final class SamlRefused {
    private SamlRefused() {}

    static IamException invalid(String message) {
        return new IamException(Kind.INVALID_IDENTITY_TOKEN, message);
    }

    static IamException signature() {
        return invalid("Response signature invalid");
    }

    static IamException expired(String message) {
        return new IamException(Kind.EXPIRED_IDENTITY_TOKEN, message);
    }
}
