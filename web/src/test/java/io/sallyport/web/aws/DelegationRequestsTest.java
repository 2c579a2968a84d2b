// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreateDelegationRequestRequest;
import software.amazon.awssdk.services.iam.model.ListDelegationRequestsResponse;

/** Where no partner is taken on, nobody asks to act for the account. */
class DelegationRequestsTest extends ServedAccount {
    private static final String ID = "e4bdcdae-4f66-11eD-ELEG-ATIONEXAMPLE";

    private static List<ThrowingCallable> onOne(IamClient client) {
        return List.of(
                () -> client.getDelegationRequest(in -> in.delegationRequestId(ID)),
                () -> client.associateDelegationRequest(in -> in.delegationRequestId(ID)),
                () -> client.acceptDelegationRequest(in -> in.delegationRequestId(ID)),
                () -> client.rejectDelegationRequest(
                        in -> in.delegationRequestId(ID).notes("no")),
                () -> client.updateDelegationRequest(in -> in.delegationRequestId(ID)),
                () -> client.sendDelegationToken(in -> in.delegationRequestId(ID)));
    }

    private static CreateDelegationRequestRequest.Builder request(CreateDelegationRequestRequest.Builder in) {
        return in.description("set up")
                .permissions(to -> to.policyTemplateArn("arn:aws:iam::aws:delegation-template/partner/t"))
                .requestorWorkflowId("workflow-1")
                .notificationChannel("arn:aws:sns:us-east-1:210987654321:delegations")
                .sessionDuration(3600);
    }

    @Test
    void thereIsNoneToList() {
        ListDelegationRequestsResponse none = iam.listDelegationRequests(in -> in.ownerId(account.arn("user/admin")));
        assertThat(none.hasDelegationRequests()).isTrue();
        assertThat(none.delegationRequests()).isEmpty();
        assertThat(none.isTruncated()).isFalse();
        assertRefused(
                () -> iam.listDelegationRequests(in -> in.marker("made-up")),
                400,
                "ValidationError",
                "Invalid Marker.");
    }

    @Test
    void noneIsThere() {
        String message = "The delegation request with id " + ID + " cannot be found.";
        for (ThrowingCallable call : onOne(iam)) {
            assertRefused(call, 404, "NoSuchEntity", message);
        }
        assertRefused(
                () -> iam.getHumanReadableSummary(in -> in.entityArn(account.arn("delegation-request/" + ID))),
                404,
                "NoSuchEntity",
                message);
    }

    @Test
    void onlyAPartnerMakesOne() {
        assertRefused(
                () -> iam.createDelegationRequest(in -> request(in)),
                403,
                "AccessDenied",
                "This API is not available for general use. In order to use this API, a caller first need to go through"
                        + " an onboarding process described in the partner onboarding documentation.");
        assertRefused(
                () -> iam.createDelegationRequest(in -> request(in).sessionDuration(299)),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'sessionDuration' failed to satisfy constraint: Member must have"
                        + " value greater than or equal to 300");
    }

    @Test
    void nothingElseIsSummarised() {
        assertRefused(
                () -> iam.getHumanReadableSummary(in -> in.entityArn(account.arn("user/admin"))),
                400,
                "InvalidInput",
                "At this time, the only supported entity type is delegation-request.");
        assertRefused(
                () -> iam.getHumanReadableSummary(in -> in.entityArn("no arn but twenty letters")),
                400,
                "ValidationError",
                "ARN no arn but twenty letters is not valid.");
    }

    @Test
    void policiesAreAskedFirst() {
        IamClient tyler = server.iam(newUser("tyler"));
        for (ThrowingCallable call : onOne(tyler)) {
            assertThat(assertRefused(call, 403, "AccessDenied")
                            .awsErrorDetails()
                            .errorMessage())
                    .contains(" on resource: " + account.arn("delegation-request/" + ID) + " because ");
        }
        iam.putUserPolicy(in -> in.userName("tyler").policyName("one").policyDocument("""
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:*", "Resource": "*",
                 "Condition": {"NumericLessThanEquals": {"iam:DelegationDuration": "1800"}}}}"""));
        assertThat(assertRefused(() -> tyler.createDelegationRequest(in -> request(in)), 403, "AccessDenied")
                        .awsErrorDetails()
                        .errorMessage())
                .contains("no identity-based policy allows");
        assertThat(assertRefused(
                                () -> tyler.createDelegationRequest(
                                        in -> request(in).sessionDuration(900)),
                                403,
                                "AccessDenied")
                        .awsErrorDetails()
                        .errorMessage())
                .startsWith("This API");
    }
}
