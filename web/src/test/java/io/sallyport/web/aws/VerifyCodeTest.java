// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/** A program that keeps passwords itself asks whether codes are right; devices that were guessed at are released. */
class VerifyCodeTest {
    private static AwsServer server;
    private static JsonApi api;

    private AwsServer.TestAccount account;
    private AwsCredentials application;

    @BeforeAll
    static void start() throws IOException {
        server = new AwsServer();
        api = new JsonApi(server);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void anAccountWithAnApplication() {
        account = server.account();
        application = user("application", "/", "sallyport:VerifyCode", account.arn("user/*"));
        user("zoe", "/people/", "sts:GetCallerIdentity", "*");
    }

    private AwsCredentials user(String name, String path, String action, String resource) {
        try (IamClient iam = server.iam(account.admin())) {
            iam.createUser(in -> in.userName(name).path(path));
            iam.putUserPolicy(in -> in.userName(name)
                    .policyName("own")
                    .policyDocument(
                            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}]}"
                                    .formatted(action, resource)));
            return AwsServer.credentials(
                    iam.createAccessKey(in -> in.userName(name)).accessKey());
        }
    }

    private record App(String serial, AppCodes codes) {
        String now() {
            return codes.at(server.clock().instant());
        }

        String wrong() {
            return codes.at(server.clock().instant().plus(Duration.ofDays(100)));
        }
    }

    private App app(String user, String name) {
        try (IamClient iam = server.iam(account.admin())) {
            var made = iam.createVirtualMFADevice(in -> in.virtualMFADeviceName(name))
                    .virtualMFADevice();
            AppCodes codes = new AppCodes(made.base32StringSeed().asUtf8String());
            iam.enableMFADevice(in -> in.userName(user)
                    .serialNumber(made.serialNumber())
                    .authenticationCode1(codes.at(server.clock().instant().minus(AppCodes.STEP)))
                    .authenticationCode2(codes.at(server.clock().instant())));
            server.clock().forward(AppCodes.STEP.multipliedBy(2));
            return new App(made.serialNumber(), codes);
        }
    }

    private JsonApi.Reply verify(AwsCredentials who, String user, String... members) throws Exception {
        return api.post(who, "/api/v1/users/" + user + "/codes/verify", object(members));
    }

    private JsonNode verify(String user, String... members) throws Exception {
        return verify(application, user, members).expect(200);
    }

    private static ObjectNode object(String... members) {
        ObjectNode object = JsonApi.json("{}");
        for (int i = 0; i < members.length; i += 2) {
            object.put(members[i], members[i + 1]);
        }
        return object;
    }

    @Test
    void aCodeIsAcceptedOnceAndEveryRefusalReadsTheSame() throws Exception {
        App app = app("zoe", "phone");
        String code = app.now();
        JsonNode accepted = verify("zoe", "serial", app.serial(), "code", code);
        assertThat(accepted)
                .isEqualTo(object("serial", app.serial(), "method", "totp").put("accepted", true));
        ObjectNode no = JsonApi.json("{'accepted':false}");
        assertThat(verify("zoe", "serial", app.serial(), "code", code)).isEqualTo(no);
        assertThat(verify("zoe", "code", code)).isEqualTo(no);
        assertThat(verify("zoe", "serial", app.serial(), "code", app.wrong())).isEqualTo(no);
        assertThat(verify("zoe", "serial", "GAHT00000000", "code", code)).isEqualTo(no);
        assertThat(verify("nobody", "serial", app.serial(), "code", code)).isEqualTo(no);
        assertThat(verify("nobody", "code", code)).isEqualTo(no);
        assertThat(verify("application", "serial", app.serial(), "code", code)).isEqualTo(no);
        server.clock().forward(AppCodes.STEP);
        assertThat(verify("Zoe", "code", app.now()).path("accepted").asBoolean())
                .as("any of her devices, her name in any case")
                .isTrue();
    }

    @Test
    void itTakesThePermissionByNameAndNothingIsToldWithoutIt() throws Exception {
        App app = app("zoe", "phone");
        AwsCredentials one = user("narrow", "/", "sallyport:VerifyCode", account.arn("user/zoe"));
        assertThat(verify(one, "zoe", "code", app.now())
                        .expect(200)
                        .path("accepted")
                        .asBoolean())
                .isTrue();
        for (String other : List.of("application", "nobody")) {
            assertThat(verify(one, other, "code", "000000").refused(403)).isEqualTo("AccessDenied");
        }
        assertThat(verify(application, "zoe").refused(400)).isEqualTo("InvalidInput");
        assertThat(verify(application, "zoe", "code", "000000", "serial", "x y").refused(400))
                .isEqualTo("ValidationError");
    }

    @Test
    void everyAnswerIsOnRecordWithoutTheCode() throws Exception {
        App app = app("zoe", "phone");
        String code = app.now();
        verify("zoe", "code", code);
        verify("nobody", "code", code);
        List<JsonNode> told = LoggedEvents.of(server.accounts(), account.id()).stream()
                .filter(event -> event.path("eventName").asText().equals("VerifyCode"))
                .toList();
        assertThat(told).hasSize(2);
        assertThat(told.toString()).doesNotContain("\"" + code + "\"");
        assertThat(told.get(1).at("/responseElements/accepted").asBoolean()).isTrue();
        assertThat(told.get(1).at("/responseElements/serialNumber").asText()).isEqualTo(app.serial());
        assertThat(told.get(0).at("/responseElements/accepted").asBoolean(true)).isFalse();
        assertThat(told.get(0).at("/requestParameters/userName").asText()).isEqualTo("nobody");
    }

    @Test
    void anAdministratorReleasesADeviceThatRests() throws Exception {
        App app = app("zoe", "phone");
        for (int i = 0; i < 5; i++) {
            verify("zoe", "serial", app.serial(), "code", app.wrong());
        }
        assertThat(verify("zoe", "code", app.now()).path("accepted").asBoolean())
                .as("it rests")
                .isFalse();
        String path = "/api/v1/users/zoe/devices/release";
        assertThat(api.post(application, path, object("serial", app.serial())).refused(403))
                .isEqualTo("AccessDenied");
        assertThat(api.post(account.admin(), path, object("serial", "GAHT00000000"))
                        .refused(404))
                .isEqualTo("NoSuchEntity");
        api.post(account.admin(), path, object("serial", app.serial())).expect(204);
        assertThat(verify("zoe", "code", app.now()).path("accepted").asBoolean())
                .as("refused at rest, it was not used up")
                .isTrue();
        assertThat(LoggedEvents.names(LoggedEvents.of(server.accounts(), account.id())))
                .contains("ReleaseMFADevice");
    }

    @Test
    void whoHasADeviceReleasesHerOwnOnlyInASessionOpenedWithOne() throws Exception {
        AwsCredentials marla = user("marla", "/", "sallyport:ReleaseMFADevice", "*");
        App phone = app("marla", "phone");
        String path = "/api/v1/users/marla/devices/release";
        assertThat(api.post(marla, path, object()).refused(403)).isEqualTo("AccessDenied");
        try (StsClient sts = server.sts(marla)) {
            AwsCredentials session = AwsServer.credentials(
                    sts.getSessionToken(in -> in.serialNumber(phone.serial()).tokenCode(phone.now()))
                            .credentials());
            api.post(session, path, object()).expect(204);
        }
    }

    @Test
    void stsSaysInAwssWordsWhatIsWrongAndCountsNoReplay() throws Exception {
        AwsCredentials marla = user("marla", "/", "iam:ListUsers", "*");
        App phone = app("marla", "phone");
        App others = app("zoe", "others");
        String code = phone.now();
        try (StsClient sts = server.sts(marla)) {
            sts.getSessionToken(in -> in.serialNumber(phone.serial()).tokenCode(code));
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> sts.getSessionToken(
                                in -> in.serialNumber(phone.serial()).tokenCode(code)))
                        .isInstanceOf(StsException.class)
                        .hasMessageContaining("invalid MFA one time pass code");
            }
            assertThatThrownBy(() -> sts.getSessionToken(
                            in -> in.serialNumber(others.serial()).tokenCode(others.now())))
                    .isInstanceOf(StsException.class)
                    .hasMessageContaining("unable to validate MFA code");
            server.clock().forward(AppCodes.STEP);
            sts.getSessionToken(in -> in.serialNumber(phone.serial()).tokenCode(phone.now()));
        }
        assertThat(verify("zoe", "code", others.now()).path("accepted").asBoolean())
                .as("nothing of another's was used up or counted")
                .isTrue();
    }
}
