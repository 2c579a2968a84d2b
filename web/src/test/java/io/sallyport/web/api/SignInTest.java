// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.web.RunningServer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignInTest extends OneServer {
    @Test
    void wrongAndUnknownGetOneAnswer() {
        Set<String> answers = new HashSet<>();
        for (var claim : List.of(
                object("account", "acme", "user", "zoe", "password", "wrong"),
                object("account", "acme", "user", "nobody", "password", PASSWORD),
                object("account", "acme", "user", "not a name", "password", PASSWORD),
                object("account", "nowhere", "user", "zoe", "password", PASSWORD),
                object("account", "000000000000", "user", "zoe", "password", PASSWORD),
                object("account", "Not An Alias", "user", "zoe", "password", PASSWORD),
                object("email", RunningServer.ROOT_EMAIL, "password", "wrong"),
                object("email", "nobody@example.org", "password", PASSWORD),
                object("email", "no address", "password", PASSWORD))) {
            Client.Answer answer = zoe.post("/api/v1/signin", claim).expect(403);
            answers.add(answer.http().body());
        }
        assertThat(answers).hasSize(1).first().asString().contains("authentication information is incorrect");
        assertThat(zoe.cookie()).isNull();
    }

    @Test
    void passwordAloneSignsInWhoeverHasNoDevice() {
        Client client = signedIn("zoe");
        Client.Answer session = client.get("/api/v1/session").expect(200);
        assertThat(session.text("arn")).isEqualTo("arn:aws:iam::051826736434:user/zoe");
        assertThat(session.text("accountName")).isEqualTo("acme");
        assertThat(session.body().get("mfa").isNull()).isTrue();
    }

    @Test
    void accountIdIsAsGoodAsItsAlias() {
        zoe.post(
                        "/api/v1/signin",
                        object("account", RunningServer.ACCOUNT.value(), "user", "zoe", "password", PASSWORD))
                .expect(200);
        assertThat(zoe.get("/api/v1/signin").body().get("signedIn").asBoolean()).isTrue();
    }

    @Test
    void firstSignInChangesThePassword() {
        String given = server.secrets().administrator().reveal();
        Client.Answer step = zoe.password(RunningServer.ADMINISTRATOR, given).expect(200);
        assertThat(step.text("status")).isEqualTo("PASSWORD_CHANGE_REQUIRED");
        assertThat(zoe.cookie()).isNull();
        String path = "/api/v1/signin/" + step.text("signin") + "/password";

        assertThat(zoe.post(path, object("password", given)).expect(400).code()).isEqualTo("PasswordPolicyViolation");
        assertThat(zoe.post(path, object("password", "short")).expect(400).code())
                .isEqualTo("PasswordPolicyViolation");
        zoe.post(
                        "/api/v1/signin/" + step.text("signin") + "/factor",
                        object("serial", "GAHT12345678", "code", "123456"))
                .expect(404);
        assertThat(zoe.post(path, object("password", "Another good 1"))
                        .expect(200)
                        .text("status"))
                .isEqualTo("SIGNED_IN");
        zoe.post(path, object("password", "And another 2")).expect(404);

        zoe.password(RunningServer.ADMINISTRATOR, given).expect(403);
        assertThat(zoe.password(RunningServer.ADMINISTRATOR, "Another good 1").text("status"))
                .isEqualTo("SIGNED_IN");
    }

    @Test
    void changingThePasswordEndsOtherSignInsByTheOldOne() {
        String given = server.secrets().administrator().reveal();
        Client.Answer somebodyElses =
                client().password(RunningServer.ADMINISTRATOR, given).expect(200);
        Client.Answer own = zoe.password(RunningServer.ADMINISTRATOR, given).expect(200);
        zoe.post("/api/v1/signin/" + own.text("signin") + "/password", object("password", "Another good 1"))
                .expect(200);

        client().post(
                        "/api/v1/signin/" + somebodyElses.text("signin") + "/password",
                        object("password", "And another 2"))
                .expect(404);
        assertThat(client().password(RunningServer.ADMINISTRATOR, "Another good 1")
                        .text("status"))
                .isEqualTo("SIGNED_IN");
    }

    @Test
    void rootSignsInByEmail() {
        Client.Answer step = zoe.post(
                        "/api/v1/signin",
                        object(
                                "email",
                                "ROOT@example.org",
                                "password",
                                server.secrets().root().reveal()))
                .expect(200);
        zoe.post("/api/v1/signin/" + step.text("signin") + "/password", object("password", "Another good 1"))
                .expect(200);
        Client.Answer session = zoe.get("/api/v1/session").expect(200);
        assertThat(session.text("arn")).isEqualTo("arn:aws:iam::051826736434:root");
        assertThat(session.body().get("user").isNull()).isTrue();
        zoe.get("/api/v1/root/devices").expect(200);
    }

    @Test
    void signInThatNobodyBeganIsNotFound() {
        for (String id : List.of("x", RunningServer.ACCOUNT + "-" + "A".repeat(43), "000000000000-" + "A".repeat(43))) {
            assertThat(zoe.post("/api/v1/signin/" + id + "/password", object("password", "Another good 1"))
                            .expect(404)
                            .code())
                    .isEqualTo("NoSuchEntity");
            zoe.post("/api/v1/signin/" + id + "/factor", object("serial", "GAHT12345678", "code", "123456"))
                    .expect(404);
        }
    }
}
