// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatList;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.identity.CustomerPolicy;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.TagOwner;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.CodeDevice;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnBothDatabases
final class TagsTest {
    private static final String FULL = "The number of tags has reached the maximum limit.";

    private final TestAccount account;
    private final TestAccount otherAccount;

    TagsTest(TestStore store) {
        this.account = store.account();
        this.otherAccount = store.account();
    }

    private void put(User user, Tag... tags) {
        account.change(in -> in.tags().put(user.id(), List.of(tags)));
    }

    private List<Tag> of(User user) {
        return account.read(in -> in.tags().of(user.id()));
    }

    @Test
    void aKeyIsTakenInEveryCaseAndTheLaterTagStays() {
        User tyler = account.addUser("tyler");
        put(tyler, new Tag("Department", "Soap"), new Tag("b", ""), new Tag("A", "1"));
        put(tyler, new Tag("DEPARTMENT", "Mayhem"));
        assertThatList(of(tyler)).containsExactly(new Tag("A", "1"), new Tag("DEPARTMENT", "Mayhem"), new Tag("b", ""));
        account.change(in -> in.tags().remove(tyler.id(), List.of("department", "a", "never there")));
        assertThatList(of(tyler)).containsExactly(new Tag("b", ""));
    }

    @Test
    void keysThatDifferInCaseAreTwoForWhatIsNoUserOrRole() {
        CodeDevice app = account.addApp("phone", account.root());
        TagOwner owner = TagOwner.of(app.serial().arn(account.id()));
        account.change(in -> in.tags().put(owner, List.of(new Tag("Team", "1"), new Tag("team", "2"))));
        account.change(in -> in.tags().put(owner, List.of(new Tag("team", "3"))));
        account.change(in -> in.tags().remove(owner, List.of("TEAM")));
        assertThatList(account.read(in -> in.tags().of(owner)))
                .containsExactly(new Tag("Team", "1"), new Tag("team", "3"));
        account.change(in -> in.tags().remove(owner, List.of("Team")));
        assertThatList(account.read(in -> in.tags().of(owner))).containsExactly(new Tag("team", "3"));
    }

    @Test
    void aPolicysKeysMindCase() {
        CustomerPolicy policy = account.addPolicy("p", "/", "{}");
        account.change(in -> {
            in.tags().put(policy.id(), List.of(new Tag("a", "1"), new Tag("A", "2")));
            in.tags().put(policy.id(), List.of(new Tag("a", "3")));
            assertThatList(in.tags().of(policy.id())).containsExactly(new Tag("A", "2"), new Tag("a", "3"));
            in.tags().remove(policy.id(), List.of("a"));
            assertThatList(in.tags().of(policy.id())).containsExactly(new Tag("A", "2"));
        });
    }

    @Test
    void keysAndValuesKeepEveryLetterThereIs() {
        User tyler = account.addUser("tyler");
        Tag[] tags = {
            new Tag("Größe / @home+1=2", "Ünï_cödé: -.:/=+@"),
            new Tag("チーム", "青"),
            new Tag("𝒳".repeat(128), "𝒴".repeat(256))
        };
        put(tyler, tags);
        assertThatList(of(tyler)).containsExactlyInAnyOrder(tags);
        account.change(in -> in.tags().remove(tyler.id(), List.of("GRÖSSE", "GRÖßE / @HOME+1=2")));
        assertThatList(of(tyler)).hasSize(2);
    }

    @Test
    void aResourceHasFiftyTagsAtMostAlsoUnderConcurrency() throws InterruptedException {
        User tyler = account.addUser("tyler");
        account.change(in -> in.tags()
                .put(
                        tyler.id(),
                        IntStream.range(0, 45)
                                .mapToObj(i -> new Tag("tag" + i, ""))
                                .toList()));
        List<Object> results = Together.run(16, number -> {
            put(tyler, new Tag("late" + number, ""));
            return number;
        });
        assertThat(results).filteredOn(Integer.class::isInstance).hasSize(5);
        assertThat(results)
                .filteredOn(IamException.class::isInstance)
                .hasSize(11)
                .allMatch(refused -> ((IamException) refused).explanation().equals(FULL));
        Refused.with(Kind.LIMIT_EXCEEDED, FULL, () -> put(tyler, new Tag("TAG1", "new"), new Tag("more", "")));
        assertThatList(of(tyler)).hasSize(50).contains(new Tag("tag1", ""));
        put(tyler, new Tag("TAG1", "new"));
        assertThatList(of(tyler)).hasSize(50).contains(new Tag("TAG1", "new"));
    }

    @Test
    void tagsGoWithTheirUserAndAreNobodyElses() {
        User tyler = account.addUser("tyler");
        User marla = account.addUser("marla");
        put(tyler, new Tag("team", "blue"));
        assertThatList(of(marla)).isEmpty();
        assertThatList(otherAccount.read(in -> in.tags().of(tyler.id()))).isEmpty();
        account.change(in -> in.users().remove(tyler));
        assertThatList(of(tyler)).isEmpty();
        Refused.with(
                Kind.NO_SUCH_ENTITY,
                "The user with id " + tyler.id() + " cannot be found.",
                () -> put(tyler, new Tag("team", "blue")));
    }

    @Test
    void whatIsNoTagIsRefused() {
        for (String key : List.of("", "a".repeat(129), "semi;colon", "tab\t", "aws:owned", "AWS:owned")) {
            assertRefused(key, "");
        }
        assertRefused("key", "a".repeat(257));
        assertRefused("key", "star*");
        Refused.with(
                Kind.INVALID_INPUT,
                "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
                () -> Tag.requireDistinct(List.of(new Tag("a", "1"), new Tag("b", "1"), new Tag("A", "2"))));
        Tag.requireDistinct(List.of(new Tag("a", "1"), new Tag("b", "1")));
    }

    private static void assertRefused(String key, String value) {
        try {
            Tag tag = new Tag(key, value);
            throw new AssertionError("accepted " + tag);
        } catch (IamException refused) {
            assertThat(refused.kind()).isEqualTo(Kind.INVALID_INPUT);
        }
    }
}
