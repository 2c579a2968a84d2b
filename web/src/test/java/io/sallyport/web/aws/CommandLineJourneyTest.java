// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sallyport.hardware.otp.QrCode;
import io.sallyport.web.aws.Packaged.Ran;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job with programs nobody here wrote: Debian's {@code aws} and {@code oathtool}, against the packaged server. */
@Tag("slow")
class CommandLineJourneyTest {
    @TempDir
    private Path home;

    private AwsCli person(URI server, JsonNode key) {
        return new AwsCli(
                home,
                server,
                key.get("AccessKeyId").asText(),
                key.get("SecretAccessKey").asText(),
                key.has("SessionToken") ? key.get("SessionToken").asText() : "");
    }

    private List<String> oathtool(String seed, Instant from, int codes) throws IOException, InterruptedException {
        return Packaged.run(
                        home,
                        Map.of(),
                        List.of(
                                "/usr/bin/oathtool",
                                "--totp",
                                "--base32",
                                "--now",
                                from.toString().replace('T', ' ').replaceAll("(\\.\\d+)?Z", " UTC"),
                                "--window",
                                Integer.toString(codes - 1),
                                seed))
                .out()
                .lines()
                .toList();
    }

    @Test
    void awsAndOathtoolDoTheWholeJob() throws Exception {
        Packaged product = new Packaged(home);
        JsonNode shown = product.init();
        try (Packaged.Served served = product.serve()) {
            AwsCli tyler = person(served.uri(), shown);
            AwsCli marla = newUser(tyler, served.uri());
            listsUsersInEveryFormat(tyler);
            comesAndGoesWithTheGroup(tyler, marla, shown.get("AccountId").asText());
            enrolsAndSignsIn(tyler, marla, shown.get("AccountId").asText());
            assertThat(served.log()).doesNotContain("Exception", "ERROR");
        }
    }

    private AwsCli newUser(AwsCli tyler, URI server) throws Exception {
        JsonNode user = tyler.json("iam", "create-user", "--user-name", "marla", "--path", "/team/");
        assertThat(user.at("/User/Path").asText()).isEqualTo("/team/");
        return person(
                server,
                tyler.json("iam", "create-access-key", "--user-name", "marla").get("AccessKey"));
    }

    private static void listsUsersInEveryFormat(AwsCli tyler) throws Exception {
        assertThat(tyler.json("iam", "list-users").get("Users")).hasSize(2);
        for (String format : List.of("yaml", "text", "table")) {
            Ran ran = tyler.aws("iam", "list-users", "--output", format);
            assertThat(ran.exit()).as(ran.err()).isZero();
            assertThat(ran.out()).contains("user/tyler", "user/team/marla");
        }
    }

    private static void comesAndGoesWithTheGroup(AwsCli tyler, AwsCli marla, String account) throws Exception {
        String caller = "arn:aws:iam::" + account + ":user/team/marla";
        String refusal = "An error occurred (AccessDenied) when calling the GetUser operation: User: " + caller
                + " is not authorized to perform: iam:GetUser on resource: arn:aws:iam::" + account + ":user/tyler"
                + " because no identity-based policy allows the iam:GetUser action";
        assertThat(marla.isRefused("iam", "get-user", "--user-name", "tyler")).isEqualTo(refusal);
        tyler.does("iam", "add-user-to-group", "--group-name", "admin", "--user-name", "marla");
        marla.does("iam", "get-user", "--user-name", "tyler");
        tyler.does("iam", "remove-user-from-group", "--group-name", "admin", "--user-name", "marla");
        assertThat(marla.isRefused("iam", "get-user", "--user-name", "tyler")).isEqualTo(refusal);
    }

    private void enrolsAndSignsIn(AwsCli tyler, AwsCli marla, String account) throws Exception {
        String serial = "arn:aws:iam::" + account + ":mfa/marla";
        Path seedFile = home.resolve("seed.txt");
        tyler.does(
                "iam",
                "create-virtual-mfa-device",
                "--virtual-mfa-device-name",
                "marla",
                "--outfile",
                seedFile.toString(),
                "--bootstrap-method",
                "Base32StringSeed");
        picturesDecode(tyler);
        String seed = Files.readString(seedFile).strip();
        // The step before this one and this one: also right when a step ends meanwhile.
        Instant enrolled = Instant.now();
        List<String> codes = oathtool(seed, enrolled.minusSeconds(30), 3);
        tyler.does(
                "iam",
                "enable-mfa-device",
                "--user-name",
                "marla",
                "--serial-number",
                serial,
                "--authentication-code1",
                codes.get(0),
                "--authentication-code2",
                codes.get(1));
        Files.writeString(home.resolve("policy.json"), """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*",
                 "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}}""");
        tyler.does(
                "iam",
                "put-user-policy",
                "--user-name",
                "marla",
                "--policy-name",
                "with-mfa",
                "--policy-document",
                "file://" + home.resolve("policy.json"));
        String[] getSession = {"sts", "get-session-token", "--serial-number", serial, "--token-code"};
        assertThat(marla.isRefused(with(getSession, codes.get(1)))).contains("(AccessDenied)");
        assertThat(marla.isRefused(with(
                        getSession,
                        oathtool(seed, enrolled.minusSeconds(300), 1).get(0))))
                .contains("invalid MFA one time pass code");
        AwsCli session = person(
                marla.server(), marla.json(with(getSession, codes.get(2))).get("Credentials"));
        assertThat(marla.isRefused(with(getSession, codes.get(2)))).contains("(AccessDenied)");

        assertThat(marla.isRefused("iam", "list-users")).contains("(AccessDenied)", "iam:ListUsers");
        assertThat(session.json("iam", "list-users").get("Users")).hasSize(2);
        AwsCli without =
                person(marla.server(), marla.json("sts", "get-session-token").get("Credentials"));
        assertThat(without.isRefused("iam", "list-users")).contains("(InvalidClientTokenId)");
        assertThat(without.json("sts", "get-caller-identity").get("Arn").asText())
                .isEqualTo("arn:aws:iam::" + account + ":user/team/marla");
    }

    private static String[] with(String[] command, String last) {
        List<String> all = new ArrayList<>(List.of(command));
        all.add(last);
        return all.toArray(String[]::new);
    }

    private void picturesDecode(AwsCli tyler) throws Exception {
        Path picture = home.resolve("qr.png");
        tyler.does(
                "iam",
                "create-virtual-mfa-device",
                "--virtual-mfa-device-name",
                "picture",
                "--outfile",
                picture.toString(),
                "--bootstrap-method",
                "QRCodePNG");
        assertThat(QrCode.text(Files.readAllBytes(picture)))
                .startsWith("otpauth://totp/")
                .contains("picture", "acme", "secret=");
    }
}
