// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.helpdesk;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.accesscode.Operator;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.FederatedSession;
import io.sallyport.core.account.RoleSession;
import java.util.Locale;

/** Which person a caller is. */
final class Operators {
    private Operators() {}

    /** @throws IamException {@code ACCESS_DENIED} for a role's session without a source identity, which is nobody's */
    static Operator of(Caller caller) {
        RoleSession role = caller.role();
        if (role == null) {
            return new Operator(
                    caller.id().value(), person(caller), caller.arn().toString());
        }
        String source = role.grant().sourceIdentity();
        if (source == null) {
            throw new IamException(
                    Kind.ACCESS_DENIED,
                    "The help desk's work is a person's: this role's session has no source identity"
                            + " (sts:SetSourceIdentity) that tells whose it is.");
        }
        String person = fold(source);
        return new Operator(
                caller.id().value() + ":" + person, person, caller.arn().toString());
    }

    /** Of a federated user whoever vouches for her. */
    private static String person(Caller caller) {
        FederatedSession federated = caller.federated();
        String resource = (federated == null ? caller.arn() : federated.voucherArn()).resource();
        return fold(resource.substring(resource.lastIndexOf('/') + 1));
    }

    static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
