// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.accesscode.AccessCodes;
import io.sallyport.core.account.AccessRecords;
import io.sallyport.core.account.AccessReports;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.AccountSettings;
import io.sallyport.core.account.Aliases;
import io.sallyport.core.account.CredentialReports;
import io.sallyport.core.account.EmailAddress;
import io.sallyport.core.account.ReportedDevices;
import io.sallyport.core.account.RootUser;
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
import io.sallyport.core.mfa.Ceremonies;
import io.sallyport.core.mfa.Fobs;
import io.sallyport.core.mfa.MfaDevices;
import io.sallyport.core.mfa.RecoveryCodes;
import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.webhook.Webhooks;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** @param stamp as the transaction found it */
record JdbiAccount(Scope scope, RootUser root, Optional<AccountAlias> alias, String stamp, JdbiUsers users)
        implements Account {

    private record Row(
            String email,
            Instant createdAt,
            @Nullable String alias,
            String stamp,
            @Nullable Instant passwordLastUsed) {}

    private static final HotStatement<Row> ROW = HotStatement.query(
            """
            SELECT root_email, created_at, alias, policy_stamp, root_password_last_used
            FROM account WHERE account_id = ?""",
            row -> new Row(
                    row.getString(1),
                    Instant.ofEpochMilli(row.getLong(2)),
                    row.getString(3),
                    row.getString(4),
                    Scope.instantOrNull(row, "root_password_last_used")));

    /** @throws IamException {@code NO_SUCH_ENTITY} */
    static JdbiAccount load(Scope scope) {
        return ROW.find(scope.handle(), scope.account().value())
                .map(row -> new JdbiAccount(
                        scope,
                        new RootUser(
                                UniqueId.ofRoot(scope.account()),
                                new EmailAddress(row.email()),
                                row.createdAt(),
                                row.passwordLastUsed()),
                        alias(row.alias()),
                        row.stamp(),
                        new JdbiUsers(scope)))
                .orElseThrow(() -> new IamException(
                        Kind.NO_SUCH_ENTITY, "there is no account " + scope.account() + " in this store"));
    }

    /** @throws IamException {@code ENTITY_ALREADY_EXISTS} */
    static JdbiAccount create(Scope scope, RootUser root, Optional<AccountAlias> alias) {
        String stamp = Scope.newStamp();
        scope.policiesChanged().set(true);
        int added = scope.update("""
                        INSERT INTO account (account_id, alias, root_email, created_at, policy_stamp)
                        VALUES (:account, :alias, :email, :created, :stamp)
                        ON CONFLICT DO NOTHING""")
                .bind("alias", alias.map(AccountAlias::value).orElse(null))
                .bind("email", root.email().value())
                .bind("created", root.createdAt().toEpochMilli())
                .bind("stamp", stamp)
                .execute();
        if (added == 0) {
            throw exists("account " + scope.account());
        }
        if (!Directory.claim(scope, Directory.Kind.EMAIL, root.email().key())) {
            throw exists("an account with root e-mail " + root.email());
        }
        if (alias.isPresent()
                && !Directory.claim(scope, Directory.Kind.ALIAS, alias.get().value())) {
            throw exists("an account with alias " + alias.get());
        }
        return new JdbiAccount(scope, root, alias, stamp, new JdbiUsers(scope));
    }

    private static Optional<AccountAlias> alias(@Nullable String alias) {
        return Optional.ofNullable(alias).map(AccountAlias::new);
    }

    private static IamException exists(String what) {
        return new IamException(Kind.ENTITY_ALREADY_EXISTS, what + " already exists in this store");
    }

    @Override
    public AccountId id() {
        return scope.account();
    }

    @Override
    public Aliases aliases() {
        return new JdbiAliases(scope);
    }

    @Override
    public Groups groups() {
        return new JdbiGroups(scope);
    }

    @Override
    public Roles roles() {
        return new JdbiRoles(scope);
    }

    @Override
    public InstanceProfiles instanceProfiles() {
        return new JdbiInstanceProfiles(scope);
    }

    @Override
    public Policies policies() {
        return new JdbiPolicies(scope);
    }

    @Override
    public Boundaries boundaries() {
        return new JdbiBoundaries(scope);
    }

    @Override
    public CustomerPolicies customerPolicies() {
        return new JdbiCustomerPolicies(scope);
    }

    @Override
    public Tags tags() {
        return new JdbiTags(scope);
    }

    @Override
    public Holdings holdings() {
        return new JdbiHoldings(scope);
    }

    @Override
    public AccountSettings settings() {
        return new JdbiAccountSettings(scope);
    }

    @Override
    public Optional<String> policyStamp() {
        return scope.policiesChanged().get() ? Optional.empty() : Optional.of(stamp);
    }

    @Override
    public LoginProfiles loginProfiles() {
        return new JdbiLoginProfiles(scope);
    }

    @Override
    public PasswordPolicies passwordPolicies() {
        return new JdbiPasswordPolicies(scope);
    }

    @Override
    public AccessKeys accessKeys() {
        return new JdbiAccessKeys(scope);
    }

    @Override
    public SshPublicKeys sshPublicKeys() {
        return new JdbiSshPublicKeys(scope);
    }

    @Override
    public SigningCertificates signingCertificates() {
        return new JdbiSigningCertificates(scope);
    }

    @Override
    public ServerCertificates serverCertificates() {
        return new JdbiServerCertificates(scope);
    }

    @Override
    public ServiceCredentials serviceCredentials() {
        return new JdbiServiceCredentials(scope);
    }

    @Override
    public MfaDevices mfaDevices() {
        return new JdbiMfaDevices(scope);
    }

    @Override
    public Fobs fobs() {
        return new JdbiFobs(scope);
    }

    @Override
    public RecoveryCodes recoveryCodes() {
        return new JdbiRecoveryCodes(scope);
    }

    @Override
    public OidcProviders oidcProviders() {
        return new JdbiOidcProviders(scope);
    }

    @Override
    public OutboundKeys outboundKeys() {
        return new JdbiOutboundKeys(scope);
    }

    @Override
    public SamlProviders samlProviders() {
        return new JdbiSamlProviders(scope);
    }

    @Override
    public UsedAssertions usedAssertions() {
        return new JdbiUsedAssertions(scope);
    }

    @Override
    public Ceremonies ceremonies() {
        return new JdbiCeremonies(scope);
    }

    @Override
    public AccessCodes accessCodes() {
        return new JdbiAccessCodes(scope);
    }

    @Override
    public Webhooks webhooks() {
        return new JdbiWebhooks(scope);
    }

    @Override
    public Sessions sessions() {
        return new JdbiSessions(scope);
    }

    @Override
    public Map<String, Integer> counts() {
        return Counted.all(scope);
    }

    @Override
    public Events events() {
        return new JdbiEvents(scope);
    }

    @Override
    public CredentialReports credentialReports() {
        return new JdbiCredentialReports(scope, root);
    }

    @Override
    public AccessRecords accessRecords() {
        return new JdbiAccessRecords(scope);
    }

    @Override
    public AccessReports accessReports() {
        return new JdbiAccessReports(scope);
    }

    @Override
    public ReportedDevices reportedDevices() {
        return new JdbiReportedDevices(scope);
    }
}
