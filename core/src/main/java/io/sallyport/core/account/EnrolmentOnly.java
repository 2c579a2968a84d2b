// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.policy.AttachedPolicy;
import io.sallyport.core.policy.PolicyDocument;
import io.sallyport.core.policy.PolicySource;
import io.sallyport.core.policy.PolicyType;
import java.util.List;

/**
 * Sessions that were opened by the proof of an emergency, such as a recovery code: their owner enrols a new device of her
 * own and signs in with that. The limit is a session policy that every decision about her is made with, root's too, so
 * that nothing which asks a policy can forget it; what asks none is listed here.
 */
public final class EnrolmentOnly {
    /** What such a session is told when it wants more. */
    public static final String EXPLANATION =
            "This session may only enrol a new device: sign in with that one for anything else.";

    private static final List<String> ON_HERSELF = List.of("iam:EnableMFADevice", "iam:ListMFADevices");

    /** An app is nobody's until two of its codes enable it. */
    private static final String NEW_APP = "iam:CreateVirtualMFADevice";

    /** Who she is; no policy is asked. */
    private static final String WHO = "sts:GetCallerIdentity";

    private EnrolmentOnly() {}

    /** Whether an action of the AWS API may come before her policies at all. */
    public static boolean mayAskFor(String action) {
        return ON_HERSELF.contains(action) || action.equals(NEW_APP) || action.equals(WHO);
    }

    /** @throws IamException {@code ACCESS_DENIED} if it is one of these sessions */
    public static void requireNot(Caller caller) {
        if (caller.mayOnlyEnrol()) {
            throw new IamException(Kind.ACCESS_DENIED, EXPLANATION);
        }
    }

    /** Denies whatever else there is, and allows nothing that her own policies do not. */
    static AttachedPolicy policy(Caller caller) {
        ObjectNode document = EventRecord.json().put("Version", "2012-10-17");
        ArrayNode statements = document.putArray("Statement");
        ArrayNode enrolling =
                statement(statements, "OnlyEnrol", "Deny").put("Resource", "*").putArray("NotAction");
        ON_HERSELF.forEach(enrolling::add);
        enrolling.add(NEW_APP);
        ArrayNode others = statement(statements, "OnlyForHerself", "Deny")
                .put("NotResource", literally(caller.arn().toString()))
                .putArray("Action");
        ON_HERSELF.forEach(others::add);
        statement(statements, "AsPoliciesAllow", "Allow").put("Action", "*").put("Resource", "*");
        return AttachedPolicy.of(
                "enrolment-only", PolicySource.NONE, PolicyDocument.parse(document.toString(), PolicyType.SESSION));
    }

    private static ObjectNode statement(ArrayNode statements, String id, String effect) {
        return statements.addObject().put("Sid", id).put("Effect", effect);
    }

    /** A path may hold what means something else in a pattern. */
    private static String literally(String arn) {
        return arn.replaceAll("[*?$]", "\\${$0}");
    }
}
