// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.mfa.MfaDevice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a sign-in stands. */
public sealed interface SignInStep {
    /**
     * The password was right; one of the factors has to be shown.
     *
     * @param signIn names this sign-in in the next request
     * @param recovery whether a recovery code will do as well
     * @param publicKey what a page hands to {@code navigator.credentials.get}; null if no factor is a security key
     * @param accessCode whether the help desk's access code is one of them
     */
    record FactorRequired(
            String signIn,
            List<MfaDevice> factors,
            boolean recovery,
            boolean accessCode,
            @Nullable String publicKey) implements SignInStep {}

    /** Everything was right, but the password has to be replaced first. */
    record PasswordChangeRequired(String signIn) implements SignInStep {}

    /** Done. The token is what a cookie holds: a secret. */
    record SignedIn(String token) implements SignInStep {
        @Override
        public String toString() {
            return "SignedIn[hidden]";
        }
    }
}
