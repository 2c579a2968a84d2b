// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.account.RoleSession;
import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.identity.InstanceProfile;
import io.sallyport.core.identity.Role;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.InstanceProfileName;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.policy.ManagedPolicies;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class RolesTest {
    private static final Arn ADMIN = Arn.parse("arn:aws:iam::aws:policy/AdministratorAccess");

    private final TestStore store;
    private final TestAccount account;

    RolesTest(TestStore store) {
        this.store = store;
        this.account = store.account();
    }

    private Optional<Role> find(String name) {
        return account.read(in -> in.roles().find(new RoleName(name)));
    }

    private Optional<InstanceProfile> profile(String name) {
        return account.read(in -> in.instanceProfiles().find(new InstanceProfileName(name)));
    }

    @Test
    void aRoleComesBackAsItWas() {
        Role role = account.addRole("Deploy");
        assertThatObject(find("dEPLOY")).isEqualTo(Optional.of(role));
        assertThatObject(account.read(in -> in.roles().find(role.id()))).isEqualTo(Optional.of(role));
        assertThat(role.description()).isNull();

        account.change(in -> {
            in.roles().describe(role.id(), "");
            in.roles().limitSessions(role.id(), Duration.ofHours(12));
            in.roles().trust(role.id(), "{}");
        });
        Role changed = find("deploy").orElseThrow();
        assertThat(changed.description()).isEmpty();
        assertThat(changed.maxSession()).isEqualTo(Duration.ofHours(12));
        assertThat(changed.trustPolicy()).isEqualTo("{}");
    }

    @Test
    void anotherAccountsRolesAndProfilesAreNotThere() {
        Role role = account.addRole("r");
        InstanceProfile web = account.addProfile("p");
        TestAccount other = store.account();
        assertThatObject(other.read(in -> in.roles().find(role.name()))).isEqualTo(Optional.empty());
        assertThatObject(other.read(in -> in.roles().find(role.id()))).isEqualTo(Optional.empty());
        assertThatObject(other.read(in -> in.instanceProfiles().find(web.name())))
                .isEqualTo(Optional.empty());
        other.change(in -> in.roles().describe(role.id(), "not theirs"));
        assertThatObject(find("r")).isEqualTo(Optional.of(role));
    }

    @Test
    void aNameIsGivenOnceHoweverManyWantIt() throws InterruptedException {
        List<Object> roles = Together.run(16, number -> account.addRole(number % 2 == 0 ? "deploy" : "DEPLOY"));
        assertThat(roles).filteredOn(Role.class::isInstance).hasSize(1);
        assertRefused(roles, Kind.ENTITY_ALREADY_EXISTS, 15);
        List<Object> profiles = Together.run(16, number -> account.addProfile(number % 2 == 0 ? "web" : "WEB"));
        assertThat(profiles).filteredOn(InstanceProfile.class::isInstance).hasSize(1);
        assertRefused(profiles, Kind.ENTITY_ALREADY_EXISTS, 15);
    }

    private static void assertRefused(List<Object> results, Kind kind, int times) {
        assertThat(results)
                .filteredOn(IamException.class::isInstance)
                .hasSize(times)
                .allMatch(refused -> ((IamException) refused).kind() == kind);
    }

    @Test
    void theQuotasHoldUnderConcurrency() throws InterruptedException {
        account.change(in -> {
            for (int i = 0; i < 990; i++) {
                in.roles().add(account.role("role-" + i));
                in.instanceProfiles().add(account.profile("profile-" + i));
            }
        });
        assertThat(Together.run(16, number -> account.addRole("late-" + number)))
                .filteredOn(Role.class::isInstance)
                .hasSize(10);
        assertThat(Together.run(16, number -> account.addProfile("late-" + number)))
                .filteredOn(InstanceProfile.class::isInstance)
                .hasSize(10);
        Refused.with(
                Kind.LIMIT_EXCEEDED,
                "Cannot exceed quota for RolesPerAccount: 1000",
                () -> account.addRole("one-too-many"));
        Refused.with(
                Kind.LIMIT_EXCEEDED,
                "Cannot exceed quota for InstanceProfilesPerAccount: 1000",
                () -> account.addProfile("one-too-many"));
    }

    @Test
    void aProfileGetsOneRoleHoweverManyWantIn() throws InterruptedException {
        InstanceProfile web = account.addProfile("web");
        List<Role> roles = List.of(account.addRole("a"), account.addRole("b"), account.addRole("c"));
        List<Object> results = Together.run(
                12,
                number -> account.write(in -> {
                    in.instanceProfiles().putRole(web, roles.get(number % 3));
                    return true;
                }));
        assertThat(results).filteredOn(Boolean.TRUE::equals).hasSize(1);
        assertRefused(results, Kind.LIMIT_EXCEEDED, 11);
        Role first = profile("web").orElseThrow().role();
        assertThat(roles).contains(first);
    }

    @Test
    void aRoleThatIsPutIntoAProfileWhileItIsDeletedIsInNoneOrStays() throws InterruptedException {
        for (int round = 0; round < 8; round++) {
            Role role = account.addRole("r" + round);
            InstanceProfile web = account.addProfile("p" + round);
            Together.run(
                    2,
                    number -> account.write(in -> {
                        if (number == 0) {
                            in.roles().remove(role);
                        } else {
                            in.instanceProfiles().putRole(web, role);
                        }
                        return true;
                    }));
            Role held = profile("p" + round).orElseThrow().role();
            assertThat(held != null).isEqualTo(find("r" + round).isPresent());
        }
    }

    @Test
    void aProfileTakesARoleAwayOnlyIfItIsItsOwn() {
        Role role = account.addRole("a");
        Role other = account.addRole("b");
        InstanceProfile web = account.addProfile("web");
        account.change(in -> in.instanceProfiles().putRole(web, role));
        assertThat(account.<Boolean>write(in -> in.instanceProfiles().takeRole(web, other)))
                .isFalse();
        assertThat(account.<Boolean>write(in -> in.instanceProfiles().takeRole(web, role)))
                .isTrue();
        assertThat(account.<Boolean>write(in -> in.instanceProfiles().takeRole(web, role)))
                .isFalse();
    }

    @Test
    void whatGoesTakesItsTagsAlong() {
        Role role = account.addRole("r");
        InstanceProfile web = account.addProfile("p");
        account.change(in -> {
            in.tags().put(role.id(), List.of(new Tag("a", "1")));
            in.tags().put(web.id(), List.of(new Tag("a", "1"), new Tag("A", "2")));
        });
        account.change(in -> {
            in.roles().remove(role);
            in.instanceProfiles().remove(web);
        });
        assertThat(account.<List<Tag>>read(in -> in.tags().of(role.id()))).isEmpty();
        assertThat(account.<List<Tag>>read(in -> in.tags().of(web.id()))).isEmpty();
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "The role with id " + role.id() + " cannot be found.",
                () -> account.change(in -> in.tags().put(role.id(), List.of(new Tag("a", "1")))));
    }

    @Test
    void aRolesPoliciesAreItsOwnAndCounted() {
        Role role = account.addRole("r");
        account.change(in -> {
            in.policies().attach(role.id(), ADMIN);
            in.policies().put(role.id(), new PolicyName("p"), "{}", 2, 10_240);
        });
        assertThat(account.<Integer>read(
                        in -> in.policies().applyingTo(role.id()).size()))
                .isEqualTo(2);
        Refused.with(
                Kind.LIMIT_EXCEEDED,
                "Maximum policy size of 10240 bytes exceeded for role r",
                () -> account.change(in -> in.policies().put(role.id(), new PolicyName("q"), "{}", 10_239, 10_240)));
    }

    @Test
    void aLinkedRoleGoesWithItsPoliciesAndIsRemembered() {
        Role role = account.addRole("r");
        account.change(in -> in.policies().attach(role.id(), ADMIN));
        account.change(in -> in.roles().removeLinked(role, "task/r/1", TestStore.NOW));
        assertThatObject(find("r")).isEqualTo(Optional.empty());
        assertThat(account.<Boolean>read(in -> in.policies().attachments().isEmpty()))
                .isTrue();
        assertThat(account.<Boolean>read(in -> in.roles().wasRemoved("task/r/1")))
                .isTrue();
        assertThat(account.<Boolean>read(in -> in.roles().wasRemoved("task/r/2")))
                .isFalse();
        assertThat(store.account().<Boolean>read(in -> in.roles().wasRemoved("task/r/1")))
                .isFalse();
    }

    @Test
    void profilesOfARoleComeInPages() {
        Role role = account.addRole("r");
        for (String name : List.of("c", "B", "a")) {
            InstanceProfile profile = account.addProfile(name);
            account.change(in -> in.instanceProfiles().putRole(profile, role));
        }
        account.addProfile("without");
        var first = account.read(in -> in.instanceProfiles().of(role.id(), PageRequest.of(2, null)));
        assertThat(first.items()).extracting(profile -> profile.name().value()).containsExactly("a", "B");
        assertThat(first.items()).allMatch(profile -> role.equals(profile.role()));
        var second = account.read(in -> in.instanceProfiles().of(role.id(), PageRequest.of(2, first.marker())));
        assertThat(second.items()).extracting(profile -> profile.name().value()).containsExactly("c");
        assertThat(second.isTruncated()).isFalse();
    }

    @Test
    void aRolesSessionIsDecidedByTheRolesPoliciesTagsAndBoundary() {
        Role role = account.addRole("r");
        Arn arn = role.arn(account.id());
        Caller session = new Caller(
                account.id(),
                null,
                new RoleSession(role.id(), arn, SessionGrant.named("tyler")),
                null,
                Caller.Credential.ROLE_SESSION,
                TestStore.NOW,
                null);
        Authorizer authorizer = new Authorizer(new ManagedPolicies(), () -> TestStore.NOW);
        Predicate<String> allows = action -> account.read(in -> authorizer
                .decide(in, session, action, arn.toString(), new RequestFacts("192.0.2.1", true, null, null, null))
                .isAllowed());
        assertThat(allows.test("iam:GetRole")).isFalse();

        account.change(in -> in.policies().put(role.id(), new PolicyName("p"), """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:*", "Resource": "*", "Condition":
                  {"StringEquals": {"aws:PrincipalTag/team": "${aws:ResourceTag/Team}", "aws:PrincipalArn": "%s"}}}}""".formatted(arn), 200, 10_240));
        assertThat(allows.test("iam:GetRole")).isFalse();
        account.change(in -> in.tags().put(role.id(), List.of(new Tag("Team", "blue"))));
        assertThat(allows.test("iam:GetRole")).isTrue();
        assertThat(allows.test("iam:DeleteRole")).isTrue();
        account.change(in -> in.boundaries().put(role.id(), Arn.parse("arn:aws:iam::aws:policy/ReadOnlyAccess")));
        assertThat(allows.test("iam:GetRole")).isTrue();
        assertThat(allows.test("iam:DeleteRole")).isFalse();
    }
}
