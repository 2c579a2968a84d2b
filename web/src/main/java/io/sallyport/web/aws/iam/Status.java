// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import software.amazon.awssdk.services.iam.model.StatusType;

/** The member {@code Status} of credentials that are switched on and off. */
final class Status {
    private Status() {}

    /** @throws IamException {@code INVALID_INPUT} for {@code Expired}, which only time sets */
    static boolean isActive(StatusType asked) {
        if (asked == StatusType.EXPIRED) {
            throw new IamException(Kind.INVALID_INPUT, "Status can be set to Active or Inactive only.");
        }
        return asked == StatusType.ACTIVE;
    }

    static StatusType of(boolean active) {
        return active ? StatusType.ACTIVE : StatusType.INACTIVE;
    }
}
