// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.credential.SessionGrant;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.core.policy.RequestContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The keys of every kind of caller, named as in "AWS global condition context keys", with nothing beside them. */
class CallerContextTest {
    private static final AccountId ACCOUNT = new AccountId("051826736434");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant EARLIER = Instant.parse("2026-03-01T11:58:00Z");
    private static final RequestFacts FULL =
            new RequestFacts("192.0.2.1", true, "aws-cli/2", "https://example.com/", "eu-west-1");
    private static final RequestFacts BARE = new RequestFacts("2001:db8::1", false, null, null, null);
    private static final User TYLER = new User(
            new UniqueId("AIDAIOSFODNN7EXAMPLE"), new UserName("Tyler"), new EntityPath("/team/"), EARLIER, null);

    private static Map<String, String> keys(Caller caller, List<Tag> tags, RequestFacts facts) {
        RequestContext.Builder builder = RequestContext.builder();
        CallerContext.put(builder, caller, tags, facts, NOW);
        RequestContext context = builder.build();
        Map<String, String> keys = new TreeMap<>();
        context.keys().forEach(key -> keys.put(key, context.single(key).orElseThrow()));
        return keys;
    }

    private static final Map<String, String> OF_EVERY_REQUEST = Map.of(
            "aws:currenttime", "2026-03-01T12:00:00Z",
            "aws:epochtime", "1772366400",
            "aws:principalaccount", "051826736434",
            "aws:principalisawsservice", "false",
            "aws:viaawsservice", "false");

    @Test
    void aUserWithALongTermKey() {
        Caller caller = Caller.ofUser(ACCOUNT, TYLER, Caller.Credential.LONG_TERM_KEY);
        assertThat(keys(caller, List.of(new Tag("Team", "Blue"), new Tag("cost center", "")), FULL))
                .containsAllEntriesOf(OF_EVERY_REQUEST)
                .containsEntry("aws:sourceip", "192.0.2.1")
                .containsEntry("aws:securetransport", "true")
                .containsEntry("aws:useragent", "aws-cli/2")
                .containsEntry("aws:referer", "https://example.com/")
                .containsEntry("aws:requestedregion", "eu-west-1")
                .containsEntry("aws:principalarn", "arn:aws:iam::051826736434:user/team/Tyler")
                .containsEntry("aws:principaltype", "User")
                .containsEntry("aws:userid", "AIDAIOSFODNN7EXAMPLE")
                .containsEntry("aws:username", "Tyler")
                .containsEntry("aws:principaltag/team", "Blue")
                .containsEntry("aws:principaltag/cost center", "")
                .hasSize(OF_EVERY_REQUEST.size() + 11);
    }

    @Test
    void rootInABrowserWithoutMfa() {
        Caller caller = Caller.ofRoot(ACCOUNT, Caller.Credential.CONSOLE).since(EARLIER, null);
        assertThat(keys(caller, List.of(), BARE))
                .containsAllEntriesOf(OF_EVERY_REQUEST)
                .containsEntry("aws:sourceip", "2001:db8::1")
                .containsEntry("aws:securetransport", "false")
                .containsEntry("aws:principalarn", "arn:aws:iam::051826736434:root")
                .containsEntry("aws:principaltype", "Account")
                .containsEntry("aws:userid", "051826736434")
                .containsEntry("aws:tokenissuetime", "2026-03-01T11:58:00Z")
                .containsEntry("aws:multifactorauthpresent", "false")
                .hasSize(OF_EVERY_REQUEST.size() + 7);
    }

    @Test
    void aSessionWithMfaTellsOfItsFactor() {
        MfaEvidence key = new MfaEvidence(
                MfaEvidence.Method.FIDO, MfaSerial.securityKey(ACCOUNT, "Tyler", "blue"), EARLIER, true);
        Caller caller =
                Caller.ofUser(ACCOUNT, TYLER, Caller.Credential.API_SESSION).since(EARLIER, key);
        assertThat(keys(caller, List.of(), BARE))
                .containsEntry("aws:multifactorauthpresent", "true")
                .containsEntry("aws:multifactorauthage", "120")
                .containsEntry("sallyport:mfamethod", "fido")
                .containsEntry("sallyport:mfaphishingresistant", "true")
                .containsEntry("sallyport:mfaattested", "true");
    }

    @Test
    void aRolesSessionIsTheRoleWithTheSessionInItsId() {
        RoleSession session = new RoleSession(
                new UniqueId("AROAIOSFODNN7EXAMPLE"),
                Arn.parse("arn:aws:iam::051826736434:role/ops/oncall"),
                SessionGrant.named("tyler"));
        Caller caller =
                Caller.ofUser(ACCOUNT, TYLER, Caller.Credential.LONG_TERM_KEY).assume(ACCOUNT, session, EARLIER);
        assertThat(caller.arn()).hasToString("arn:aws:sts::051826736434:assumed-role/oncall/tyler");
        assertThat(caller.isRoot()).isFalse();
        assertThat(keys(caller, List.of(new Tag("team", "red")), BARE))
                .containsAllEntriesOf(OF_EVERY_REQUEST)
                .containsEntry("aws:sourceip", "2001:db8::1")
                .containsEntry("aws:securetransport", "false")
                .containsEntry("aws:principalarn", "arn:aws:iam::051826736434:role/ops/oncall")
                .containsEntry("aws:principaltype", "AssumedRole")
                .containsEntry("aws:userid", "AROAIOSFODNN7EXAMPLE:tyler")
                .containsEntry("aws:principaltag/team", "red")
                .containsEntry("aws:tokenissuetime", "2026-03-01T11:58:00Z")
                .hasSize(OF_EVERY_REQUEST.size() + 7);
    }

    @Test
    void aRequestCannotPutItsOwnValueInTheCallersPlace() {
        RequestContext.Builder builder = RequestContext.builder().put("aws:SourceIp", "203.0.113.9");
        Caller caller = Caller.ofUser(ACCOUNT, TYLER, Caller.Credential.LONG_TERM_KEY);
        CallerContext.put(builder, caller, List.of(), FULL, NOW);
        assertThat(builder.build().values("aws:sourceip")).containsExactly("192.0.2.1");
    }
}
