// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.account.AccountSetup;
import io.sallyport.core.identity.InstanceProfile;
import io.sallyport.core.identity.Role;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.InstanceProfileName;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import io.sallyport.web.RunningServer;
import io.sallyport.web.http.ServerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route there is, asked in a session that may only enrol; its owner may do everything otherwise. */
class EnrolmentOnlyRoutesTest extends OneServer {
    private static final Set<String> OPEN = Set.of(
            "GET /api/v1/session",
            "DELETE /api/v1/session",
            "GET {own}/devices",
            "POST {own}/devices",
            "POST {own}/devices/proof",
            "POST {own}/devices/activation");

    @Override
    @BeforeEach
    void startServer(@TempDir Path directory) throws IOException {
        server = RunningServer.in(directory, ServerConfig.loopback().withWebhookHosts(List.of("hooks.example.org")));
        server.addUser("zoe", PASSWORD);
        server.addUser("marla", PASSWORD);
        Ids ids = new Ids(new SecureRandom());
        server.change(account -> {
            account.policies()
                    .attach(account.users().require(new UserName("zoe")).id(), AccountSetup.ADMINISTRATOR_ACCESS);
            Role role = new Role(
                    ids.unique(UniqueId.Prefix.AROA, RunningServer.ACCOUNT),
                    new RoleName("ops"),
                    EntityPath.ROOT,
                    server.clock().instant(),
                    "{\"Version\":\"2012-10-17\",\"Statement\":[]}",
                    null,
                    Role.DEFAULT_MAX_SESSION,
                    null);
            account.roles().add(role);
            account.instanceProfiles()
                    .add(new InstanceProfile(
                            ids.unique(UniqueId.Prefix.AIPA, RunningServer.ACCOUNT),
                            new InstanceProfileName("ops"),
                            EntityPath.ROOT,
                            server.clock().instant(),
                            null));
        });
    }

    @Test
    void ofAnAdministratorEnrollingIsOpenAndNothingElseIs() throws Exception {
        UniqueId[] zoes = new UniqueId[1];
        server.change(account ->
                zoes[0] = account.users().require(new UserName("zoe")).id());
        onlyEnrollingIsOpen(zoes[0], "/api/v1/users/zoe");
    }

    @Test
    void ofRootTheSame() throws Exception {
        onlyEnrollingIsOpen(UniqueId.ofRoot(RunningServer.ACCOUNT), "/api/v1/root");
    }

    private void onlyEnrollingIsOpen(UniqueId owner, String own) throws Exception {
        DescribedRequests requests =
                new DescribedRequests(client().get("/api/openapi.json").body());
        Client session = EnrolmentOnlyTest.session(this, owner);
        Set<String> open = new TreeSet<>();
        List<String> notAsked = new ArrayList<>();
        for (Route route : server.apiRoutes()) {
            if (requests.isForEverybody(route)) {
                continue;
            }
            for (String path : paths(route)) {
                String called = route.method() + " " + path;
                boolean signsOut = called.equals("DELETE /api/v1/session");
                Client.Answer answer = signsOut ? null : session.send(requests.fill(route, path, session));
                if (answer == null || OPEN.contains(called.replace(own, "{own}"))) {
                    open.add(called.replace(own, "{own}"));
                    assertThat(answer == null ? "" : answer.code()).isNotEqualTo("AccessDenied");
                } else if (answer.status() == 403) {
                    assertThat(answer.code()).as(called).isEqualTo("AccessDenied");
                } else {
                    notAsked.add(called + ": " + answer.http().body());
                }
            }
        }
        assertThat(notAsked)
                .as("open, or DescribedRequests does not know yet how to ask")
                .isEmpty();
        assertThat(open).isEqualTo(new TreeSet<>(OPEN));
        session.delete("/api/v1/session").expect(204);
    }

    private static List<String> paths(Route route) {
        String path = route.path().replace("{id}", "none").replace("{serial}", "GAHT12345678");
        return path.contains("/users/{name}")
                ? List.of(path.replace("{name}", "zoe"), path.replace("{name}", "marla"))
                : List.of(path.replace("{name}", "ops"));
    }
}
