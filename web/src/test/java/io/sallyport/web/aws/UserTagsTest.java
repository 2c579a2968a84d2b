// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.ListUserTagsResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

class UserTagsTest extends ServedAccount {
    private static final String DUPLICATE = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";

    @BeforeEach
    void addTyler() {
        iam.createUser(in -> in.userName("tyler"));
    }

    static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private void tagTyler(Tag... tags) {
        iam.tagUser(in -> in.userName("tyler").tags(tags));
    }

    private List<Tag> tylers() {
        return iam.listUserTags(in -> in.userName("tyler")).tags();
    }

    @Test
    void createUserTakesTagsAndShowsThem() {
        User marla = iam.createUser(in -> in.userName("marla").tags(tag("team", "blue"), tag("Cost Center", "")))
                .user();
        assertThat(marla.tags()).containsExactly(tag("team", "blue"), tag("Cost Center", ""));
        assertThat(iam.getUser(in -> in.userName("marla")).user().tags())
                .containsExactly(tag("Cost Center", ""), tag("team", "blue"));
        assertThat(iam.listUsers().users()).allMatch(user -> user.tags().isEmpty());
    }

    @Test
    void tagsAreListedByKeyCapitalLettersFirst() {
        tagTyler(tag("like-a", "glove"), tag("Stan", "the caddy"), tag("b", ""));
        assertThat(tylers()).containsExactly(tag("Stan", "the caddy"), tag("b", ""), tag("like-a", "glove"));
        assertThat(iam.getUser(in -> in.userName("tyler")).user().tags()).isEqualTo(tylers());
    }

    @Test
    void aUserWithoutTagsHasNoSuchMemberAndAnEmptyList() {
        assertThat(iam.getUser(in -> in.userName("tyler")).user().hasTags()).isFalse();
        assertThat(iam.createUser(in -> in.userName("marla")).user().hasTags()).isFalse();
        assertThat(iam.listUserTags(in -> in.userName("tyler")).hasTags()).isTrue();
    }

    @Test
    void tagUserReplacesATagWhateverTheCaseOfItsKey() {
        tagTyler(tag("Department", "soap"));
        tagTyler(tag("department", "mayhem"), tag("a", "1"));
        assertThat(tylers()).containsExactly(tag("a", "1"), tag("department", "mayhem"));
        iam.untagUser(in -> in.userName("tyler").tagKeys("DEPARTMENT", "never there"));
        assertThat(tylers()).containsExactly(tag("a", "1"));
        assertThat(iam.getUser(in -> in.userName("tyler")).user().tags()).containsExactly(tag("a", "1"));
    }

    @Test
    void oneKeyTwiceIsRefusedAndNothingIsDone() {
        Refusals.assertRefused(() -> tagTyler(tag("a", "1"), tag("A", "2")), 400, "InvalidInput", DUPLICATE);
        assertThat(tylers()).isEmpty();
        Refusals.assertRefused(
                () -> iam.createUser(in -> in.userName("marla").tags(tag("a", "1"), tag("A", "2"))),
                400,
                "InvalidInput",
                DUPLICATE);
        Refusals.assertRefused(() -> iam.getUser(in -> in.userName("marla")), 404, "NoSuchEntity");
    }

    @Test
    void nobodysTagsAreMissedByTheName() {
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> iam.tagUser(in -> in.userName("nobody").tags(tag("a", ""))),
                () -> iam.untagUser(in -> in.userName("nobody").tagKeys("a")),
                () -> iam.listUserTags(in -> in.userName("nobody")))) {
            Refusals.assertRefused(call, 404, "NoSuchEntity", "The user with name nobody cannot be found.");
        }
    }

    @Test
    void theFiftyFirstTagIsRefused() {
        Tag[] fifty = IntStream.range(0, 50).mapToObj(i -> tag("tag" + i, "")).toArray(Tag[]::new);
        tagTyler(fifty);
        Refusals.assertRefused(
                () -> tagTyler(tag("more", "")),
                409,
                "LimitExceeded",
                "The number of tags has reached the maximum limit.");
        tagTyler(tag("TAG0", "new"));
        assertThat(tylers()).hasSize(50).contains(tag("TAG0", "new"));
        List<Tag> tooMany = new ArrayList<>(List.of(fifty));
        tooMany.add(tag("more", ""));
        Refusals.assertRefused(
                () -> iam.tagUser(in -> in.userName("tyler").tags(tooMany)),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50");
    }

    @Test
    void whatAwsDoesNotTakeForATagIsRefusedInItsWords() {
        Refusals.assertRefused(
                () -> tagTyler(tag("semi;colon", "")),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+");
        Refusals.assertRefused(
                () -> tagTyler(tag("a", "b".repeat(257))),
                400,
                "ValidationError",
                "1 validation error detected: Value at 'tags.1.member.value' failed to satisfy constraint: Member must have length less than or equal to 256");
        Refusals.assertRefused(() -> tagTyler(tag("aws:owned", "")), 400, "InvalidInput");
        Refusals.assertRefused(
                () -> iam.tagUser(in -> in.userName("nobody").tags(tag("a", ""))),
                404,
                "NoSuchEntity",
                "The user with name nobody cannot be found.");
    }

    @Test
    void tagsComeInPages() {
        tagTyler(
                tag("ünïcode key", ""),
                tag("b", ""),
                tag("A", ""),
                tag("x".repeat(128), ""),
                tag("𝒳".repeat(128), ""));
        Function<@Nullable String, ListUserTagsResponse> page = marker ->
                iam.listUserTags(in -> in.userName("tyler").maxItems(2).marker(marker));
        List<Integer> sizes = new ArrayList<>();
        List<Tag> seen = new ArrayList<>();
        String marker = null;
        do {
            ListUserTagsResponse answer = page.apply(marker);
            sizes.add(answer.tags().size());
            seen.addAll(answer.tags());
            assertThat(answer.isTruncated()).isEqualTo(answer.marker() != null);
            marker = answer.marker();
        } while (marker != null);
        assertThat(sizes).containsExactly(2, 2, 1);
        assertThat(seen).isEqualTo(tylers()).hasSize(5);
    }

    @Test
    void tagsDoNotKeepAUserFromGoing() {
        tagTyler(tag("team", "blue"));
        iam.deleteUser(in -> in.userName("tyler"));
        iam.createUser(in -> in.userName("tyler"));
        assertThat(tylers()).isEmpty();
    }
}
