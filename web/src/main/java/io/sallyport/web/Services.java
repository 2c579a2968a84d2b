// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web;

import io.sallyport.core.account.Accounts;
import io.sallyport.core.account.Attempts;
import io.sallyport.core.account.AuthorizationMessages;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.DeviceChanges;
import io.sallyport.core.account.FederationTokens;
import io.sallyport.core.account.KeyProofs;
import io.sallyport.core.account.KeySessions;
import io.sallyport.core.account.KeyUses;
import io.sallyport.core.account.OutboundKeyring;
import io.sallyport.core.account.OutboundTokens;
import io.sallyport.core.account.PasskeySignIn;
import io.sallyport.core.account.PasswordChanges;
import io.sallyport.core.account.RevokedKeys;
import io.sallyport.core.account.RoleSessions;
import io.sallyport.core.account.RoleTrust;
import io.sallyport.core.account.ServiceRoles;
import io.sallyport.core.account.SignIn;
import io.sallyport.core.account.SignInTokens;
import io.sallyport.core.account.StepUp;
import io.sallyport.core.account.SuspendedKeys;
import io.sallyport.core.credential.Passwords;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.credential.Vault;
import io.sallyport.core.federation.LocalIssuerKeys;
import io.sallyport.core.federation.TokenIssuers;
import io.sallyport.core.federation.WebIdentities;
import io.sallyport.core.helpdesk.HelpDesk;
import io.sallyport.core.helpdesk.RightsComparison;
import io.sallyport.core.mfa.CodeVerification;
import io.sallyport.core.mfa.GuessThrottle;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.name.Ids;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.catalogue.ServiceCatalogue;
import io.sallyport.hardware.otp.RfcOneTimeCodes;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.AwsEndpoint;
import io.sallyport.web.aws.Call;
import io.sallyport.web.aws.KeyUseWitness;
import io.sallyport.web.aws.SignatureVerifier;
import io.sallyport.web.aws.Signer;
import io.sallyport.web.aws.StoredCredentials;
import io.sallyport.web.aws.cloudtrail.CloudTrailEndpoint;
import io.sallyport.web.aws.iam.AccessKeyActions;
import io.sallyport.web.aws.iam.AccountAliasActions;
import io.sallyport.web.aws.iam.AccountSettingActions;
import io.sallyport.web.aws.iam.AccountSummaryActions;
import io.sallyport.web.aws.iam.AttachedPolicyActions;
import io.sallyport.web.aws.iam.AuthorizationDetailActions;
import io.sallyport.web.aws.iam.CredentialReportActions;
import io.sallyport.web.aws.iam.DelegationRequestActions;
import io.sallyport.web.aws.iam.GrantingPolicyActions;
import io.sallyport.web.aws.iam.GroupActions;
import io.sallyport.web.aws.iam.GroupMemberActions;
import io.sallyport.web.aws.iam.InlinePolicyActions;
import io.sallyport.web.aws.iam.InstanceProfileActions;
import io.sallyport.web.aws.iam.InstanceProfileTagActions;
import io.sallyport.web.aws.iam.LastAccessedActions;
import io.sallyport.web.aws.iam.LinkedRoleActions;
import io.sallyport.web.aws.iam.LoginProfileActions;
import io.sallyport.web.aws.iam.ManagedPolicyActions;
import io.sallyport.web.aws.iam.MfaDeviceActions;
import io.sallyport.web.aws.iam.MfaDeviceTagActions;
import io.sallyport.web.aws.iam.OidcProviderActions;
import io.sallyport.web.aws.iam.OidcProviderListActions;
import io.sallyport.web.aws.iam.OidcProviderTagActions;
import io.sallyport.web.aws.iam.OrganizationActions;
import io.sallyport.web.aws.iam.OwnPasswordActions;
import io.sallyport.web.aws.iam.PasswordPolicyActions;
import io.sallyport.web.aws.iam.PolicyEntityActions;
import io.sallyport.web.aws.iam.PolicyTagActions;
import io.sallyport.web.aws.iam.PolicyVersionActions;
import io.sallyport.web.aws.iam.RoleActions;
import io.sallyport.web.aws.iam.RoleBoundaryActions;
import io.sallyport.web.aws.iam.RolePolicyActions;
import io.sallyport.web.aws.iam.RoleTagActions;
import io.sallyport.web.aws.iam.SamlProviderActions;
import io.sallyport.web.aws.iam.SamlProviderTagActions;
import io.sallyport.web.aws.iam.ServerCertificateActions;
import io.sallyport.web.aws.iam.ServerCertificateTagActions;
import io.sallyport.web.aws.iam.ServiceSpecificCredentialActions;
import io.sallyport.web.aws.iam.SigningCertificateActions;
import io.sallyport.web.aws.iam.SshPublicKeyActions;
import io.sallyport.web.aws.iam.UserActions;
import io.sallyport.web.aws.iam.UserBoundaryActions;
import io.sallyport.web.aws.iam.UserTagActions;
import io.sallyport.web.aws.iam.VirtualMfaDeviceActions;
import io.sallyport.web.aws.iam.simulation.ContextKeyActions;
import io.sallyport.web.aws.iam.simulation.SimulationActions;
import io.sallyport.web.aws.sts.AssumeRoleAction;
import io.sallyport.web.aws.sts.AuthorizationMessageActions;
import io.sallyport.web.aws.sts.DelegatedAccessActions;
import io.sallyport.web.aws.sts.FederationActions;
import io.sallyport.web.aws.sts.IdentityActions;
import io.sallyport.web.aws.sts.OutboundActions;
import io.sallyport.web.aws.sts.SamlActions;
import io.sallyport.web.aws.sts.SessionActions;
import io.sallyport.web.aws.sts.SessionsByKey;
import io.sallyport.web.aws.sts.WebIdentityActions;
import io.sallyport.web.http.FederationConfig;
import io.sallyport.web.metrics.Metrics;
import io.sallyport.web.webhook.WebhookHosts;
import io.sallyport.web.webhook.WebhookSender;
import java.security.SecureRandom;
import java.time.InstantSource;

/** What the server is made of, put together in one place. */
record Services(
        Accounts accounts,
        AwsEndpoint aws,
        CloudTrailEndpoint cloudTrail,
        SignIn signIn,
        PasskeySignIn passkeySignIn,
        StepUp stepUp,
        DeviceChanges deviceChanges,
        KeyProofs keyProofs,
        RevokedKeys revokedKeys,
        MfaRegistry registry,
        Authorizer authorizer,
        AuthorizationMessages authorizationMessages,
        SignatureVerifier<Signer> signatures,
        KeyUses keyUses,
        WebhookSender webhooks,
        IssuerRoutes issuerRoutes,
        Attempts attempts,
        ServiceRoles serviceRoles,
        HelpDesk helpDesk,
        SessionsByKey sessionsByKey,
        InstantSource clock)
        implements AutoCloseable {
    /** Two cores' worth of Argon2id at once: more would only take memory. */
    private static final int HASHES_AT_ONCE = 2;

    /**
     * Puts the services together.
     *
     * @param tokenVault seals session tokens
     * @param keys the relying party for the origin this server is reached by
     * @param webhookHosts whom webhooks may be sent to
     * @param federation whose identity tokens count
     */
    static Services over(
            Accounts accounts,
            Vault tokenVault,
            SecurityKeys keys,
            WebhookHosts webhookHosts,
            FederationConfig federation,
            InstantSource clock,
            SecureRandom random,
            Metrics metrics) {
        MfaRegistry registry =
                new MfaRegistry(new CodeVerification(new RfcOneTimeCodes(), clock), clock, random, metrics);
        ManagedPolicies managed = new ManagedPolicies();
        Authorizer authorizer = new Authorizer(managed, clock);
        SessionTokens tokens = new SessionTokens(tokenVault, random, clock);
        AuthorizationMessages authorizationMessages = new AuthorizationMessages(tokenVault, clock);
        Passwords passwords = new Passwords(random, HASHES_AT_ONCE);
        SignInTokens signInTokens = new SignInTokens(random);
        SignIn signIn = new SignIn(accounts, passwords, registry, keys, signInTokens, clock);
        KeyUses keyUses = new KeyUses(accounts, KeyUses.INTERVAL);
        Attempts attempts = new Attempts(accounts, KeyUses.INTERVAL, clock);
        Actions.Builder<Call> on =
                actions(new Ids(random), random, registry, keys, managed, passwords, keyUses, attempts, clock);
        RoleTrust trust = new RoleTrust(authorizer, clock);
        RoleSessions roleSessions = new RoleSessions(tokens, managed);
        AssumeRoleAction assumeRole = new AssumeRoleAction(accounts, trust, roleSessions, registry);
        assumeRole.bind(on);
        SessionActions sessions = new SessionActions(registry, tokens);
        sessions.bind(on);
        WebIdentities identities = new WebIdentities(new LocalIssuerKeys(federation.jwks(), clock), clock);
        new WebIdentityActions(identities, trust, roleSessions).bind(on);
        new SamlActions(trust, roleSessions, clock).bind(on);
        new FederationActions(new FederationTokens(tokens, managed)).bind(on);
        new DelegatedAccessActions().bind(on);
        TokenIssuers issuers = new TokenIssuers(federation.tokenIssuer());
        OutboundKeyring keyring = new OutboundKeyring(random, clock);
        new AccountSettingActions(issuers, keyring).bind(on);
        new OutboundActions(new OutboundTokens(issuers, clock), keyring).bind(on);
        new AuthorizationMessageActions(authorizationMessages).bind(on);
        Actions<Call> actions = on.build();
        SignatureVerifier<Signer> signatures = new SignatureVerifier<>(
                new StoredCredentials(accounts, tokens, clock, new SuspendedKeys(keys)),
                clock,
                new KeyUseWitness(keyUses, clock));
        return new Services(
                accounts,
                new AwsEndpoint(actions, signatures, accounts, authorizer, attempts, clock, metrics::answered),
                new CloudTrailEndpoint(signatures, accounts, authorizer, clock),
                signIn,
                new PasskeySignIn(accounts, signIn, keys, tokenVault, random, clock),
                new StepUp(accounts, registry, keys, signInTokens, clock),
                new DeviceChanges(registry, keys, signInTokens, clock),
                new KeyProofs(accounts, keys, signInTokens, clock),
                new RevokedKeys(keys),
                registry,
                authorizer,
                authorizationMessages,
                signatures,
                keyUses,
                new WebhookSender(accounts.deliveries(), webhookHosts, clock, WebhookSender.INTERVAL),
                new IssuerRoutes(accounts, keyring, issuers),
                attempts,
                new ServiceRoles(trust, tokens),
                new HelpDesk(
                        authorizer,
                        new RightsComparison(authorizer, trust, new ServiceCatalogue(), clock),
                        registry,
                        random,
                        clock),
                new SessionsByKey(new KeySessions(registry, keys, signInTokens, clock), sessions, assumeRole),
                clock);
    }

    private static Actions.Builder<Call> actions(
            Ids ids,
            SecureRandom random,
            MfaRegistry registry,
            SecurityKeys keys,
            ManagedPolicies managed,
            Passwords passwords,
            KeyUses keyUses,
            Attempts attempts,
            InstantSource clock) {
        Actions.Builder<Call> on = Actions.builder();
        new UserActions(ids, managed, clock).bind(on);
        new UserBoundaryActions(managed).bind(on);
        new UserTagActions().bind(on);
        new GroupActions(ids, clock).bind(on);
        new GroupMemberActions().bind(on);
        new RoleActions(ids, managed, attempts, clock).bind(on);
        new RoleBoundaryActions(managed).bind(on);
        new RoleTagActions().bind(on);
        new RolePolicyActions().bind(on);
        new LinkedRoleActions(ids, clock).bind(on);
        new InstanceProfileActions(ids, clock).bind(on);
        new InstanceProfileTagActions().bind(on);
        new ManagedPolicyActions(managed, ids, clock).bind(on);
        new PolicyVersionActions(managed, clock).bind(on);
        new PolicyTagActions(managed).bind(on);
        new PolicyEntityActions(managed).bind(on);
        new AttachedPolicyActions(managed).bind(on);
        new InlinePolicyActions().bind(on);
        new ContextKeyActions(managed).bind(on);
        new SimulationActions(managed).bind(on);
        new AccessKeyActions(ids, random, clock, keyUses).bind(on);
        new AccountAliasActions().bind(on);
        new AccountSummaryActions().bind(on);
        new PasswordPolicyActions().bind(on);
        PasswordChanges changes = new PasswordChanges(passwords, clock);
        new LoginProfileActions(changes).bind(on);
        new OwnPasswordActions(passwords, changes, new GuessThrottle(clock)).bind(on);
        new SshPublicKeyActions(ids, clock).bind(on);
        new SigningCertificateActions(ids, clock).bind(on);
        new ServerCertificateActions(ids, clock).bind(on);
        new ServerCertificateTagActions().bind(on);
        new ServiceSpecificCredentialActions(ids, random, clock).bind(on);
        new MfaDeviceActions(registry, keys).bind(on);
        new VirtualMfaDeviceActions(registry).bind(on);
        new MfaDeviceTagActions().bind(on);
        new OrganizationActions().bind(on);
        new DelegationRequestActions().bind(on);
        new CredentialReportActions(keyUses, clock).bind(on);
        new AuthorizationDetailActions(managed, attempts).bind(on);
        ServiceCatalogue catalogue = new ServiceCatalogue();
        new LastAccessedActions(managed, catalogue, attempts, on::isBound, random, clock).bind(on);
        new GrantingPolicyActions(managed, catalogue, attempts).bind(on);
        new OidcProviderActions(clock).bind(on);
        new OidcProviderListActions().bind(on);
        new OidcProviderTagActions().bind(on);
        new SamlProviderActions(ids, clock).bind(on);
        new SamlProviderTagActions().bind(on);
        new IdentityActions().bind(on);
        return on;
    }

    /** Writes what is still to be written. Call it when no request comes any more and the store is still open. */
    @Override
    public void close() {
        webhooks.close();
        keyUses.close();
        attempts.close();
    }
}
