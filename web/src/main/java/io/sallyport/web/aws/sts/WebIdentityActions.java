// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.RoleArns;
import io.sallyport.core.account.RoleSessions;
import io.sallyport.core.account.RoleTrust;
import io.sallyport.core.account.WebIdentityRoles;
import io.sallyport.core.federation.WebIdentities;
import io.sallyport.core.federation.WebIdentity;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Authorisation;
import io.sallyport.web.aws.Call;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** A role for whom an OpenID Connect provider vouches for. */
public final class WebIdentityActions {
    private static final String ACTION = "AssumeRoleWithWebIdentity";

    private final WebIdentities identities;
    private final WebIdentityRoles roles;

    public WebIdentityActions(WebIdentities identities, RoleTrust trust, RoleSessions sessions) {
        this.identities = identities;
        this.roles = new WebIdentityRoles(trust, sessions);
    }

    public void bind(Actions.Builder<Call> on) {
        on.changesInSteps(
                ACTION,
                AssumeRoleWithWebIdentityRequest.class,
                Authorisation.unsigned(WebIdentityActions::account),
                this::assumeRoleWithWebIdentity);
    }

    private static AccountId account(AssumeRoleWithWebIdentityRequest in) {
        return RoleArns.account(role(in));
    }

    private static Arn role(AssumeRoleWithWebIdentityRequest in) {
        return RoleArns.parse(in.roleArn())
                .orElseThrow(() -> new IamException(Kind.ACCESS_DENIED, "Not authorized to perform sts:" + ACTION));
    }

    private Supplier<Function<Call, ? extends SdkPojo>> assumeRoleWithWebIdentity(
            Call call, AssumeRoleWithWebIdentityRequest in) {
        OAuthProviders.refuse(in.providerId());
        WebIdentities.Presented presented =
                WebIdentities.read(in.webIdentityToken(), WebIdentityRoles.providers(call.account()));
        // The keys may have to be asked for, and nobody waits for that in a transaction.
        return () -> {
            WebIdentity identity = identities.verify(presented);
            return acting -> assume(acting, in, identity);
        };
    }

    /** AWS answers with the packed size, although the SDK would rather have it gone. */
    @SuppressWarnings("deprecation")
    private AssumeRoleWithWebIdentityResponse assume(
            Call call, AssumeRoleWithWebIdentityRequest in, WebIdentity identity) {
        RoleSessions.Opened opened = roles.assume(
                call.account(),
                role(in),
                identity,
                session -> session.lasting(in.durationSeconds()).narrowedBy(in.policy(), StsWire.arns(in.policyArns())),
                in.roleSessionName(),
                call.facts());
        return AssumeRoleWithWebIdentityResponse.builder()
                .credentials(StsWire.credentials(opened.issued()))
                .assumedRoleUser(StsWire.assumedRoleUser(opened))
                .subjectFromWebIdentityToken(identity.subject())
                .provider(identity.provider(call.account().id()))
                .audience(identity.audience())
                .packedPolicySize(opened.packedSize())
                .sourceIdentity(identity.sourceIdentity())
                .build();
    }
}
