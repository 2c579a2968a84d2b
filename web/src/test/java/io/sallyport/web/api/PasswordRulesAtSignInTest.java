// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.api;

import static io.sallyport.web.api.Client.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.core.credential.PasswordPolicy;
import io.sallyport.core.credential.PasswordProfile;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an account asks of passwords, as it meets whoever signs in. */
class PasswordRulesAtSignInTest extends OneServer {
    private static final String INCORRECT = "Your authentication information is incorrect. Please try again.";

    private void policy(int length, @Nullable Integer age, @Nullable Integer reuse, boolean hard) {
        server.passwords(policies ->
                policies.put(new PasswordPolicy(length, false, false, false, false, false, age, reuse, hard)));
    }

    private static String nextStep(Client.Answer step) {
        assertThat(step.expect(200).text("status")).isEqualTo("PASSWORD_CHANGE_REQUIRED");
        return "/api/v1/signin/" + step.text("signin") + "/password";
    }

    private void assertSignsIn(String password) {
        assertThat(client().password("zoe", password).expect(200).text("status"))
                .isEqualTo("SIGNED_IN");
    }

    private static void assertRefused(Client.Answer answer, String message) {
        assertThat(answer.expect(400).code()).isEqualTo("PasswordPolicyViolation");
        assertThat(answer.body().at("/error/message").asText()).isEqualTo(message);
    }

    @Test
    void anAgeBitesAtOnceAndAnotherPasswordIsWanted() {
        server.advance(Duration.ofDays(90));
        assertSignsIn(PASSWORD);
        policy(6, 90, null, false);
        String path = nextStep(zoe.password("zoe", PASSWORD));
        assertThat(zoe.cookie()).isNull();
        zoe.post(path, object("password", PASSWORD)).expect(400);
        assertThat(zoe.post(path, object("password", "lower!")).expect(200).text("status"))
                .isEqualTo("SIGNED_IN");
        server.advance(Duration.ofDays(89));
        assertSignsIn("lower!");
        server.advance(Duration.ofDays(1));
        nextStep(client().password("zoe", "lower!"));
    }

    @Test
    void lengthBitesAtTheNextChangeOnly() {
        policy(20, null, null, false);
        assertSignsIn(PASSWORD);
        String path =
                nextStep(zoe.password("tyler", server.secrets().administrator().reveal()));
        assertRefused(
                zoe.post(path, object("password", "nineteen characters")),
                "Password should have a minimum length of 20");
        zoe.post(path, object("password", "twenty characters it")).expect(200);
    }

    @Test
    void aFactorComesBeforeTheChangeOfAnExpiredPassword() {
        Enrolled enrolled = enrolApp(signedIn("zoe"), "zoe", "phone");
        server.advance(Duration.ofDays(2));
        policy(6, 1, null, false);
        Client.Answer step = zoe.password("zoe", PASSWORD).expect(200);
        assertThat(step.text("status")).isEqualTo("FACTOR_REQUIRED");
        String path = nextStep(zoe.code(step, enrolled.serial(), enrolled.app().code()));
        zoe.post(path, object("password", "Another good 1")).expect(200);
    }

    @Test
    void anExpiredPasswordThatExpiresHardOpensNothingAndSaysNoMoreThanAWrongOne() {
        server.advance(Duration.ofDays(30));
        policy(6, 30, null, true);
        Client.Answer right = client().password("zoe", PASSWORD).expect(403);
        Client.Answer wrong = client().password("zoe", "wrong").expect(403);
        assertThat(right.body()).isEqualTo(wrong.body());
        assertThat(right.body().at("/error/message").asText()).isEqualTo(INCORRECT);
        server.givePassword("zoe", "Given by hand 1");
        assertSignsIn("Given by hand 1");
    }

    @Test
    void whoWaitedForAPasswordThatDiedMeanwhileIsRefused() {
        server.advance(Duration.ofDays(30));
        policy(6, 30, null, false);
        String path = nextStep(zoe.password("zoe", PASSWORD));
        policy(6, 30, null, true);
        assertThat(zoe.post(path, object("password", "Another good 1"))
                        .expect(403)
                        .code())
                .isEqualTo("AccessDenied");
    }

    @Test
    void rootIsBoundByTheDefaultPolicyAlone() {
        server.advance(Duration.ofDays(1000));
        policy(60, 1, 24, true);
        String path = nextStep(zoe.post(
                "/api/v1/signin",
                object(
                        "email",
                        "root@example.org",
                        "password",
                        server.secrets().root().reveal())));
        assertThat(zoe.post(path, object("password", "lower case")).expect(400).code())
                .isEqualTo("PasswordPolicyViolation");
        zoe.post(path, object("password", "Another good 1")).expect(200);
    }

    @Test
    void earlierPasswordsDoNotComeAgain() {
        policy(6, 1, 2, false);
        server.advance(Duration.ofDays(1));
        zoe.post(nextStep(zoe.password("zoe", PASSWORD)), object("password", "second"))
                .expect(200);
        server.advance(Duration.ofDays(1));
        String path = nextStep(zoe.password("zoe", "second"));
        for (String used : new String[] {PASSWORD, "second"}) {
            assertRefused(
                    zoe.post(path, object("password", used)),
                    "Policy constraint violation with password reuse prevention during password change.");
        }
        zoe.post(path, object("password", "third one")).expect(200);
    }

    @Test
    void aNewPasswordEndsTheSessionsOfTheOld() {
        Client elsewhere = signedIn("zoe");
        Client marla = signedIn("marla");
        elsewhere.get("/api/v1/session").expect(200);
        server.givePassword("zoe", "Given by hand 1");
        elsewhere.get("/api/v1/session").expect(401);
        marla.get("/api/v1/session").expect(200);
    }

    @Test
    void byNistLengthAndRarityCountAndNothingExpires() {
        policy(6, 1, null, true);
        server.advance(Duration.ofDays(2));
        zoe.password("zoe", PASSWORD).expect(403);
        server.passwords(policies -> policies.choose(PasswordProfile.NIST));
        assertSignsIn(PASSWORD);
        String path =
                nextStep(zoe.password("tyler", server.secrets().administrator().reveal()));
        assertRefused(
                zoe.post(path, object("password", "Aa1! Aa1! Aa1!")), "Password should have a minimum length of 15");
        assertRefused(
                zoe.post(path, object("password", "passwordpassword")),
                "Password should not be one that is commonly used");
        assertRefused(
                zoe.post(path, object("password", "Tyler 2026 Tyler 2026")),
                "Password should not be made of the name of the account, of its owner or of this service");
        zoe.post(path, object("password", "vier Wörter für Zoë")).expect(200);
        assertThat(client().password("tyler", "vier Wo\u0308rter fu\u0308r Zoe\u0308")
                        .expect(200)
                        .text("status"))
                .isEqualTo("SIGNED_IN");
    }
}
