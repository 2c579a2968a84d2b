// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.CodeDevice;
import io.sallyport.core.mfa.OtpParameters.Algorithm;
import io.sallyport.core.mfa.StockedFob;
import io.sallyport.core.name.AccountId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fob as the stock shows it.
 *
 * @param period of a time-based one, in seconds
 * @param assignedTo the owner's ARN
 * @param user the owner's name; null for root's
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FobJson(
        String serial,
        String state,
        boolean held,
        String algorithm,
        String hash,
        int digits,
        @Nullable Long period,
        @Nullable String maker,
        @Nullable String assignedTo,
        @Nullable String user,
        @Nullable Instant enabledAt,
        @Nullable Instant since,
        @Nullable String by) {
    static FobJson of(StockedFob fob, AccountId account) {
        CodeDevice device = fob.device();
        User user = fob.user();
        return new FobJson(
                device.serial().value(),
                fob.state().name(),
                fob.held(),
                device.parameters().algorithm().name(),
                device.parameters().hash().name(),
                device.parameters().digits(),
                device.parameters().algorithm() == Algorithm.TOTP
                        ? device.parameters().period().toSeconds()
                        : null,
                fob.maker(),
                device.owner() == null ? null : ownerArn(user, account),
                user == null ? null : user.name().value(),
                device.enabledAt(),
                fob.since(),
                fob.by());
    }

    static String ownerArn(@Nullable User user, AccountId account) {
        return (user == null ? account.root() : user.arn(account)).toString();
    }
}
