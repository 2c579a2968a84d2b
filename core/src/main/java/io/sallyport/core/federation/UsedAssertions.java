// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.IamException;
import java.time.Instant;

/** Port: the assertions that one account's roles were assumed with. */
public interface UsedAssertions {
    /**
     * Uses an assertion up; of two who try at once, one is refused.
     *
     * @throws IamException {@code INVALID_IDENTITY_TOKEN} if it was used before, {@code EXPIRED_IDENTITY_TOKEN} if it is not
     *     redeemable any more
     */
    void use(SamlAssertion assertion, Instant now);
}
