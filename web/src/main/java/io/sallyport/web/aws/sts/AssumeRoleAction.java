// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.sts;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.Asker;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.account.RoleArns;
import io.sallyport.core.account.RoleSessions;
import io.sallyport.core.account.RoleTrust;
import io.sallyport.core.account.SessionRequest;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.name.Arn;
import io.sallyport.core.policy.RequestContext;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Authorisation;
import io.sallyport.web.aws.Call;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** To become a role for a while. */
public final class AssumeRoleAction {
    private static final String ACTION = "sts:AssumeRole";

    private final Accounts accounts;
    private final RoleTrust trust;
    private final RoleSessions sessions;
    private final CodeWithRequest code;

    public AssumeRoleAction(Accounts accounts, RoleTrust trust, RoleSessions sessions, MfaRegistry registry) {
        this.accounts = accounts;
        this.trust = trust;
        this.sessions = sessions;
        this.code = new CodeWithRequest(registry);
    }

    public void bind(Actions.Builder<Call> on) {
        // A code is used up in the caller's account; the session itself is no row.
        on.goesOn(
                "AssumeRole",
                AssumeRoleRequest.class,
                Authorisation.bothSides(),
                in -> in.serialNumber() != null || in.tokenCode() != null,
                this::assumeRole);
    }

    private Supplier<AssumeRoleResponse> assumeRole(Call call, AssumeRoleRequest in) {
        return ask(
                call.account(),
                call.caller(),
                call.facts(),
                in,
                () -> code.accept(call, in.serialNumber(), in.tokenCode()));
    }

    /**
     * Asks in the caller's account, and what it returns asks in the role's, outside of that transaction.
     *
     * @param factor uses up the second factor once the request is known to be sound; null for none
     */
    Supplier<AssumeRoleResponse> ask(
            Account of,
            Caller caller,
            RequestFacts facts,
            AssumeRoleRequest in,
            Supplier<@Nullable MfaEvidence> factor) {
        Optional<Arn> role = RoleArns.parse(in.roleArn());
        refuseContexts(in);
        SessionRequest wanted = wanted(in, caller.grant());
        Asker asker = trust.asker(of, caller, facts, factor.get());
        return () -> {
            Arn existing = role.filter(arn -> accounts.exists(RoleArns.account(arn)))
                    .orElseThrow(() -> RoleTrust.denied(asker, ACTION, in.roleArn()));
            return accounts.read(RoleArns.account(existing), account -> open(account, existing, asker, wanted, in));
        };
    }

    /** @throws IamException for a request that no factor would make good, whatever the role says */
    void requireSound(Account of, Caller caller, RequestFacts facts, AssumeRoleRequest in) {
        RoleArns.parse(in.roleArn());
        wanted(in, caller.grant());
        trust.asker(of, caller, facts, null);
    }

    /** Only IAM Identity Center gives out context assertions; one that nobody can verify is not passed over. */
    private static void refuseContexts(AssumeRoleRequest in) {
        if (in.hasProvidedContexts() && !in.providedContexts().isEmpty()) {
            throw new IamException(
                    Kind.INVALID_PARAMETER_VALUE, "The context assertion of ProvidedContexts could not be verified.");
        }
    }

    /** @throws IamException as {@link SessionRequest} says of tags and of what comes along a chain */
    private static SessionRequest wanted(AssumeRoleRequest in, @Nullable SessionGrant session) {
        SessionRequest wanted = SessionRequest.named(in.roleSessionName())
                .lasting(in.durationSeconds())
                .narrowedBy(in.policy(), StsWire.arns(in.policyArns()))
                .tagged(StsWire.tags(in.tags()), in.transitiveTagKeys())
                .identifiedAs(in.sourceIdentity());
        return session == null ? wanted : wanted.chainedFrom(session);
    }

    @SuppressWarnings("deprecation") // PackedPolicySize: the SDK deprecates it, AWS answers with it
    private AssumeRoleResponse open(
            Account account, Arn role, Asker asker, SessionRequest wanted, AssumeRoleRequest in) {
        RequestContext.Builder keys = RequestContext.builder();
        if (in.externalId() != null) {
            keys.put("sts:ExternalId", in.externalId());
        }
        RoleSessions.Opened opened =
                sessions.open(account, trust.require(account, role, asker, ACTION, wanted, keys.build()), wanted);
        return AssumeRoleResponse.builder()
                .credentials(StsWire.credentials(opened.issued()))
                .assumedRoleUser(StsWire.assumedRoleUser(opened))
                .packedPolicySize(opened.packedSize())
                .sourceIdentity(wanted.sourceIdentity())
                .build();
    }
}
