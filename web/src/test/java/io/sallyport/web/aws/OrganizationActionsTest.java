// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;

import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** An account in no organization is told so. */
class OrganizationActionsTest extends ServedAccount {
    private static final String PATH = "o-a1b2c3d4e5/r-f6g7h8i9j0example";

    private static List<ThrowingCallable> features(IamClient client) {
        return List.of(
                () -> client.listOrganizationsFeatures(in -> {}),
                () -> client.enableOrganizationsRootCredentialsManagement(in -> {}),
                () -> client.disableOrganizationsRootCredentialsManagement(in -> {}),
                () -> client.enableOrganizationsRootSessions(in -> {}),
                () -> client.disableOrganizationsRootSessions(in -> {}));
    }

    @Test
    void noFeatureOfAnOrganizationIsThere() {
        for (ThrowingCallable call : features(iam)) {
            assertRefused(
                    call,
                    400,
                    "OrganizationNotFoundException",
                    "The request was rejected because no organization is associated with your account.");
        }
    }

    @Test
    void policiesAreAskedFirst() {
        for (ThrowingCallable call : features(server.iam(newUser("tyler")))) {
            assertRefused(call, 403, "AccessDenied");
        }
    }

    @Test
    void noReportOfAnotherOrganizationIsMadeOrThere() {
        Function<String, String> denied = caller -> "User: " + account.arn(caller)
                + " is not authorized to perform: iam:GenerateOrganizationsAccessReport on resource: "
                + account.arn("access-report/" + PATH);
        assertRefused(
                () -> iam.generateOrganizationsAccessReport(in -> in.entityPath(PATH)),
                403,
                "AccessDenied",
                denied.apply("user/admin"));
        IamClient tyler = server.iam(newUser("tyler"));
        assertRefused(
                () -> tyler.generateOrganizationsAccessReport(
                        in -> in.entityPath(PATH).organizationsPolicyId("p-FullAWSAccess")),
                403,
                "AccessDenied",
                denied.apply("user/tyler")
                        + " because no identity-based policy allows the iam:GenerateOrganizationsAccessReport action");
        String job = "examplea-1234-b567-cde8-90fg123abcd4";
        assertRefused(
                () -> iam.getOrganizationsAccessReport(in -> in.jobId(job)),
                404,
                "NoSuchEntity",
                "The report job with id " + job + " cannot be found.");
    }
}
