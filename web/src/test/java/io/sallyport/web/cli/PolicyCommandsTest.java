// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyCommandsTest {
    private static final String READ = """
            {
              "Version": "2012-10-17",
              "Statement": [
                { "Sid": "Read", "Effect": "Allow", "Action": ["s3:Get*", "s3:List*"],
                  "Resource": "arn:aws:s3:::reports/*",
                  "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } },
                { "Sid": "NoSecrets", "Effect": "Deny", "Action": "s3:*",
                  "Resource": "arn:aws:s3:::reports/secret/*" }
              ]
            }
            """;
    private static final String EVERYTHING = """
            {
              "Version": "2012-10-17",
              "Statement": {
                "Effect": "Allow",
                "Action": "*",
                "Resource": "*"
              }
            }
            """;
    private static final String MISSPELT = EVERYTHING.replace("\"Allow\"", "\"Alow\"");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    private JsonNode json() throws IOException {
        assertThat(err.toString()).isEmpty();
        return JsonMapper.builder().build().readTree(out.toString());
    }

    private void assertRefused(int exit, String... words) {
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).hasLineCount(1).contains(words);
        assertThat(exit).isEqualTo(2);
    }

    @Test
    void checkShowsWhereADocumentIsMalformed() throws IOException {
        String policy = file("policy.json", MISSPELT);

        assertThat(run("policy", "check", policy)).isEqualTo(1);
        assertThat(out.toString())
                .startsWith(policy + ":4:15: error: ")
                .contains("    4 |     \"Effect\": \"Alow\",", "      |               ^~~~~~ Statement.Effect");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void checkIsContentWithWhatIsFine() throws IOException {
        assertThat(run("policy", "check", file("policy.json", READ))).isZero();
        assertThat(out.toString()).contains("policy.json: valid, ").hasLineCount(1);
    }

    @Test
    void checkTellsWhatAValidDocumentShouldNotSay() throws IOException {
        String policy = file("policy.json", EVERYTHING);

        assertThat(run("policy", "check", policy)).isZero();
        assertThat(out.toString())
                .contains(
                        policy + ":5:15: security warning: ",
                        "[ALLOWS_EVERYTHING]",
                        "    5 |     \"Action\": \"*\",",
                        "      |               ^~~ Statement[0].Action[0]",
                        "1 security warning")
                .doesNotContain("\u001b");
        assertThat(run("policy", "check", policy, "--strict")).isEqualTo(1);
        assertThat(run("policy", "check", policy, "--strict", "--type", "scp")).isZero();
    }

    @Test
    void checkAsJsonHasPositions() throws IOException {
        assertThat(run("policy", "check", file("a.json", EVERYTHING), "--format", "json"))
                .isZero();
        JsonNode finding = json().get("findings").get(0);
        assertThat(json().get("valid").asBoolean()).isTrue();
        assertThat(finding.get("code").asText()).isEqualTo("ALLOWS_EVERYTHING");
        assertThat(finding.get("severity").asText()).isEqualTo("SECURITY_WARNING");
        assertThat(finding.get("line").asInt()).isEqualTo(5);
        assertThat(finding.get("endColumn").asInt()).isEqualTo(18);

        assertThat(run("policy", "check", file("b.json", MISSPELT), "--format", "json"))
                .isEqualTo(1);
        assertThat(json().get("valid").asBoolean()).isFalse();
        assertThat(json().get("error").get("line").asInt()).isEqualTo(4);
    }

    @Test
    void checkNamesTheTypeThatWasProbablyMeant() throws IOException {
        String trust = file("trust.json", """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                  "Principal": {"Service": "ec2.amazonaws.com"}}}
                """);
        assertThat(run("policy", "check", trust)).isEqualTo(1);
        assertThat(out.toString())
                .contains("should not specify a principal", "note: it is valid with --type ", "trust");
        assertThat(run("policy", "check", trust, "--type", "trust")).isZero();
        assertThat(run("policy", "check", file("bad.json", MISSPELT))).isEqualTo(1);
        assertThat(out.toString()).doesNotContain("note: ");
    }

    @Test
    void whatCannotBeReadIsBadUsage() throws IOException {
        String missing = directory.resolve("missing.json").toString();
        assertRefused(run("policy", "check", missing), "there is no file " + missing);
        Path latin = Files.write(directory.resolve("latin.json"), new byte[] {(byte) 0xe4});
        assertRefused(run("policy", "check", latin.toString()), "not UTF-8");
        assertRefused(run("policy", "check", directory.toString()), "cannot read");
        assertRefused(run("policy", "check", missing, "--type", "other"), "--type");
        assertRefused(run("policy", "diff", missing, missing), "there is no file");
        assertRefused(
                run("policy", "simulate", "--policy", file("bad.json", MISSPELT), "--action", "s3:GetObject"),
                "bad.json:4:15: Statement",
                "sallyport policy check");
    }

    @Test
    void simulateSaysWhatDecided() throws IOException {
        String read = file("read.json", READ);
        String report = "arn:aws:s3:::reports/a";

        assertThat(run(
                        "policy",
                        "simulate",
                        "--policy",
                        read,
                        "--action",
                        "s3:GetObject",
                        "--resource",
                        report,
                        "--context",
                        "aws:multifactorauthpresent=true"))
                .isZero();
        assertThat(out.toString())
                .contains("allowed  s3:GetObject on " + report, "read.json, Statement[0] (Read), line 4");

        assertThat(run("policy", "simulate", "--policy", read, "--action", "s3:GetObject", "--resource", report))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "denied   s3:GetObject on " + report,
                        "because no identity-based policy allows the s3:GetObject action",
                        "Condition.Bool.aws:MultiFactorAuthPresent: wants Bool true, is absent",
                        "asked for, but not in the request: aws:MultiFactorAuthPresent");

        assertThat(run(
                        "policy",
                        "simulate",
                        "--policy",
                        read,
                        "--action",
                        "s3:GetObject",
                        "--resource",
                        "arn:aws:s3:::reports/secret/a",
                        "--context",
                        "aws:MultiFactorAuthPresent=true"))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("with an explicit deny in an identity-based policy", "Statement[1] (NoSecrets), line 7");
    }

    @Test
    void simulateTakesEachLayer() throws IOException {
        String all = file("all.json", EVERYTHING);
        String read = file("read.json", READ);
        String[] layers = {"--boundary", "--session", "--scp"};
        for (String layer : layers) {
            assertThat(run("policy", "simulate", "--policy", all, layer, read, "--action", "iam:GetUser"))
                    .isEqualTo(1);
            assertThat(run("policy", "simulate", "--policy", all, layer, all, "--action", "iam:GetUser"))
                    .isZero();
        }
        assertThat(run("policy", "simulate", "--policy", all, "--scp", all + "," + read, "--action", "iam:GetUser"))
                .isZero();
        assertThat(run("policy", "simulate", "--policy", all, "--scp", all, "--scp", read, "--action", "iam:GetUser"))
                .isEqualTo(1);
    }

    @Test
    void simulateAsksTheResourcesSide() throws IOException {
        String bucket = file("bucket.json", """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject",
                  "Principal": {"AWS": "arn:aws:iam::111111111111:user/ann"}, "Resource": "arn:aws:s3:::b/*"}}
                """);
        String[] ask = {
            "policy",
            "simulate",
            "--resource-policy",
            bucket,
            "--action",
            "s3:GetObject",
            "--resource",
            "arn:aws:s3:::b/x"
        };

        assertRefused(run(ask), "--caller");
        assertThat(run(with(ask, "--caller", "arn:aws:iam::111111111111:user/ann")))
                .isZero();
        assertThat(run(with(ask, "--caller", "arn:aws:iam::111111111111:user/bob")))
                .isEqualTo(1);
        String[] across =
                with(ask, "--caller", "arn:aws:iam::111111111111:user/ann", "--resource-owner", "222222222222");
        assertThat(run(across)).isEqualTo(1);
        assertThat(out.toString()).contains("because no identity-based policy allows");
        assertThat(run(with(across, "--policy", file("all.json", EVERYTHING)))).isZero();
    }

    @Test
    void simulateAsksATrustPolicyForServices() throws IOException {
        String trust = file("trust.json", """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                  "Principal": {"Service": "ec2.amazonaws.com"}}}
                """);
        String[] ask = {
            "policy",
            "simulate",
            "--trust-policy",
            trust,
            "--action",
            "sts:AssumeRole",
            "--resource",
            "arn:aws:iam::111111111111:role/r",
            "--resource-owner",
            "111111111111",
            "--caller"
        };
        assertThat(run(with(ask, "ec2.amazonaws.com"))).isZero();
        assertThat(run(with(ask, "lambda.amazonaws.com"))).isEqualTo(1);
        assertThat(run(with(ask, "anonymous"))).isEqualTo(1);
        assertRefused(run(with(ask, "arn:aws:iam::1:nonsense")), "--caller");
    }

    private static String[] with(String[] args, String... more) {
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return all;
    }

    @Test
    void simulateAsJsonHasEveryStatement() throws IOException {
        assertThat(run(
                        "policy",
                        "simulate",
                        "--policy",
                        file("read.json", READ),
                        "--action",
                        "s3:GetObject",
                        "--resource",
                        "arn:aws:s3:::reports/a",
                        "--format",
                        "json"))
                .isEqualTo(1);
        JsonNode result = json().get(0);
        assertThat(result.get("decision").asText()).isEqualTo("IMPLICIT_DENY");
        assertThat(result.get("layers").get("IDENTITY").asText()).isEqualTo("IMPLICIT_DENY");
        assertThat(result.get("doNotApply")).hasSize(2);
        assertThat(result.get("doNotApply")
                        .get(0)
                        .get("mismatches")
                        .get(0)
                        .get("actual")
                        .asText())
                .isEqualTo("absent");
        assertThat(result.get("missingContextKeys").get(0).asText()).isEqualTo("aws:MultiFactorAuthPresent");
    }

    @Test
    void simulateRefusesWhatMakesNoSense() throws IOException {
        assertRefused(run("policy", "simulate"), "--action");
        assertRefused(run("policy", "simulate", "--action", "s3:*"), "service:Name");
        assertRefused(run("policy", "simulate", "--action", "s3:GetObject", "--context", "x"), "KEY=VALUE");
        assertRefused(run("policy", "simulate", "--action", "s3:GetObject", "--user", "ann"), "--data");
        assertRefused(
                run("policy", "simulate", "--action", "s3:GetObject", "--trust-policy", "a", "--resource-policy", "b"),
                "not both");
    }

    @Test
    void diffTellsWhatIsGainedAndLost() throws IOException {
        String before = file("before.json", READ);
        String after = file(
                "after.json",
                READ.replace("\"Bool\"", "\"BoolIfExists\"").replace("\"s3:List*\"", "\"sqs:SendMessage\""));

        assertThat(run("policy", "diff", before, before)).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("no change in what is allowed");
        assertThat(run("policy", "diff", before, after)).isEqualTo(1);
        assertThat(out.toString())
                .containsSubsequence(
                        "gained",
                        "+ s3:Get*",
                        "on arn:aws:s3:::reports/*",
                        "but not arn:aws:s3:::reports/secret/*",
                        "where aws:MultiFactorAuthPresent is (absent)",
                        "lost",
                        "- s3:List*",
                        "where aws:MultiFactorAuthPresent is true");
    }

    @Test
    void diffAsJsonHasAListForEachKind() throws IOException {
        String less = EVERYTHING.replace("\"Action\": \"*\"", "\"Action\": \"iam:GetUser\"");
        assertThat(run("policy", "diff", file("before.json", EVERYTHING), file("after.json", less), "--format", "json"))
                .isEqualTo(1);
        assertThat(json().fieldNames()).toIterable().containsExactly("gained", "lost", "denied", "no_longer_denied");
        JsonNode lost = json().get("lost").get(0);
        assertThat(lost.get("actions").get(0).asText()).isEqualTo("*");
        assertThat(lost.get("exceptActions").get(0).asText()).isEqualTo("iam:GetUser");
        assertThat(lost.get("limits")).isEmpty();
    }
}
