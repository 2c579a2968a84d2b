// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.certificate.SigningCertificateUpload;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.UniqueId;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.iam.model.DeleteSigningCertificateRequest;
import software.amazon.awssdk.services.iam.model.DeleteSigningCertificateResponse;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesResponse;
import software.amazon.awssdk.services.iam.model.SigningCertificate;
import software.amazon.awssdk.services.iam.model.UpdateSigningCertificateRequest;
import software.amazon.awssdk.services.iam.model.UpdateSigningCertificateResponse;
import software.amazon.awssdk.services.iam.model.UploadSigningCertificateRequest;
import software.amazon.awssdk.services.iam.model.UploadSigningCertificateResponse;

/** Certificates that users and root sign with. */
public final class SigningCertificateActions {
    private final Ids ids;
    private final InstantSource clock;

    public SigningCertificateActions(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "UploadSigningCertificate",
                        UploadSigningCertificateRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::uploadSigningCertificate)
                .reads(
                        "ListSigningCertificates",
                        ListSigningCertificatesRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::listSigningCertificates)
                .changes(
                        "UpdateSigningCertificate",
                        UpdateSigningCertificateRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::updateSigningCertificate)
                .changes(
                        "DeleteSigningCertificate",
                        DeleteSigningCertificateRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::deleteSigningCertificate);
    }

    private UploadSigningCertificateResponse uploadSigningCertificate(Call call, UploadSigningCertificateRequest in) {
        Target target = Target.of(call, in.userName());
        Instant now = clock.instant();
        var certificate = new io.sallyport.core.credential.SigningCertificate(
                ids.signingCertificate(),
                target.id(),
                SigningCertificateUpload.check(in.certificateBody(), now),
                true,
                now.truncatedTo(ChronoUnit.MILLIS));
        call.account().signingCertificates().add(certificate);
        return UploadSigningCertificateResponse.builder()
                .certificate(shown(target, certificate))
                .build();
    }

    private static SigningCertificate shown(
            Target target, io.sallyport.core.credential.SigningCertificate certificate) {
        return SigningCertificate.builder()
                .userName(target.userName())
                .certificateId(certificate.id().value())
                .certificateBody(certificate.certificate().body())
                .status(Status.of(certificate.active()))
                .uploadDate(certificate.uploadedAt())
                .build();
    }

    private ListSigningCertificatesResponse listSigningCertificates(Call call, ListSigningCertificatesRequest in) {
        Target target = Target.of(call, in.userName());
        Page<SigningCertificate> page = call.account()
                .signingCertificates()
                .of(target.id(), PageRequest.of(in.maxItems(), in.marker()))
                .map(certificate -> shown(target, certificate));
        return ListSigningCertificatesResponse.builder()
                .certificates(page.items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private UpdateSigningCertificateResponse updateSigningCertificate(Call call, UpdateSigningCertificateRequest in) {
        call.account()
                .signingCertificates()
                .setActive(
                        Target.of(call, in.userName()).id(),
                        new UniqueId(in.certificateId()),
                        Status.isActive(in.status()));
        return UpdateSigningCertificateResponse.builder().build();
    }

    private DeleteSigningCertificateResponse deleteSigningCertificate(Call call, DeleteSigningCertificateRequest in) {
        call.account()
                .signingCertificates()
                .remove(Target.of(call, in.userName()).id(), new UniqueId(in.certificateId()));
        return DeleteSigningCertificateResponse.builder().build();
    }
}
