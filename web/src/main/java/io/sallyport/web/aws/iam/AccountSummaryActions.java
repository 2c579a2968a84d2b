// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;
import static java.util.Map.entry;

import io.sallyport.core.credential.AccessKeys;
import io.sallyport.core.credential.ServerCertificates;
import io.sallyport.core.credential.SigningCertificates;
import io.sallyport.core.identity.CustomerPolicies;
import io.sallyport.core.identity.Groups;
import io.sallyport.core.identity.InstanceProfiles;
import io.sallyport.core.identity.Policies;
import io.sallyport.core.identity.Roles;
import io.sallyport.core.identity.Users;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;
import software.amazon.awssdk.services.iam.model.SummaryKeyType;

/** What an account has, and what it may have. */
public final class AccountSummaryActions {
    /** AWS's defaults (IAM User Guide, "IAM and AWS STS quotas"). */
    private static final Map<SummaryKeyType, Integer> QUOTAS = Map.ofEntries(
            entry(SummaryKeyType.ACCESS_KEYS_PER_USER_QUOTA, AccessKeys.PER_OWNER),
            entry(SummaryKeyType.ASSUME_ROLE_POLICY_SIZE_QUOTA, Roles.TRUST_POLICY_CHARACTERS),
            entry(SummaryKeyType.ATTACHED_POLICIES_PER_GROUP_QUOTA, Policies.ATTACHED_PER_HOLDER),
            entry(SummaryKeyType.ATTACHED_POLICIES_PER_ROLE_QUOTA, Policies.ATTACHED_PER_HOLDER),
            entry(SummaryKeyType.ATTACHED_POLICIES_PER_USER_QUOTA, Policies.ATTACHED_PER_HOLDER),
            entry(SummaryKeyType.GROUP_POLICY_SIZE_QUOTA, Policies.INLINE_CHARACTERS_PER_GROUP),
            entry(SummaryKeyType.GROUPS_PER_USER_QUOTA, Groups.PER_USER),
            entry(SummaryKeyType.GROUPS_QUOTA, Groups.QUOTA),
            entry(SummaryKeyType.INSTANCE_PROFILES_QUOTA, InstanceProfiles.QUOTA),
            entry(SummaryKeyType.POLICIES_QUOTA, CustomerPolicies.QUOTA),
            entry(SummaryKeyType.POLICY_SIZE_QUOTA, CustomerPolicies.CHARACTERS),
            entry(SummaryKeyType.POLICY_VERSIONS_IN_USE_QUOTA, 10_000),
            entry(SummaryKeyType.ROLE_POLICY_SIZE_QUOTA, Policies.INLINE_CHARACTERS_PER_ROLE),
            entry(SummaryKeyType.ROLES_QUOTA, Roles.QUOTA),
            entry(SummaryKeyType.SERVER_CERTIFICATES_QUOTA, ServerCertificates.QUOTA),
            entry(SummaryKeyType.SIGNING_CERTIFICATES_PER_USER_QUOTA, SigningCertificates.PER_OWNER),
            entry(SummaryKeyType.USER_POLICY_SIZE_QUOTA, Policies.INLINE_CHARACTERS_PER_USER),
            entry(SummaryKeyType.USERS_QUOTA, Users.QUOTA),
            entry(SummaryKeyType.VERSIONS_PER_POLICY_QUOTA, CustomerPolicies.VERSIONS_PER_POLICY));

    public void bind(Actions.Builder<Call> on) {
        on.reads(
                "GetAccountSummary", GetAccountSummaryRequest.class, onArn((call, in) -> "*"), this::getAccountSummary);
    }

    private GetAccountSummaryResponse getAccountSummary(Call call, GetAccountSummaryRequest in) {
        Map<String, Integer> counts = call.account().counts();
        Map<SummaryKeyType, Integer> summary = new HashMap<>(QUOTAS);
        summary.put(
                SummaryKeyType.GLOBAL_ENDPOINT_TOKEN_VERSION,
                call.account().settings().globalEndpointTokenVersion());
        for (SummaryKeyType key : SummaryKeyType.knownValues()) {
            summary.computeIfAbsent(key, counted -> counts.getOrDefault(counted.toString(), 0));
        }
        return GetAccountSummaryResponse.builder().summaryMap(summary).build();
    }
}
