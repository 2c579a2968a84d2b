// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.aws.RawRequest.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * A client that makes, changes and removes users and policies of its own, one request after the other, and keeps account
 * of what it was told.
 */
final class Changer {
    static final String GROUP = "everybody";
    private static final String DOCUMENT = SamplePolicies.allow("s3:ListBucket");

    /**
     * One request.
     *
     * @param untrue what is so before it and not afterwards
     * @param so what is so afterwards
     */
    private record Change(String query, Set<String> untrue, Set<String> so) {}

    /**
     * What was so between one acknowledged change and the next.
     *
     * @param sent when the change was sent that made it so, by {@link System#nanoTime}
     * @param replaced when the next one was acknowledged
     */
    record Moment(Set<String> facts, long sent, long replaced) {}

    private final String prefix;
    private final AwsCredentials who;
    private final String account;
    private final Random random;
    private final Set<String> facts = new TreeSet<>();
    private final List<String> users = new ArrayList<>();
    private final List<String> policies = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private long sent = System.nanoTime();
    private int made;
    private @Nullable Change unanswered;

    Changer(String prefix, AwsCredentials who, String account, long seed) {
        this.prefix = prefix;
        this.who = who;
        this.account = account;
        this.random = new Random(seed);
    }

    /** Changes until the server is gone. */
    void changeUntilKilled(URI server, AtomicInteger acknowledged) {
        while (true) {
            Change next = next();
            unanswered = next;
            long began = System.nanoTime();
            try {
                Reply reply = RawRequest.send(
                        server, RawRequest.signed(who, Instant.now(), "Version=2010-05-08&Action=" + next.query()));
                if (!reply.body().endsWith("Response>")) {
                    return;
                }
                assertThat(reply.status()).as(next.query() + reply.body()).isEqualTo(200);
            } catch (IOException | StringIndexOutOfBoundsException dead) {
                return;
            }
            moments.add(new Moment(Set.copyOf(facts), sent, System.nanoTime()));
            sent = began;
            happened(next);
            acknowledged.incrementAndGet();
        }
    }

    private void happened(Change change) {
        facts.removeAll(change.untrue());
        facts.addAll(change.so());
        unanswered = null;
    }

    /** Takes what was not answered as done or not done, whichever the account shows; anything between fails. */
    void settle(Set<String> shown) {
        Change open = unanswered;
        if (open == null) {
            return;
        }
        Set<String> touched = new TreeSet<>(open.untrue());
        touched.addAll(open.so());
        touched.retainAll(shown);
        assertThat(touched).as("done or not done, and nothing between: " + open).isIn(open.untrue(), open.so());
        if (touched.equals(open.so())) {
            happened(open);
        }
        unanswered = null;
    }

    /** Everything that was acknowledged, one state after the other. Ask when it has come to its end. */
    List<Moment> moments() {
        return moments;
    }

    /** Whether a fact is of what this one made. */
    boolean made(String fact) {
        return fact.startsWith("user " + prefix + "u") || fact.startsWith("policy " + prefix + "p");
    }

    Set<String> facts() {
        return facts;
    }

    private Change next() {
        users.removeIf(user -> !facts.contains(AccountFacts.user(user)));
        policies.removeIf(policy -> facts.stream().noneMatch(fact -> fact.startsWith("policy " + policy + " ")));
        if (users.size() < 2 || (users.size() < 6 && random.nextInt(5) == 0)) {
            return newUser();
        }
        if (policies.isEmpty() || (policies.size() < 3 && random.nextInt(8) == 0)) {
            return newPolicy();
        }
        return random.nextInt(5) == 0 ? ofPolicy(pick(policies)) : ofUser(pick(users));
    }

    private String pick(List<String> names) {
        return names.get(random.nextInt(names.size()));
    }

    /** Tags always come and go in pairs of one value. */
    private Change newUser() {
        String name = prefix + "u" + made++;
        users.add(name);
        return new Change(
                "CreateUser&UserName=" + name + "&Tags.member.1.Key=a&Tags.member.1.Value=" + made
                        + "&Tags.member.2.Key=b&Tags.member.2.Value=" + made,
                Set.of(),
                Set.of(
                        AccountFacts.user(name),
                        AccountFacts.tag(name, "a", Integer.toString(made)),
                        AccountFacts.tag(name, "b", Integer.toString(made))));
    }

    private Change newPolicy() {
        String name = prefix + "p" + made++;
        policies.add(name);
        return new Change(
                "CreatePolicy&PolicyName=" + name + "&PolicyDocument=" + encoded(DOCUMENT),
                Set.of(),
                Set.of(AccountFacts.version(name, 1), AccountFacts.isDefault(name, 1)));
    }

    private Change ofUser(String user) {
        String named = "&UserName=" + user;
        switch (random.nextInt(5)) {
            case 0 -> {
                String fact = AccountFacts.member(user, GROUP);
                return toggle(
                        fact,
                        "AddUserToGroup&GroupName=" + GROUP + named,
                        "RemoveUserFromGroup&GroupName=" + GROUP + named);
            }
            case 1 -> {
                return toggle(
                        AccountFacts.inline(user, "own"),
                        "PutUserPolicy&PolicyName=own" + named + "&PolicyDocument=" + encoded(DOCUMENT),
                        "DeleteUserPolicy&PolicyName=own" + named);
            }
            case 2 -> {
                String policy = pick(policies);
                String of = named + "&PolicyArn=" + encoded(arn(policy));
                return toggle(AccountFacts.attached(user, policy), "AttachUserPolicy" + of, "DetachUserPolicy" + of);
            }
            case 3 -> {
                String value = Integer.toString(made++);
                return new Change(
                        "TagUser" + named + "&Tags.member.1.Key=a&Tags.member.1.Value=" + value
                                + "&Tags.member.2.Key=b&Tags.member.2.Value=" + value,
                        matching(AccountFacts.user(user) + " is tagged "),
                        Set.of(AccountFacts.tag(user, "a", value), AccountFacts.tag(user, "b", value)));
            }
            default -> {
                Set<String> left = matching(AccountFacts.user(user) + " ");
                left.removeIf(fact -> fact.contains(" is tagged "));
                if (!left.isEmpty()) {
                    return ofUser(user);
                }
                Set<String> gone = matching(AccountFacts.user(user) + " ");
                gone.add(AccountFacts.user(user));
                return new Change("DeleteUser" + named, gone, Set.of());
            }
        }
    }

    /** Another version that decides from now on, or the end of a policy that nobody has. */
    private Change ofPolicy(String policy) {
        Set<String> versions = matching("policy " + policy + " has version ");
        Set<String> deciding = matching("policy " + policy + " decides ");
        String named = "&PolicyArn=" + encoded(arn(policy));
        boolean held = facts.stream().anyMatch(fact -> fact.endsWith(" is attached " + policy));
        if (versions.size() == 1 && (held || random.nextBoolean()) && matchingEnd(" v1", versions)) {
            return new Change(
                    "CreatePolicyVersion&SetAsDefault=true" + named + "&PolicyDocument=" + encoded(DOCUMENT),
                    deciding,
                    Set.of(AccountFacts.version(policy, 2), AccountFacts.isDefault(policy, 2)));
        }
        if (versions.size() == 2) {
            return new Change(
                    "DeletePolicyVersion&VersionId=v1" + named, Set.of(AccountFacts.version(policy, 1)), Set.of());
        }
        if (held) {
            return newUser();
        }
        Set<String> gone = new TreeSet<>(versions);
        gone.addAll(deciding);
        return new Change("DeletePolicy" + named, gone, Set.of());
    }

    private static boolean matchingEnd(String end, Set<String> all) {
        return all.stream().allMatch(fact -> fact.endsWith(end));
    }

    private Change toggle(String fact, String make, String unmake) {
        return facts.contains(fact)
                ? new Change(unmake, Set.of(fact), Set.of())
                : new Change(make, Set.of(), Set.of(fact));
    }

    private Set<String> matching(String start) {
        Set<String> matching = new TreeSet<>(facts);
        matching.removeIf(fact -> !fact.startsWith(start));
        return matching;
    }

    private String arn(String policy) {
        return "arn:aws:iam::" + account + ":policy/" + policy;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
