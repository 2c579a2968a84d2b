// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.identity.CustomerPolicies;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.CustomerPolicyVersion;
import io.sallyport.core.identity.HeldPolicy;
import io.sallyport.core.identity.PolicyHolder;
import io.sallyport.core.identity.PolicyUsage;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId.Prefix;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class CustomerPoliciesTest {
    private static final PageRequest ALL = PageRequest.of(null, null);
    private static final String ATTACHED = "Cannot delete a policy attached to entities.";

    private final TestAccount account;
    private final User tyler;

    CustomerPoliciesTest(TestStore store) {
        this.account = store.account();
        this.tyler = account.addUser("tyler");
    }

    private Arn arn(CustomerPolicy policy) {
        return policy.arn(account.id());
    }

    private CustomerPolicyVersion addVersion(CustomerPolicy policy, String document, boolean asDefault) {
        return account.write(in -> in.customerPolicies().addVersion(policy, document, asDefault, TestStore.NOW));
    }

    private List<Integer> numbers(CustomerPolicy policy) {
        return account.read(in -> in.customerPolicies().versions(policy, ALL)).items().stream()
                .map(CustomerPolicyVersion::number)
                .toList();
    }

    @Test
    void aPolicyComesBackAsItWas() {
        CustomerPolicy policy = account.addPolicy("Soap", "/team/", "{ \"a\" : 1 }");

        account.change(in -> {
            assertThat(in.customerPolicies().find(arn(policy))).contains(policy);
            assertThat(in.customerPolicies().document(policy, 1)).contains("{ \"a\" : 1 }");
            assertThat(in.customerPolicies().version(policy, 1))
                    .contains(new CustomerPolicyVersion(1, true, policy.createdAt()));
            assertThat(in.customerPolicies().version(policy, 2)).isEmpty();
            assertThat(in.customerPolicies().find(account.id().iam("policy/Soap")))
                    .as("the path belongs to the ARN")
                    .isEmpty();
        });
    }

    @Test
    void aNameIsTakenInEveryCaseAndPath() {
        account.addPolicy("Soap", "/", "{}");
        Refused.with(
                Kind.ENTITY_ALREADY_EXISTS,
                "A policy called sOAP already exists. Duplicate names are not allowed.",
                () -> account.addPolicy("sOAP", "/team/", "{}"));
    }

    @Test
    void policiesAreListedByNameWithinAPath() {
        CustomerPolicy c = account.addPolicy("c", "/team/", "{}");
        CustomerPolicy b = account.addPolicy("B", "/", "{}");
        CustomerPolicy a = account.addPolicy("a", "/team/one/", "{}");

        account.change(in -> {
            assertThat(in.customerPolicies().list("/")).containsExactly(a, b, c);
            assertThat(in.customerPolicies().list("/team/")).containsExactly(a, c);
        });
    }

    @Test
    void theQuotaOfPoliciesHoldsUnderConcurrency() throws InterruptedException {
        account.change(in -> IntStream.range(0, CustomerPolicies.QUOTA - 3)
                .forEach(i -> in.customerPolicies().add(account.policy("p" + i, "/"), "{}")));
        List<Object> results = Together.run(8, number -> account.addPolicy("late" + number, "/", "{}"));

        assertThat(results).filteredOn(CustomerPolicy.class::isInstance).hasSize(3);
        Refused.with(
                Kind.LIMIT_EXCEEDED,
                "Cannot exceed quota for PoliciesPerAccount: 1500",
                () -> account.addPolicy("one-too-many", "/", "{}"));
    }

    @Test
    void numbersOfVersionsAreNeverGivenAgain() {
        CustomerPolicy policy = account.addPolicy("p", "/", "{}");
        assertThat(addVersion(policy, "{\"v\":2}", false))
                .isEqualTo(new CustomerPolicyVersion(2, false, TestStore.NOW));
        assertThat(account.<Boolean>write(in -> in.customerPolicies().removeVersion(policy, 2)))
                .isTrue();
        assertThat(account.<Boolean>write(in -> in.customerPolicies().removeVersion(policy, 2)))
                .isFalse();
        assertThat(addVersion(policy, "{\"v\":3}", true).number()).isEqualTo(3);
        assertThat(numbers(policy)).containsExactly(3, 1);
    }

    @Test
    void fiveVersionsAtATimeAlsoUnderConcurrency() throws InterruptedException {
        CustomerPolicy policy = account.addPolicy("p", "/", "{}");
        List<Object> results = Together.run(12, number -> addVersion(policy, "{}", number % 2 == 0));

        assertThat(results).filteredOn(CustomerPolicyVersion.class::isInstance).hasSize(4);
        assertThat(results)
                .filteredOn(IamException.class::isInstance)
                .hasSize(8)
                .allMatch(refusal -> ((IamException) refusal)
                        .explanation()
                        .equals("A managed policy can have up to 5 versions. Before you create a new version, you must"
                                + " delete an existing version."));
        assertThat(numbers(policy)).containsExactly(5, 4, 3, 2, 1);
        Page<CustomerPolicyVersion> first =
                account.read(in -> in.customerPolicies().versions(policy, PageRequest.of(3, null)));
        Page<CustomerPolicyVersion> second =
                account.read(in -> in.customerPolicies().versions(policy, PageRequest.of(3, first.marker())));
        assertThat(first.items()).extracting(CustomerPolicyVersion::number).containsExactly(5, 4, 3);
        assertThat(second.items()).extracting(CustomerPolicyVersion::number).containsExactly(2, 1);
    }

    @Test
    void oneVersionIsTheDefaultHoweverManyAreMadeItAtOnce() throws InterruptedException {
        CustomerPolicy policy = account.addPolicy("p", "/", "{}");
        IntStream.range(0, 4).forEach(i -> addVersion(policy, "{}", false));
        Together.run(10, number -> account.write(in -> in.customerPolicies().setDefault(policy, 1 + number % 5)));
        // Whichever it is now, it cannot be deleted; all others can.
        Together.run(5, number -> account.write(in -> in.customerPolicies().removeVersion(policy, 1 + number)));

        assertThat(account.read(in -> in.customerPolicies().versions(policy, ALL))
                        .items())
                .singleElement()
                .matches(CustomerPolicyVersion::isDefault);
    }

    @Test
    void theDefaultVersionIsWhatTheHoldersHold() {
        CustomerPolicy policy = account.addPolicy("p", "/", "{\"v\":1}");
        account.change(in -> {
            in.policies().attach(tyler.id(), arn(policy));
            in.boundaries().put(tyler.id(), arn(policy));
        });
        addVersion(policy, "{\"v\":2}", false);
        requireHeld(policy, "{\"v\":1}");
        account.change(in -> in.customerPolicies().setDefault(policy, 2));
        requireHeld(policy, "{\"v\":2}");
        addVersion(policy, "{\"v\":3}", true);
        requireHeld(policy, "{\"v\":3}");
        assertThat(account.<Boolean>write(in -> in.customerPolicies().setDefault(policy, 9)))
                .isFalse();
        requireHeld(policy, "{\"v\":3}");
        Refused.with(
                Kind.DELETE_CONFLICT,
                "Cannot delete the default version of a policy.",
                () -> account.change(in -> in.customerPolicies().removeVersion(policy, 3)));
    }

    private void requireHeld(CustomerPolicy policy, String document) {
        HeldPolicy held = new HeldPolicy(tyler.id(), false, arn(policy).toString(), document);
        account.change(in -> {
            assertThat(in.policies().applyingTo(tyler.id())).containsExactly(held);
            assertThat(in.boundaries().applyingTo(tyler.id())).contains(held);
        });
    }

    @Test
    void aNewVersionIsTheNewestUpdate() {
        CustomerPolicy policy = account.addPolicy("p", "/", "{}");
        Instant later = TestStore.NOW.plusSeconds(60);
        account.change(in -> in.customerPolicies().addVersion(policy, "{}", false, later));

        CustomerPolicy found =
                account.read(in -> in.customerPolicies().find(arn(policy))).orElseThrow();
        assertThat(found.updatedAt()).isEqualTo(later);
        assertThat(found.createdAt()).isEqualTo(TestStore.NOW);
    }

    @Test
    void aPolicyGoesWhenNobodyUsesItAndOneVersionIsLeftWithItsTags() {
        CustomerPolicy policy = account.addPolicy("p", "/", "{}");
        account.change(in -> {
            in.policies().attach(tyler.id(), arn(policy));
            in.boundaries().put(tyler.id(), arn(policy));
            in.tags().put(policy.id(), List.of(new Tag("a", "1"), new Tag("A", "2")));
        });
        addVersion(policy, "{}", false);
        Refused.with(Kind.DELETE_CONFLICT, ATTACHED, () -> remove(policy));
        account.change(in -> in.policies().detach(tyler.id(), arn(policy)));
        Refused.with(Kind.DELETE_CONFLICT, ATTACHED, () -> remove(policy));
        account.change(in -> in.boundaries().remove(tyler.id()));
        Refused.with(
                Kind.DELETE_CONFLICT,
                "This policy has more than one version. Before you delete a policy, you must delete the policy's"
                        + " versions. The default version is deleted with the policy.",
                () -> remove(policy));
        account.change(in -> in.customerPolicies().removeVersion(policy, 2));
        remove(policy);

        account.change(in -> {
            assertThat(in.customerPolicies().find(arn(policy))).isEmpty();
            assertThat(in.tags().of(policy.id())).isEmpty();
        });
        Refused.with(
                Kind.NO_SUCH_ENTITY, "The policy with id " + policy.id() + " cannot be found.", () -> remove(policy));
    }

    private void remove(CustomerPolicy policy) {
        account.change(in -> in.customerPolicies().remove(policy));
    }

    @Test
    void nobodyIsLeftHoldingAPolicyThatIsDeletedMeanwhile() throws InterruptedException {
        for (int round = 0; round < 10; round++) {
            CustomerPolicy policy = account.addPolicy("p" + round, "/", "{}");
            List<Object> results = Together.run(
                    3,
                    number -> account.write(in -> {
                        switch (number) {
                            case 0 -> in.policies().attach(tyler.id(), arn(policy));
                            case 1 -> in.boundaries().put(tyler.id(), arn(policy));
                            default -> in.customerPolicies().remove(policy);
                        }
                        return true;
                    }));
            boolean there =
                    account.read(in -> in.customerPolicies().find(arn(policy))).isPresent();
            assertThat(results.get(0).equals(true) || results.get(1).equals(true))
                    .isEqualTo(there);
            assertThat(results.get(2).equals(true)).isNotEqualTo(there);
            account.change(in -> {
                in.policies().detach(tyler.id(), arn(policy));
                in.boundaries().remove(tyler.id());
            });
        }
    }

    @Test
    void whatIsNoPolicyOfTheAccountIsNotAttached() {
        Arn missing = account.id().iam("policy/missing");
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "Policy " + missing + " does not exist or is not attachable.",
                () -> account.change(in -> in.policies().attach(tyler.id(), missing)));
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "Scope ARN: " + missing + " does not exist or is not attachable.",
                () -> account.change(in -> in.boundaries().put(tyler.id(), missing)));
    }

    @Test
    void usesAreCountedAndTheirHoldersToldByKindOfUse() {
        CustomerPolicy policy = account.addPolicy("p", "/", "{}");
        User marla = account.addUser("marla");
        account.change(in -> {
            in.policies().attach(tyler.id(), arn(policy));
            in.boundaries().put(tyler.id(), arn(policy));
            in.boundaries().put(marla.id(), arn(policy));
        });

        account.change(in -> {
            assertThat(in.policies().attachments(arn(policy))).isEqualTo(1);
            assertThat(in.policies().attachments()).containsEntry(arn(policy), 1);
            assertThat(in.boundaries().uses(arn(policy))).isEqualTo(2);
            assertThat(in.boundaries().uses()).containsEntry(arn(policy), 2);
        });
        assertThat(holders(policy, EnumSet.of(PolicyUsage.PERMISSIONS_POLICY))).containsExactly("tyler");
        assertThat(holders(policy, EnumSet.of(PolicyUsage.PERMISSIONS_BOUNDARY)))
                .containsExactly("marla", "tyler");
        assertThat(holders(policy, EnumSet.allOf(PolicyUsage.class))).containsExactly("marla", "tyler");
        assertThat(holders(policy, Set.of())).isEmpty();
    }

    private List<String> holders(CustomerPolicy policy, Set<PolicyUsage> usages) {
        return account.read(in -> in.policies().holders(arn(policy), usages, EnumSet.of(Prefix.AIDA), "/", ALL))
                .map(PolicyHolder::name)
                .items();
    }
}
