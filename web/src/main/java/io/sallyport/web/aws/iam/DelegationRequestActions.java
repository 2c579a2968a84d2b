// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.PageRequest;
import io.sallyport.core.name.Arn;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Authorisation;
import io.sallyport.web.aws.Call;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.AcceptDelegationRequestRequest;
import software.amazon.awssdk.services.iam.model.AssociateDelegationRequestRequest;
import software.amazon.awssdk.services.iam.model.CreateDelegationRequestRequest;
import software.amazon.awssdk.services.iam.model.GetDelegationRequestRequest;
import software.amazon.awssdk.services.iam.model.GetHumanReadableSummaryRequest;
import software.amazon.awssdk.services.iam.model.ListDelegationRequestsRequest;
import software.amazon.awssdk.services.iam.model.ListDelegationRequestsResponse;
import software.amazon.awssdk.services.iam.model.RejectDelegationRequestRequest;
import software.amazon.awssdk.services.iam.model.SendDelegationTokenRequest;
import software.amazon.awssdk.services.iam.model.UpdateDelegationRequestRequest;

/**
 * Requests of AWS's partners to act in an account for a while. Only a partner that AWS has taken on makes one; here is
 * none, so there never is one to look at, accept or reject.
 */
public final class DelegationRequestActions {
    private static final String TYPE = "delegation-request/";

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "CreateDelegationRequest",
                        CreateDelegationRequestRequest.class,
                        onArn((call, in) -> "*", DelegationRequestActions::putKeys),
                        this::createDelegationRequest)
                .reads(
                        "ListDelegationRequests",
                        ListDelegationRequestsRequest.class,
                        onArn((call, in) -> "*", DelegationRequestActions::putOwner),
                        this::listDelegationRequests)
                .reads(
                        "GetHumanReadableSummary",
                        GetHumanReadableSummaryRequest.class,
                        onArn((call, in) -> Arn.parse(in.entityArn()).toString()),
                        this::getHumanReadableSummary);
        bindOnOne(on);
    }

    private static void bindOnOne(Actions.Builder<Call> on) {
        on.reads(
                        "GetDelegationRequest",
                        GetDelegationRequestRequest.class,
                        onOne(GetDelegationRequestRequest::delegationRequestId),
                        (call, in) -> noneSuch(in.delegationRequestId()))
                .changes(
                        "AssociateDelegationRequest",
                        AssociateDelegationRequestRequest.class,
                        onOne(AssociateDelegationRequestRequest::delegationRequestId),
                        (call, in) -> noneSuch(in.delegationRequestId()))
                .changes(
                        "AcceptDelegationRequest",
                        AcceptDelegationRequestRequest.class,
                        onOne(AcceptDelegationRequestRequest::delegationRequestId),
                        (call, in) -> noneSuch(in.delegationRequestId()))
                .changes(
                        "RejectDelegationRequest",
                        RejectDelegationRequestRequest.class,
                        onOne(RejectDelegationRequestRequest::delegationRequestId),
                        (call, in) -> noneSuch(in.delegationRequestId()))
                .changes(
                        "UpdateDelegationRequest",
                        UpdateDelegationRequestRequest.class,
                        onOne(UpdateDelegationRequestRequest::delegationRequestId),
                        (call, in) -> noneSuch(in.delegationRequestId()))
                .changes(
                        "SendDelegationToken",
                        SendDelegationTokenRequest.class,
                        onOne(SendDelegationTokenRequest::delegationRequestId),
                        (call, in) -> noneSuch(in.delegationRequestId()));
    }

    private static <Q> Authorisation<Call, Q> onOne(Function<Q, String> id) {
        return onArn((call, in) -> call.account().id().iam(TYPE + id.apply(in)).toString());
    }

    private static void putKeys(CreateDelegationRequestRequest in, RequestContext.Builder keys) {
        keys.put("iam:DelegationDuration", in.sessionDuration().toString())
                .put("iam:NotificationChannel", in.notificationChannel());
        if (in.permissions().policyTemplateArn() != null) {
            keys.put("iam:TemplateArn", in.permissions().policyTemplateArn());
        }
    }

    private static void putOwner(ListDelegationRequestsRequest in, RequestContext.Builder keys) {
        if (in.ownerId() != null) {
            keys.put("iam:DelegationRequestOwner", in.ownerId());
        }
    }

    /** In the words of the API reference. */
    private SdkPojo createDelegationRequest(Call call, CreateDelegationRequestRequest in) {
        throw new IamException(
                Kind.ACCESS_DENIED,
                "This API is not available for general use. In order to use this API, a caller first need to go"
                        + " through an onboarding process described in the partner onboarding documentation.");
    }

    private ListDelegationRequestsResponse listDelegationRequests(Call call, ListDelegationRequestsRequest in) {
        // Read for what is wrong with it: there is one page.
        PageRequest.of(in.maxItems(), in.marker());
        return ListDelegationRequestsResponse.builder()
                .delegationRequests(List.of())
                .isTruncated(false)
                .build();
    }

    private SdkPojo getHumanReadableSummary(Call call, GetHumanReadableSummaryRequest in) {
        String resource = Arn.parse(in.entityArn()).resource();
        if (!resource.startsWith(TYPE)) {
            throw new IamException(
                    Kind.INVALID_INPUT, "At this time, the only supported entity type is delegation-request.");
        }
        return noneSuch(resource.substring(TYPE.length()));
    }

    private static SdkPojo noneSuch(String id) {
        throw new IamException(Kind.NO_SUCH_ENTITY, "The delegation request with id " + id + " cannot be found.");
    }
}
