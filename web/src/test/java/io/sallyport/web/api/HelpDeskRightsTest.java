// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.identity.Role;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.RoleName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.core.name.UserName;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** Whom an operator may help: nobody who may do more than herself. */
class HelpDeskRightsTest extends HelpDeskServer {
    private static String allow(String action, String resource) {
        return "{\"Effect\":\"Allow\",\"Action\":\"" + action + "\",\"Resource\":\"" + resource + "\"}";
    }

    private void assertRefused(String user, String right) {
        Client dora = signedIn("dora");
        int before = dora.get(REQUESTS + "?state=all").body().get("requests").size();
        Client.Answer refused = ask(dora, user).expect(403);
        assertThat(refused.body().at("/error/message").asText())
                .contains("may do more than you may")
                .contains(right);
        assertThat(server.events().get(0).at("/eventName").asText()).isEqualTo("RequestAccessCode");
        assertThat(server.events().get(0).at("/errorCode").asText()).isEqualTo("AccessDenied");
        assertThat(dora.get(REQUESTS + "?state=all").body().get("requests")).hasSize(before);
    }

    @Test
    void anAdministratorIsHelpedByAnAdministratorOnly() {
        attach("zoe", "AdministratorAccess");
        assertRefused("zoe", "such as ");
        staff("boss", "AdministratorAccess");
        signedInBy("zoe", ask(signedIn("boss"), "zoe").expect(201).text("code"));
    }

    @Test
    void anybodyIsHelpedWhoHasNoRightsOverOthers() {
        attach("zoe", "AmazonS3FullAccess");
        attach("zoe", "ReadOnlyAccess");
        ask(signedIn("dora"), "zoe").expect(201);
        ask(signedIn("dora"), "marla").expect(201);
        // And a colleague, who may do the same.
        ask(signedIn("dora"), "dick").expect(201);
    }

    @Test
    void oneRightOverOthersIsEnoughToBeRefused() {
        for (String right : new String[] {
            "iam:PutUserPolicy", "iam:PassRole", "sts:AssumeRole", "sallyport:ImportFobs", "organizations:CreateAccount"
        }) {
            server.putStatements("zoe", allow(right, "*"));
            assertRefused("zoe", right);
        }
        attach("marla", "PowerUserAccess");
        assertRefused("marla", "such as ");
    }

    @Test
    void whoAdministersHerselfOnlyIsHelped() {
        server.putStatements(
                "zoe",
                "{\"Effect\":\"Allow\",\"Action\":[\"iam:ChangePassword\",\"iam:CreateAccessKey\",\"iam:*MFADevice\"],"
                        + "\"Resource\":[\"arn:aws:iam::*:user/${aws:username}\",\"arn:aws:iam::*:mfa/*\"]}");
        ask(signedIn("dora"), "zoe").expect(201);
        // What makes more of oneself is another thing.
        server.putStatements("zoe", allow("iam:AttachUserPolicy", "arn:aws:iam::*:user/${aws:username}"));
        assertRefused("zoe", "iam:AttachUserPolicy on arn:aws:iam::some:user/zoe");
        server.putStatements("zoe", allow("iam:CreateAccessKey", "arn:aws:iam::*:user/*"));
        assertRefused("zoe", "iam:CreateAccessKey");
    }

    @Test
    void aBoundaryTakesAwayOnEitherSide() {
        attach("zoe", "AdministratorAccess");
        server.change(account -> account.boundaries()
                .put(
                        account.users().require(new UserName("zoe")).id(),
                        Arn.parse("arn:aws:iam::aws:policy/AmazonS3FullAccess")));
        ask(signedIn("dora"), "zoe").expect(201);
    }

    @Test
    void aRoleThatTrustsHerCountsAsHers() {
        server.change(account -> account.roles()
                .add(new Role(
                        new Ids(new SecureRandom()).unique(UniqueId.Prefix.AROA, account.id()),
                        new RoleName("ops"),
                        EntityPath.ROOT,
                        server.clock().instant(),
                        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                                + account.users()
                                        .require(new UserName("zoe"))
                                        .id()
                                        .value()
                                + "\"},\"Action\":\"sts:AssumeRole\"}}",
                        null,
                        Role.DEFAULT_MAX_SESSION,
                        null)));
        assertRefused("zoe", "sts:AssumeRole on arn:aws:iam::051826736434:role/ops");
        ask(signedIn("dora"), "marla").expect(201);
    }

    @Test
    void whereTheAccountWantsItEveryRightIsCompared() {
        attach("zoe", "AmazonS3ReadOnlyAccess");
        ask(signedIn("dora"), "zoe").expect(201);
        staff("boss", "AdministratorAccess");
        put(signedIn("boss"), RULES, "{\"fourEyes\":false,\"firstDeviceByCode\":false,\"compares\":\"EVERYTHING\"}")
                .expect(200);
        Client.Answer refused = ask(signedIn("dora"), "zoe").expect(403);
        assertThat(refused.body().at("/error/message").asText()).contains("s3");
        attach("dora", "AmazonS3FullAccess");
        ask(signedIn("dora"), "zoe").expect(201);
    }

    @Test
    void theSecondPersonIsComparedToo() {
        attach("zoe", "IAMFullAccess");
        fourEyes();
        String request = ask(signedIn("boss"), "zoe").expect(201).text("id");
        approve(signedIn("dora"), request).expect(403);
        staff("chief", "AdministratorAccess");
        approve(signedIn("chief"), request).expect(200);
    }

    @Test
    void nobodyHelpsHerselfUnderWhateverName() {
        ask(signedIn("dora"), "dora").expect(403);
        attach("dora", "AdministratorAccess");
        ask(signedIn("dora"), "dora").expect(403);
        assertThat(signedIn("dora")
                        .post(REQUESTS, object("user", "DORA"))
                        .expect(403)
                        .body()
                        .at("/error/message")
                        .asText())
                .contains("herself");
    }
}
