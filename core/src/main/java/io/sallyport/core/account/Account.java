// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.accesscode.AccessCodes;
import io.sallyport.core.credential.AccessKeys;
import io.sallyport.core.credential.LoginProfiles;
import io.sallyport.core.credential.PasswordPolicies;
import io.sallyport.core.credential.ServerCertificates;
import io.sallyport.core.credential.ServiceCredentials;
import io.sallyport.core.credential.Sessions;
import io.sallyport.core.credential.SigningCertificates;
import io.sallyport.core.credential.SshPublicKeys;
import io.sallyport.core.event.Events;
import io.sallyport.core.federation.OidcProviders;
import io.sallyport.core.federation.OutboundKeys;
import io.sallyport.core.federation.SamlProviders;
import io.sallyport.core.federation.UsedAssertions;
import io.sallyport.core.identity.Boundaries;
import io.sallyport.core.identity.CustomerPolicies;
import io.sallyport.core.identity.Groups;
import io.sallyport.core.identity.Holdings;
import io.sallyport.core.identity.InstanceProfiles;
import io.sallyport.core.identity.Policies;
import io.sallyport.core.identity.Roles;
import io.sallyport.core.identity.Tags;
import io.sallyport.core.identity.Users;
import io.sallyport.core.mfa.Ceremonies;
import io.sallyport.core.mfa.Fobs;
import io.sallyport.core.mfa.MfaDevices;
import io.sallyport.core.mfa.RecoveryCodes;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.webhook.Webhooks;
import java.util.Map;
import java.util.Optional;

/** One account within one transaction. Of no use after the work it was handed to has ended. */
public interface Account {
    AccountId id();

    RootUser root();

    /** As this transaction found it. */
    Optional<AccountAlias> alias();

    Aliases aliases();

    Users users();

    Groups groups();

    Roles roles();

    InstanceProfiles instanceProfiles();

    Policies policies();

    Boundaries boundaries();

    CustomerPolicies customerPolicies();

    Tags tags();

    Holdings holdings();

    AccountSettings settings();

    /**
     * What changes with every change of what decides about this account's principals: policies, who holds them,
     * memberships, tags. What was read of these under a stamp holds as long as transactions find that stamp. Empty once
     * this transaction has changed any of them, since nobody else may ever see what it sees.
     */
    Optional<String> policyStamp();

    LoginProfiles loginProfiles();

    PasswordPolicies passwordPolicies();

    AccessKeys accessKeys();

    SshPublicKeys sshPublicKeys();

    SigningCertificates signingCertificates();

    ServerCertificates serverCertificates();

    ServiceCredentials serviceCredentials();

    MfaDevices mfaDevices();

    Fobs fobs();

    RecoveryCodes recoveryCodes();

    OidcProviders oidcProviders();

    OutboundKeys outboundKeys();

    SamlProviders samlProviders();

    UsedAssertions usedAssertions();

    Ceremonies ceremonies();

    AccessCodes accessCodes();

    Sessions sessions();

    Webhooks webhooks();

    /** How much of everything there is, by {@code GetAccountSummary}'s names; what is missing there is none of. */
    Map<String, Integer> counts();

    Events events();

    CredentialReports credentialReports();

    AccessRecords accessRecords();

    AccessReports accessReports();

    ReportedDevices reportedDevices();

    /** The alias where there is one: what sign-in URLs show. */
    default String displayName() {
        return alias().map(AccountAlias::value).orElse(id().value());
    }
}
