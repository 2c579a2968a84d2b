// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.identity.Role;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.RequestContext;
import java.time.Duration;
import java.util.Map;

/**
 * Sessions of roles that a service opens to hand them to what it runs for the account: an instance, a task, a pod (IAM User
 * Guide, "Create a role to delegate permissions to an AWS service"). Opening one writes nothing. Thread-safe.
 */
public final class ServiceRoles {
    private final RoleTrust trust;
    private final SessionTokens tokens;

    public ServiceRoles(RoleTrust trust, SessionTokens tokens) {
        this.trust = trust;
        this.tokens = tokens;
    }

    /**
     * What is to be handed a role.
     *
     * @param service such as {@code ec2.amazonaws.com}
     * @param name becomes the session's; of an instance its id
     * @param arn of the instance or the like, {@code aws:SourceArn} to the role's trust policy; may be empty
     * @param keys condition keys that stay with the session, such as {@code ec2:RoleDelivery}
     */
    public record Workload(String service, String name, String arn, Map<String, String> keys) {}

    /**
     * Opens a session, if the role trusts the service.
     *
     * @param lifetime not limited by the role: "The maximum session duration setting doesn't limit sessions assumed by AWS
     *     services" (IAM User Guide, "Update the maximum session duration for a role")
     * @throws IamException {@code ACCESS_DENIED} if it does not
     */
    public SessionTokens.Issued open(
            Account account, Role role, Workload workload, Duration lifetime, RequestFacts facts) {
        RequestContext.Builder keys = RequestContext.builder()
                .put("aws:PrincipalIsAWSService", true)
                .put("aws:PrincipalServiceName", workload.service())
                .put("aws:SourceAccount", account.id().value());
        if (!workload.arn().isEmpty()) {
            keys.put("aws:SourceArn", workload.arn());
        }
        Asker service = trust.outsider(Principal.service(workload.service()), keys.build(), facts);
        SessionRequest wanted = SessionRequest.named(workload.name()).vouchedFor(workload.keys());
        trust.require(account, role.arn(account.id()), service, "sts:AssumeRole", wanted, keys.build());
        SessionGrant grant = wanted.grant();
        return tokens.issue(account.id(), role.id(), lifetime, grant);
    }
}
