// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.Account;
import io.sallyport.core.account.Authorizer;
import io.sallyport.core.account.Caller;
import io.sallyport.core.account.Refusal;
import io.sallyport.core.account.RequestFacts;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.Group;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.PolicyName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.policy.ManagedPolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A decision never uses policies that a transaction which had returned has changed, whichever node it returned on. */
@OnBothDatabases
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DecisionsOnTwoNodesTest {
    private static final Arn ADMIN = Arn.parse("arn:aws:iam::aws:policy/AdministratorAccess");
    private static final Arn BILLING = Arn.parse("arn:aws:iam::aws:policy/job-function/Billing");
    private static final PolicyName INLINE = new PolicyName("inline");
    private static final RequestFacts FACTS = new RequestFacts("192.0.2.1", true, null, null, null);
    private static final int TOGGLES = 60;

    private final TestAccount account;
    private final SqlAccounts otherStore;
    private final User tyler;
    private final Group admins;
    private List<Node> nodes = List.of();

    DecisionsOnTwoNodesTest(TestStore store) {
        this.account = store.account();
        this.otherStore = store.anotherNode();
        this.tyler = account.addUser("tyler");
        this.admins = account.addGroup("admins");
    }

    /** A process of its own, as far as anything is kept in memory. */
    private record Node(TestAccount account, Authorizer authorizer, User user) {
        boolean allows(Account in) {
            Caller caller = new Caller(in.id(), user, null, null, Caller.Credential.LONG_TERM_KEY, null, null);
            return authorizer
                    .decide(in, caller, "iam:GetUser", user.arn(in.id()).toString(), FACTS)
                    .isAllowed();
        }

        boolean allows() {
            return account.read(this::allows);
        }
    }

    @BeforeEach
    void startNodes() {
        nodes = List.of(account, new TestAccount(otherStore, account.id())).stream()
                .map(here -> new Node(here, new Authorizer(new ManagedPolicies(), () -> TestStore.NOW), tyler))
                .toList();
    }

    @AfterEach
    void stopTheOtherNode() {
        otherStore.close();
    }

    private void requireAllowed(boolean expected, String when) {
        for (Node node : nodes) {
            assertThat(node.allows()).as(when).isEqualTo(expected);
            assertThat(node.allows()).as(when + ", asked again").isEqualTo(expected);
        }
    }

    private static String document(String effect, String condition) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"" + effect
                + "\",\"Action\":\"iam:*\",\"Resource\":\"*\",\"Condition\":{" + condition + "}}}";
    }

    private static Consumer<Account> inline(UniqueId holder, String effect, String condition) {
        String document = document(effect, condition);
        return in -> in.policies().put(holder, INLINE, document, document.length(), 2048);
    }

    @Test
    void whatOneNodeChangesBothFeelAtOnce() {
        requireAllowed(false, "nothing yet");
        change("attached to the user", in -> in.policies().attach(tyler.id(), ADMIN), true);
        change("a deny of her own", inline(tyler.id(), "Deny", ""), false);
        change("no deny any more", in -> in.policies().remove(tyler.id(), INLINE), true);
        change("detached", in -> in.policies().detach(tyler.id(), ADMIN), false);
    }

    @Test
    void groupsAreFeltAtOnce() {
        requireAllowed(false, "nothing yet");
        change("in a group that may nothing", in -> in.groups().addMember(admins, tyler), false);
        change("the group may", in -> in.policies().attach(admins.id(), ADMIN), true);
        change("the group may not", inline(admins.id(), "Deny", ""), false);
        change("the group may again", inline(admins.id(), "Allow", ""), true);
        change("out of the group", in -> in.groups().removeMember(admins, tyler), false);
    }

    @Test
    void tagsAreFeltAtOnce() {
        change("blue may", inline(tyler.id(), "Allow", "\"StringEquals\":{\"aws:PrincipalTag/team\":\"blue\"}"), false);
        change("blue", in -> in.tags().put(tyler.id(), List.of(new Tag("Team", "blue"))), true);
        change("green", in -> in.tags().put(tyler.id(), List.of(new Tag("TEAM", "green"))), false);
        change("blue again", in -> in.tags().put(tyler.id(), List.of(new Tag("team", "blue"))), true);
        change("none", in -> in.tags().remove(tyler.id(), List.of("tEAM")), false);
    }

    @Test
    void boundariesAreFeltAtOnce() {
        change("an administrator", in -> in.policies().attach(tyler.id(), ADMIN), true);
        change("bounded", in -> in.boundaries().put(tyler.id(), BILLING), false);
        change("bounded by more", in -> in.boundaries().put(tyler.id(), ADMIN), true);
        change("bounded by less", in -> in.boundaries().put(tyler.id(), BILLING), false);
        change("no longer bounded", in -> in.boundaries().remove(tyler.id()), true);
    }

    @Test
    void versionsAreFeltAtOnce() {
        CustomerPolicy policy = account.addPolicy("p", "/", document("Deny", ""));
        Arn arn = policy.arn(account.id());
        change("an administrator", in -> in.policies().attach(tyler.id(), ADMIN), true);
        change("denied by the first version", in -> in.policies().attach(tyler.id(), arn), false);
        change("a second one, not the default", version(policy, "Allow", false), false);
        change("the second", in -> in.customerPolicies().setDefault(policy, 2), true);
        change("the first again", in -> in.customerPolicies().setDefault(policy, 1), false);
        change("a third at once", version(policy, "Allow", true), true);
        change("bounded by it", in -> in.boundaries().put(tyler.id(), arn), true);
        change("and nothing else", in -> in.policies().detach(tyler.id(), arn), true);
        change("bounded by the first version", in -> in.customerPolicies().setDefault(policy, 1), false);
        change("in a group, which is bounded no less", in -> in.groups().addMember(admins, tyler), false);
        change("bounded by the third", in -> in.customerPolicies().setDefault(policy, 3), true);
    }

    private static Consumer<Account> version(CustomerPolicy policy, String effect, boolean asDefault) {
        return in -> in.customerPolicies().addVersion(policy, document(effect, ""), asDefault, TestStore.NOW);
    }

    /** In turns on either node. */
    private void change(String what, Consumer<Account> work, boolean allowed) {
        Node here = nodes.get(0);
        nodes = List.of(nodes.get(1), here);
        here.account().change(work);
        requireAllowed(allowed, what);
    }

    @Test
    void aTransactionSeesItsOwnChangesAndNobodyTheOnesItTookBack() {
        requireAllowed(false, "nothing yet");
        Node here = nodes.get(0);
        assertThatThrownBy(() -> here.account().change(in -> {
                    assertThat(here.allows(in)).isFalse();
                    in.policies().attach(tyler.id(), ADMIN);
                    assertThat(here.allows(in)).isTrue();
                    throw new IllegalStateException("taken back");
                }))
                .hasMessage("taken back");
        requireAllowed(false, "rolled back");
        assertThatThrownBy(() -> here.account().change(in -> {
                    in.policies().attach(tyler.id(), ADMIN);
                    assertThat(here.allows(in)).isTrue();
                    throw new Refusal(new IamException(Kind.ACCESS_DENIED, "refused"));
                }))
                .hasMessage("refused");
        requireAllowed(true, "a refusal keeps what was done");
    }

    @Test
    void nobodyDecidesByWhatWasBeforeHoweverManyAskMeanwhile() throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> asking = new ArrayList<>();
        for (Node node : nodes) {
            asking.add(new Thread(() -> {
                while (!over.get()) {
                    node.allows();
                }
            }));
            // Those who write fill the cache too, from within transactions that see more than readers do.
            asking.add(new Thread(() -> {
                while (!over.get()) {
                    node.account().write(node::allows);
                }
            }));
        }
        asking.forEach(thread -> thread.setUncaughtExceptionHandler((dead, failure) -> failures.add(failure)));
        asking.forEach(Thread::start);
        try {
            for (int i = 0; i < TOGGLES; i++) {
                boolean allowed = i % 2 == 0;
                change("toggle " + i, inline(tyler.id(), allowed ? "Allow" : "Deny", ""), allowed);
            }
        } finally {
            over.set(true);
            for (Thread thread : asking) {
                thread.join();
            }
        }
        assertThat(failures).isEmpty();
    }
}
