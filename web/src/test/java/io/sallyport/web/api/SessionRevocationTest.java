// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.event.Event;
import io.sallyport.core.event.EventQuery;
import io.sallyport.core.identity.Role;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.web.RunningServer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionRevocationTest extends OneServer {
    private static final String ZOES_SESSIONS = "/api/v1/users/zoe/sessions";
    private static final String ROOTS_SESSIONS = "/api/v1/root/sessions";

    private static final String GONE = "NotSignedIn";

    private Client.Answer revoke(Client by, String path) {
        // A cut is by the millisecond.
        server.advance(Duration.ofMillis(1));
        return by.delete(path);
    }

    private static void assertOver(Client client) {
        assertThat(client.get("/api/v1/session").expect(401).code()).isEqualTo(GONE);
        client.get(ZOES).expect(401);
    }

    @Test
    void everybodyEndsHerOwnByRightAndOnlyHerOwn() {
        Client one = signedIn("zoe");
        Client other = signedIn("zoe");
        Client marla = signedIn("marla");
        Client.Answer revoked = revoke(one, ZOES_SESSIONS).expect(200);
        assertThat(Instant.parse(revoked.text("validAfter")))
                .isEqualTo(server.clock().instant());
        assertOver(one);
        assertOver(other);
        marla.get("/api/v1/session").expect(200);
        signedIn("zoe").get("/api/v1/session").expect(200);
        List<Event> events = new ArrayList<>();
        server.change(account -> events.addAll(account.events().lookup(EventQuery.newest(50))));
        assertThat(events)
                .filteredOn(event -> event.facts().name().equals("RevokeSessions"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.facts().username()).isEqualTo("zoe");
                    assertThat(event.json().at("/requestParameters/userName").asText())
                            .isEqualTo("zoe");
                });
    }

    @Test
    void anExplicitDenyStandsAgainstTheRight() {
        server.put("zoe", "Deny", "sallyport:RevokeSessions");
        Client client = signedIn("zoe");
        assertThat(revoke(client, ZOES_SESSIONS).expect(403).code()).isEqualTo("AccessDenied");
        client.get("/api/v1/session").expect(200);
    }

    @Test
    void anothersNeedThePermissionOnHer() {
        Client client = signedIn("zoe");
        Client marla = signedIn("marla");
        revoke(marla, ZOES_SESSIONS).expect(403);
        revoke(marla, ROOTS_SESSIONS).expect(403);
        client.get("/api/v1/session").expect(200);
        server.putStatements(
                "marla",
                "{\"Effect\":\"Allow\",\"Action\":\"sallyport:RevokeSessions\","
                        + "\"Resource\":\"arn:aws:iam::051826736434:user/zoe\"}");
        revoke(marla, ROOTS_SESSIONS).expect(403);
        revoke(marla, ZOES_SESSIONS).expect(200);
        assertOver(client);
        assertThat(revoke(marla, "/api/v1/users/nobody/sessions").expect(404).code())
                .isEqualTo("NoSuchEntity");
        revoke(client(), ZOES_SESSIONS).expect(401);
    }

    @Test
    void rolesNeedThePermissionAlways() {
        server.change(account -> account.roles()
                .add(new Role(
                        new Ids(new SecureRandom()).unique(UniqueId.Prefix.AROA, RunningServer.ACCOUNT),
                        new RoleName("ops"),
                        EntityPath.ROOT,
                        server.clock().instant(),
                        "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
                        null,
                        Role.DEFAULT_MAX_SESSION,
                        null)));
        Client client = signedIn("zoe");
        revoke(client, "/api/v1/roles/ops/sessions").expect(403);
        server.put("zoe", "Allow", "sallyport:RevokeSessions");
        revoke(client, "/api/v1/roles/ops/sessions").expect(200);
        revoke(client, "/api/v1/roles/nobody/sessions").expect(404);
        client.get("/api/v1/session").expect(200);
    }

    @Test
    void aPageOfAnotherSiteEndsNothing() {
        Client client = signedIn("zoe");
        client.send(client.request(ZOES_SESSIONS)
                        .header("Origin", "https://evil.example")
                        .DELETE())
                .expect(403);
        client.get("/api/v1/session").expect(200);
    }
}
