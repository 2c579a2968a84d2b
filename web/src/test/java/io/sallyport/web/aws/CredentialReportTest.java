// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws;

import static io.sallyport.web.aws.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.GenerateCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.GetCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.ReportFormatType;
import software.amazon.awssdk.services.iam.model.ReportStateType;
import software.amazon.awssdk.services.iam.model.StatusType;

class CredentialReportTest extends ServedAccount {
    private GenerateCredentialReportResponse generate() {
        return iam.generateCredentialReport(in -> {});
    }

    private List<String> lines() {
        return iam.getCredentialReport(in -> {})
                .content()
                .asUtf8String()
                .lines()
                .toList();
    }

    private static void assertRefusedWithoutAWord(ThrowingCallable call, String code) {
        AwsServiceException refusal = assertRefused(call, 410, code);
        assertThat(refusal.awsErrorDetails().errorMessage()).isNull();
        assertThat(new String(refusal.awsErrorDetails().rawResponse().asByteArray(), StandardCharsets.UTF_8))
                .doesNotContain("<Message");
    }

    @Test
    void aReportIsStartedAndThenComplete() {
        assertRefusedWithoutAWord(() -> iam.getCredentialReport(in -> {}), "ReportNotPresent");
        GenerateCredentialReportResponse started = generate();
        assertThat(started.state()).isEqualTo(ReportStateType.STARTED);
        assertThat(started.description()).isEqualTo("No report exists. Starting a new report generation task");
        GenerateCredentialReportResponse complete = generate();
        assertThat(complete.state()).isEqualTo(ReportStateType.COMPLETE);
        assertThat(complete.description()).isNull();

        GetCredentialReportResponse report = iam.getCredentialReport(in -> {});
        assertThat(report.reportFormat()).isEqualTo(ReportFormatType.TEXT_CSV);
        assertThat(report.generatedTime()).isEqualTo(server.clock().instant());
    }

    @Test
    void rowsTellWhatUsersHave() {
        String now = server.clock().instant().toString();
        iam.createUser(in -> in.userName("Tyler").path("/team/"));
        iam.createLoginProfile(in -> in.userName("Tyler").password("correct-Horse-9"));
        generate();

        assertThat(lines())
                .hasSize(4)
                .endsWith(
                        "<root_account>," + account.arn("root") + "," + AwsServer.START
                                + ",false,N/A,N/A,not_supported,false,true," + AwsServer.START
                                + ",N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
                        "admin," + account.arn("user/admin") + "," + now + ",false,N/A,N/A,N/A,false,true,"
                                + AwsServer.START + "," + now
                                + ",us-east-1,iam,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A",
                        "Tyler," + account.arn("user/team/Tyler") + "," + now + ",true,no_information," + now
                                + ",N/A,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A");
    }

    /** As recorded from AWS, which of two certificates names the one first that is not active. */
    @Test
    void rowsTellOfSigningCertificates() {
        String first = server.clock().instant().toString();
        iam.createUser(in -> in.userName("Tyler"));
        upload();
        server.clock().forward(Duration.ofSeconds(60));
        String second = server.clock().instant().toString();
        String id = upload();
        iam.updateSigningCertificate(
                in -> in.userName("Tyler").certificateId(id).status("Inactive"));
        generate();

        assertThat(lines()).last().asString().endsWith(",false," + second + ",true," + first);
    }

    private String upload() {
        return iam.uploadSigningCertificate(in -> in.userName("Tyler")
                        .certificateBody(TestCertificates.selfSigned().pem()))
                .certificate()
                .certificateId();
    }

    @Test
    void aReportStandsForFourHours() {
        generate();
        List<String> first = lines();
        iam.createUser(in -> in.userName("late"));
        server.clock().forward(Duration.ofHours(4).minusSeconds(1));
        assertThat(generate().state()).isEqualTo(ReportStateType.COMPLETE);
        assertThat(lines()).isEqualTo(first);

        server.clock().forward(Duration.ofSeconds(1));
        assertRefusedWithoutAWord(() -> iam.getCredentialReport(in -> {}), "ReportExpired");
        assertThat(generate().state()).isEqualTo(ReportStateType.STARTED);
        assertThat(lines()).hasSize(first.size() + 1);
    }

    @Test
    void aReportIsOnlyForThoseWhoMayHaveIt() {
        var tyler = server.iam(newUser("tyler"));
        assertRefused(
                () -> tyler.generateCredentialReport(in -> {}),
                403,
                "AccessDenied",
                "User: " + account.arn("user/tyler") + " is not authorized to perform: iam:GenerateCredentialReport on"
                        + " resource: * because no identity-based policy allows the"
                        + " iam:GenerateCredentialReport action");
        assertRefused(() -> tyler.getCredentialReport(in -> {}), 403, "AccessDenied");
    }

    @Test
    void aPasswordIsDueAsThePolicyOfTheAccountHasItAndAKeyWasUsedJustNow() {
        iam.updateAccountPasswordPolicy(in -> in.minimumPasswordLength(8).maxPasswordAge(30));
        iam.createUser(in -> in.userName("tyler"));
        iam.createLoginProfile(in -> in.userName("tyler").password("correct-Horse-9"));
        server.clock().forward(Duration.ofDays(1));
        iam.updateLoginProfile(in -> in.userName("tyler").password("another-Horse-9"));
        Instant changed = server.clock().instant();
        server.sts(account.root()).getCallerIdentity();
        generate();

        assertThat(lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("tyler,")
                        .contains(",true,no_information," + changed + "," + changed.plus(Duration.ofDays(30))
                                + ",false,"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("<root_account>,")
                        .contains(",not_supported,false,true," + AwsServer.START + "," + changed + ",us-east-1,sts,"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("admin,")
                        .contains(",true," + AwsServer.START + "," + changed + ",us-east-1,iam,"));
    }

    @Test
    void signingCertificatesAreTheirOwners() {
        iam.createUser(in -> in.userName("tyler"));
        String first = iam.uploadSigningCertificate(in -> in.userName("tyler")
                        .certificateBody(TestCertificates.selfSigned().pem()))
                .certificate()
                .certificateId();
        Instant uploaded = server.clock().instant();
        server.clock().forward(Duration.ofMinutes(1));
        iam.uploadSigningCertificate(in -> in.userName("tyler")
                .certificateBody(TestCertificates.selfSigned().pem()));
        iam.updateSigningCertificate(
                in -> in.userName("tyler").certificateId(first).status(StatusType.INACTIVE));
        generate();

        assertThat(lines())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("tyler,")
                        .endsWith(",false," + uploaded + ",true," + uploaded.plus(Duration.ofMinutes(1))));
    }
}
