// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static io.sallyport.web.api.Client.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.name.AccountAlias;
import io.sallyport.core.name.UserName;
import io.sallyport.hardware.ctap.SecurityKey;
import org.junit.jupiter.api.Test;

/** Signing in after a user or the account has been given another name. */
class OtherNamesTest extends OneServer {
    private void renameZoe(String name) {
        server.change(account ->
                account.users().rename(account.users().require(new UserName("zoe")), new UserName(name), null));
    }

    @Test
    void aRenamedUsersSessionGoesOnUnderHerNewName() {
        Client client = signedIn("zoe");
        renameZoe("chloe");
        assertThat(client.get("/api/v1/session").expect(200).text("arn"))
                .isEqualTo("arn:aws:iam::051826736434:user/chloe");
        client.get("/api/v1/users/chloe/devices").expect(200);
        client.get(ZOES).expect(404);
    }

    @Test
    void aRenamedUserSignsInByHerNewNameAndHerKey() throws Exception {
        try (SecurityKey key = securityKey()) {
            enrolKey(signedIn("zoe"), key, "blue");
            renameZoe("chloe");

            zoe.password("zoe", PASSWORD).expect(403);
            Client.Answer step = zoe.password("chloe", PASSWORD).expect(200);
            String response = key.authenticate(
                    step.body().get("publicKey").toString(), server.origin().toString());
            zoe.post("/api/v1/signin/" + step.text("signin") + "/factor", with(object(), "credential", response))
                    .expect(200);
            assertThat(zoe.get("/api/v1/users/chloe/devices")
                            .body()
                            .at("/devices/0/serial")
                            .asText())
                    .as("as with AWS's virtual devices, a serial number does not change")
                    .isEqualTo("arn:aws:iam::051826736434:u2f/user/zoe/blue");
        }
    }

    @Test
    void theAccountIsSignedInToByItsAliasOfTheMoment() {
        server.change(account -> account.aliases().put(new AccountAlias("acme-corp")));
        var byNewAlias = object("account", "acme-corp", "user", "zoe", "password", PASSWORD);
        zoe.post("/api/v1/signin", byNewAlias).expect(200);
        assertThat(zoe.get("/api/v1/session").expect(200).text("accountName")).isEqualTo("acme-corp");
        client().password("zoe", PASSWORD).expect(403);

        server.change(account -> account.aliases().remove(new AccountAlias("acme-corp")));
        client().post("/api/v1/signin", byNewAlias).expect(403);
    }
}
