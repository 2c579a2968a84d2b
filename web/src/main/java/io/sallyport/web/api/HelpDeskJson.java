// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.sallyport.core.accesscode.AccessCode;
import io.sallyport.core.accesscode.AccessCodeRequest;
import io.sallyport.core.accesscode.Operator;
import io.sallyport.core.account.Account;
import io.sallyport.core.name.MfaSerial;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How somebody is helped to another device, so far.
 *
 * @param code in one answer only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record HelpDeskJson(
        String id,
        @Nullable String user,
        AccessCodeRequest.State state,
        @Nullable String reason,
        @Nullable String lost,
        String requestedBy,
        Instant requestedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        Instant expiresAt,
        @Nullable Instant usedAt,
        @Nullable String enrolled,
        boolean holds,
        @Nullable String code) {

    static HelpDeskJson of(Account account, AccessCodeRequest request, @Nullable AccessCode code, Instant now) {
        return new HelpDeskJson(
                request.id(),
                account.users()
                        .find(request.user())
                        .map(user -> user.name().value())
                        .orElse(null),
                request.at(now),
                request.reason(),
                text(request.lost()),
                request.requestedBy().arn(),
                request.requestedAt(),
                arn(request.decidedBy()),
                request.decidedAt(),
                request.expiresAt(),
                request.usedAt(),
                text(request.enrolled()),
                request.holds(),
                code == null ? null : code.reveal());
    }

    private static @Nullable String text(@Nullable MfaSerial serial) {
        return serial == null ? null : serial.value();
    }

    private static @Nullable String arn(@Nullable Operator operator) {
        return operator == null ? null : operator.arn();
    }

    @Override
    public String toString() {
        return "HelpDeskJson[" + id + "]";
    }
}
