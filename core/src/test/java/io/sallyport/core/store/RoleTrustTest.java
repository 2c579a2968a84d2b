// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Asker;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.Callers;
import io.sallyport.core.account.FederationTokens;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.account.RoleSessions;
import io.sallyport.core.account.RoleTrust;
import io.sallyport.core.account.SessionRequest;
import io.sallyport.core.account.TrustedPrincipals;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.credential.SessionStatement;
import io.sallyport.core.credential.SessionTokens;
import io.sallyport.core.identity.Policies;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.policy.ManagedPolicies;
import io.sallyport.core.policy.Principal;
import io.sallyport.core.policy.RequestContext;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may become a role, and what the session is given that opens then. */
@OnBothDatabases
final class RoleTrustTest {
    private static final RequestFacts FACTS = new RequestFacts("192.0.2.1", true, null, null, null);
    private static final SessionRequest PLAIN = SessionRequest.named("session");
    private static final String SAML = "sts:AssumeRoleWithSAML";
    private static final String EVERYTHING = """
            {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}""";

    private final TestAccount account;
    private final TestAccount other;
    private final ManagedPolicies managed = new ManagedPolicies();
    private final Authorizer authorizer = new Authorizer(managed, () -> TestStore.NOW);
    private final RoleTrust trust = new RoleTrust(authorizer, () -> TestStore.NOW);

    @TempDir
    private Path directory;

    private SessionTokens tokens;
    private RoleSessions sessions;

    RoleTrustTest(TestStore store) {
        this.account = store.account();
        this.other = store.account();
    }

    @BeforeEach
    void makeKeys() throws IOException {
        KeySet.create(directory.resolve("keys"));
        tokens = new SessionTokens(
                KeySet.load(directory.resolve("keys")).tokens(), new SecureRandom(), () -> TestStore.NOW);
        sessions = new RoleSessions(tokens, managed);
    }

    private Role role(String principal, String actions, String condition) {
        Role role = account.addRole("r");
        String policy = """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": %s, "Action": %s,
                 "Condition": {%s}}}""".formatted(principal, actions, condition);
        account.change(in -> in.roles().trust(role.id(), TrustedPrincipals.bind(in, policy)));
        return role;
    }

    private static RequestContext keys(Map<String, String> keys) {
        RequestContext.Builder context = RequestContext.builder();
        keys.forEach(context::put);
        return context.build();
    }

    private Role become(Role role, Asker asker, String action, SessionRequest wanted) {
        return account.read(in -> trust.require(in, role.arn(in.id()), asker, action, wanted, keys(Map.of())));
    }

    private void refuses(Role role, Asker asker, String action, SessionRequest wanted, String refused) {
        IamException refusal = catchThrowableOfType(IamException.class, () -> become(role, asker, action, wanted));
        assertThat(refusal).isNotNull();
        assertThat(refusal.kind()).isEqualTo(Kind.ACCESS_DENIED);
        assertThat(refusal).hasMessage("Not authorized to perform " + refused);
    }

    @Test
    void aServiceBecomesTheRoleThatTrustsIt() {
        Role role = role("{\"Service\": \"ec2.amazonaws.com\"}", "\"sts:AssumeRole\"", "");
        Asker ec2 = trust.outsider(Principal.service("ec2.amazonaws.com"), keys(Map.of()), FACTS);
        Asker lambda = trust.outsider(Principal.service("lambda.amazonaws.com"), keys(Map.of()), FACTS);

        assertThat(become(role, ec2, "sts:AssumeRole", PLAIN).id()).isEqualTo(role.id());
        refuses(role, lambda, "sts:AssumeRole", PLAIN, "sts:AssumeRole");
        refuses(role, ec2, SAML, PLAIN, SAML);
        refuses(account.role("none"), ec2, "sts:AssumeRole", PLAIN, "sts:AssumeRole");
    }

    @Test
    void whomAProviderVouchesForBecomesTheRoleByWhatItSaysOfHer() {
        String provider = account.id().iam("saml-provider/idp").toString();
        Role role = role(
                "{\"Federated\": \"" + provider + "\"}",
                "[\"" + SAML + "\", \"sts:TagSession\"]",
                "\"StringEquals\": {\"saml:aud\": \"https://signin.aws.amazon.com/saml\"}");
        Asker right = trust.outsider(
                Principal.federated(provider), keys(Map.of("saml:aud", "https://signin.aws.amazon.com/saml")), FACTS);
        Asker wrong = trust.outsider(
                Principal.federated(provider), keys(Map.of("saml:aud", "https://elsewhere.example")), FACTS);

        assertThat(become(role, right, SAML, PLAIN).id()).isEqualTo(role.id());
        refuses(role, wrong, SAML, PLAIN, SAML);
        SessionRequest tagged = PLAIN.tagged(List.of(new Tag("team", "blue")), Set.of("TEAM"));
        assertThat(become(role, right, SAML, tagged).id()).isEqualTo(role.id());
        refuses(role, right, SAML, tagged.identifiedAs("tyler"), "sts:SetSourceIdentity");
    }

    @Test
    void theSessionIsGivenWhatWasAskedForAndBelongsToTheRole() {
        Role role = role("\"*\"", "\"sts:*\"", "");
        SessionRequest wanted = PLAIN.tagged(List.of(new Tag("Team", "blue")), Set.of("team"))
                .identifiedAs("tyler")
                .vouchedFor(Map.of("saml:aud", "https://signin.aws.amazon.com/saml"))
                .narrowedBy(EVERYTHING, List.of("arn:aws:iam::aws:policy/ReadOnlyAccess"));
        RoleSessions.Opened opened = account.read(in -> sessions.open(in, role, wanted));

        SessionStatement read = tokens.read(opened.issued().token()).orElseThrow();
        assertThat(read.owner()).isEqualTo(role.id());
        assertThat(read.account()).isEqualTo(account.id());
        assertThat(read.grant()).isEqualTo(opened.issued().statement().grant());
        SessionGrant grant = Objects.requireNonNull(read.grant());
        assertThat(grant.transitiveTagKeys()).containsExactly("Team");
        assertThat(grant.sourceIdentity()).isEqualTo("tyler");
        assertThat(grant.keys()).containsOnlyKeys("saml:aud");
        assertThat(opened.userId()).isEqualTo(role.id() + ":session");
        assertThat(opened.packedSize()).isBetween(1, 100);
    }

    @Test
    void whoVouchesForAFederatedUserLimitsHerAndSoDoesTheSessionsPolicy() {
        User tyler = account.addUser("tyler");
        String s3 = EVERYTHING.replace("\"Action\": \"*\"", "\"Action\": \"s3:*\"");
        account.change(in -> put(in, tyler, s3));
        FederationTokens federation = new FederationTokens(tokens, managed);
        Caller user = new Caller(account.id(), tyler, null, null, Caller.Credential.LONG_TERM_KEY, null, null);
        Caller root = new Caller(account.id(), null, null, null, Caller.Credential.LONG_TERM_KEY, null, null);
        SessionRequest everything = SessionRequest.named("visitor").narrowedBy(EVERYTHING, List.of());
        SessionRequest nothing = SessionRequest.named("visitor");

        assertThat(allows(federation, user, everything, "s3:GetObject")).isTrue();
        assertThat(allows(federation, user, everything, "ec2:StartInstances")).isFalse();
        assertThat(allows(federation, user, nothing, "s3:GetObject")).isFalse();
        assertThat(allows(federation, root, everything, "ec2:StartInstances")).isTrue();
        assertThat(allows(federation, root, nothing, "ec2:StartInstances")).isFalse();
        assertThat(allows(
                        federation,
                        root,
                        nothing.narrowedBy(null, List.of("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")),
                        "ec2:StartInstances"))
                .isFalse();
    }

    private static void put(Account in, User user, String policy) {
        in.policies().put(user.id(), new PolicyName("p"), policy, policy.length(), Policies.INLINE_CHARACTERS_PER_USER);
    }

    private boolean allows(FederationTokens federation, Caller voucher, SessionRequest wanted, String action) {
        return account.read(in -> {
            String token = federation.open(in, voucher, wanted).issued().token();
            Caller visitor = Callers.of(in, tokens.read(token).orElseThrow()).orElseThrow();
            return authorizer.decide(in, visitor, action, "*", FACTS).isAllowed();
        });
    }

    @Test
    void whoAsksIsReadInHerAccountAndTheRoleInItsOwn() {
        User tyler = other.addUser("tyler");
        Role role = role("{\"AWS\": \"" + other.id() + "\"}", "\"sts:AssumeRole\"", "");
        Caller caller = new Caller(other.id(), tyler, null, null, Caller.Credential.LONG_TERM_KEY, null, null);
        Asker without = other.read(in -> trust.asker(in, caller, FACTS, null));
        other.change(in -> put(in, tyler, EVERYTHING));
        Asker with = other.read(in -> trust.asker(in, caller, FACTS, null));

        assertThatThrownBy(() -> become(role, without, "sts:AssumeRole", PLAIN))
                .hasMessage("User: " + tyler.arn(other.id()) + " is not authorized to perform: sts:AssumeRole on"
                        + " resource: " + role.arn(account.id()));
        assertThat(become(role, with, "sts:AssumeRole", PLAIN).id()).isEqualTo(role.id());
    }
}
