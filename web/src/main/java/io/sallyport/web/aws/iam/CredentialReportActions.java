// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.account.CredentialReport;
import io.sallyport.core.account.CredentialReports;
import io.sallyport.core.account.KeyUses;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.GenerateCredentialReportRequest;
import software.amazon.awssdk.services.iam.model.GenerateCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.GetCredentialReportRequest;
import software.amazon.awssdk.services.iam.model.GetCredentialReportResponse;
import software.amazon.awssdk.services.iam.model.ReportFormatType;
import software.amazon.awssdk.services.iam.model.ReportStateType;

/**
 * The credential report. AWS generates it behind the request that asks for it; here it is there when that request is
 * answered, which says {@code STARTED} as AWS does.
 */
public final class CredentialReportActions {
    private static final String STARTING = "No report exists. Starting a new report generation task";

    /** AWS was recorded to say nothing. */
    private static final String SILENT = "";

    private final KeyUses uses;
    private final InstantSource clock;

    public CredentialReportActions(KeyUses uses, InstantSource clock) {
        this.uses = uses;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "GenerateCredentialReport",
                        GenerateCredentialReportRequest.class,
                        onArn((call, in) -> "*"),
                        this::generateCredentialReport)
                .reads(
                        "GetCredentialReport",
                        GetCredentialReportRequest.class,
                        onArn((call, in) -> "*"),
                        this::getCredentialReport);
    }

    private GenerateCredentialReportResponse generateCredentialReport(Call call, GenerateCredentialReportRequest in) {
        CredentialReports reports = call.account().credentialReports();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        boolean stands =
                reports.lock().filter(at -> CredentialReport.stands(at, now)).isPresent();
        if (stands) {
            return GenerateCredentialReportResponse.builder()
                    .state(ReportStateType.COMPLETE)
                    .build();
        }
        reports.put(CredentialReport.of(
                now,
                reports.credentials().stream()
                        .map(user -> user.with(uses, call.account().id()))
                        .toList()));
        return GenerateCredentialReportResponse.builder()
                .state(ReportStateType.STARTED)
                .description(STARTING)
                .build();
    }

    private GetCredentialReportResponse getCredentialReport(Call call, GetCredentialReportRequest in) {
        CredentialReport report = call.account()
                .credentialReports()
                .find()
                .orElseThrow(() -> new IamException(Kind.REPORT_NOT_PRESENT, SILENT));
        if (!CredentialReport.stands(report.generatedAt(), clock.instant())) {
            throw new IamException(Kind.REPORT_EXPIRED, SILENT);
        }
        return GetCredentialReportResponse.builder()
                .content(SdkBytes.fromUtf8String(report.content()))
                .reportFormat(ReportFormatType.TEXT_CSV)
                .generatedTime(report.generatedAt())
                .build();
    }
}
