// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onAny;
import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.iam.model.DisableOrganizationsRootCredentialsManagementRequest;
import software.amazon.awssdk.services.iam.model.DisableOrganizationsRootSessionsRequest;
import software.amazon.awssdk.services.iam.model.EnableOrganizationsRootCredentialsManagementRequest;
import software.amazon.awssdk.services.iam.model.EnableOrganizationsRootSessionsRequest;
import software.amazon.awssdk.services.iam.model.GenerateOrganizationsAccessReportRequest;
import software.amazon.awssdk.services.iam.model.GetOrganizationsAccessReportRequest;
import software.amazon.awssdk.services.iam.model.ListOrganizationsFeaturesRequest;

/** What AWS answers an account that is in no organization: here there are none. */
public final class OrganizationActions {
    public void bind(Actions.Builder<Call> on) {
        on.reads(
                        "ListOrganizationsFeatures",
                        ListOrganizationsFeaturesRequest.class,
                        onAny(),
                        OrganizationActions::noOrganization)
                .changes(
                        "EnableOrganizationsRootCredentialsManagement",
                        EnableOrganizationsRootCredentialsManagementRequest.class,
                        onAny(),
                        OrganizationActions::noOrganization)
                .changes(
                        "DisableOrganizationsRootCredentialsManagement",
                        DisableOrganizationsRootCredentialsManagementRequest.class,
                        onAny(),
                        OrganizationActions::noOrganization)
                .changes(
                        "EnableOrganizationsRootSessions",
                        EnableOrganizationsRootSessionsRequest.class,
                        onAny(),
                        OrganizationActions::noOrganization)
                .changes(
                        "DisableOrganizationsRootSessions",
                        DisableOrganizationsRootSessionsRequest.class,
                        onAny(),
                        OrganizationActions::noOrganization)
                .reads(
                        "GenerateOrganizationsAccessReport",
                        GenerateOrganizationsAccessReportRequest.class,
                        onArn(OrganizationActions::report, (in, keys) -> {
                            if (in.organizationsPolicyId() != null) {
                                keys.put("iam:OrganizationsPolicyId", in.organizationsPolicyId());
                            }
                        }),
                        OrganizationActions::notOurOrganization)
                .reads(
                        "GetOrganizationsAccessReport",
                        GetOrganizationsAccessReportRequest.class,
                        onAny(),
                        OrganizationActions::noSuchReport);
    }

    private static String report(Call call, GenerateOrganizationsAccessReportRequest in) {
        return call.account().id().iam("access-report/" + in.entityPath()).toString();
    }

    /** In the words of the API reference. */
    private static SdkPojo noOrganization(Call call, SdkPojo in) {
        throw new IamException(
                Kind.ORGANIZATION_NOT_FOUND,
                "The request was rejected because no organization is associated with your account.");
    }

    /** The path begins with an organization's id; AWS denies the one that is not the caller's. */
    private static SdkPojo notOurOrganization(Call call, GenerateOrganizationsAccessReportRequest in) {
        throw new IamException(
                Kind.ACCESS_DENIED,
                "User: " + call.caller().arn()
                        + " is not authorized to perform: iam:GenerateOrganizationsAccessReport on resource: "
                        + report(call, in));
    }

    private static SdkPojo noSuchReport(Call call, GetOrganizationsAccessReportRequest in) {
        throw new IamException(Kind.NO_SUCH_ENTITY, "The report job with id " + in.jobId() + " cannot be found.");
    }
}
