// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;
import static io.sallyport.web.aws.Authorisation.onEachArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.certificate.ServerCertificateUpload;
import io.sallyport.core.credential.ServerCertificate;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.ServerCertificateName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.DeleteServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.DeleteServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.GetServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.GetServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesResponse;
import software.amazon.awssdk.services.iam.model.ServerCertificateMetadata;
import software.amazon.awssdk.services.iam.model.UpdateServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UpdateServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.UploadServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UploadServerCertificateResponse;

/** Certificates for servers. */
public final class ServerCertificateActions {
    private final Ids ids;
    private final InstantSource clock;

    public ServerCertificateActions(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "UploadServerCertificate",
                        UploadServerCertificateRequest.class,
                        onArn(
                                ServerCertificateActions::newArn,
                                (in, keys) -> TagMembers.put(keys, in.tags()),
                                in -> in.tags().isEmpty() ? List.of() : List.of("TagServerCertificate")),
                        this::uploadServerCertificate)
                .reads(
                        "GetServerCertificate",
                        GetServerCertificateRequest.class,
                        onArn((call, in) -> resource(call, in.serverCertificateName())),
                        this::getServerCertificate)
                .reads(
                        "ListServerCertificates",
                        ListServerCertificatesRequest.class,
                        onArn((call, in) -> call.account()
                                .id()
                                .iam("server-certificate" + EntityPath.prefix(in.pathPrefix()))
                                .toString()),
                        this::listServerCertificates)
                .changes(
                        "UpdateServerCertificate",
                        UpdateServerCertificateRequest.class,
                        onEachArn(ServerCertificateActions::oldAndNewArn),
                        this::updateServerCertificate)
                .changes(
                        "DeleteServerCertificate",
                        DeleteServerCertificateRequest.class,
                        onArn((call, in) -> resource(call, in.serverCertificateName())),
                        this::deleteServerCertificate);
    }

    private static String newArn(Call call, UploadServerCertificateRequest in) {
        return ServerCertificate.arn(
                        call.account().id(),
                        EntityPath.orRoot(in.path()),
                        new ServerCertificateName(in.serverCertificateName()))
                .toString();
    }

    /** What the caller has to be allowed to act on, whether or not there is such a certificate. */
    static String resource(Call call, String name) {
        ServerCertificateName parsed = new ServerCertificateName(name);
        AccountId account = call.account().id();
        return call.account()
                .serverCertificates()
                .find(parsed)
                .map(certificate -> certificate.arn(account))
                .orElseGet(() -> ServerCertificate.arn(account, EntityPath.ROOT, parsed))
                .toString();
    }

    /** Whoever renames has to be allowed to change the certificate under both names (API, UpdateServerCertificate). */
    private static List<String> oldAndNewArn(Call call, UpdateServerCertificateRequest in) {
        AccountId account = call.account().id();
        return call.account()
                .serverCertificates()
                .find(new ServerCertificateName(in.serverCertificateName()))
                .map(certificate -> Stream.of(
                                certificate.arn(account),
                                ServerCertificate.arn(account, path(in, certificate), name(in, certificate)))
                        .map(Arn::toString)
                        .distinct()
                        .toList())
                .orElseGet(() -> List.of(resource(call, in.serverCertificateName())));
    }

    private static ServerCertificateName name(UpdateServerCertificateRequest in, ServerCertificate certificate) {
        return in.newServerCertificateName() == null
                ? certificate.name()
                : new ServerCertificateName(in.newServerCertificateName());
    }

    private static EntityPath path(UpdateServerCertificateRequest in, ServerCertificate certificate) {
        return in.newPath() == null ? certificate.path() : new EntityPath(in.newPath());
    }

    static ServerCertificate require(Call call, String name) {
        return call.account().serverCertificates().require(new ServerCertificateName(name));
    }

    private UploadServerCertificateResponse uploadServerCertificate(Call call, UploadServerCertificateRequest in) {
        AccountId account = call.account().id();
        List<Tag> tags = TagMembers.readWithCase(in.tags());
        Instant now = clock.instant();
        ServerCertificate certificate = new ServerCertificate(
                ids.unique(UniqueId.Prefix.ASCA, account),
                new ServerCertificateName(in.serverCertificateName()),
                EntityPath.orRoot(in.path()),
                ServerCertificateUpload.check(in.certificateBody(), in.privateKey(), in.certificateChain(), now),
                now.truncatedTo(ChronoUnit.SECONDS));
        call.account().serverCertificates().add(certificate);
        call.account().tags().put(certificate.id(), tags);
        return UploadServerCertificateResponse.builder()
                .serverCertificateMetadata(metadata(account, certificate))
                // Recorded: no member where no tag was given.
                .tags(tags.isEmpty() ? null : TagMembers.write(tags))
                .build();
    }

    private static ServerCertificateMetadata metadata(AccountId account, ServerCertificate certificate) {
        return ServerCertificateMetadata.builder()
                .path(certificate.path().value())
                .serverCertificateName(certificate.name().value())
                .serverCertificateId(certificate.id().value())
                .arn(certificate.arn(account).toString())
                .uploadDate(certificate.uploadedAt())
                .expiration(certificate.certificate().expiration())
                .build();
    }

    private GetServerCertificateResponse getServerCertificate(Call call, GetServerCertificateRequest in) {
        ServerCertificate certificate = require(call, in.serverCertificateName());
        List<Tag> tags = call.account().tags().of(certificate.id());
        return GetServerCertificateResponse.builder()
                .serverCertificate(software.amazon.awssdk.services.iam.model.ServerCertificate.builder()
                        .serverCertificateMetadata(metadata(call.account().id(), certificate))
                        .certificateBody(certificate.certificate().body())
                        .certificateChain(certificate.certificate().chain())
                        .tags(TagMembers.write(tags))
                        .build())
                .build();
    }

    private ListServerCertificatesResponse listServerCertificates(Call call, ListServerCertificatesRequest in) {
        Page<ServerCertificate> page = call.account()
                .serverCertificates()
                .list(EntityPath.prefix(in.pathPrefix()), PageRequest.of(in.maxItems(), in.marker()));
        return ListServerCertificatesResponse.builder()
                .serverCertificateMetadataList(
                        page.map(certificate -> metadata(call.account().id(), certificate))
                                .items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private UpdateServerCertificateResponse updateServerCertificate(Call call, UpdateServerCertificateRequest in) {
        ServerCertificate certificate = require(call, in.serverCertificateName());
        call.account().serverCertificates().rename(certificate, name(in, certificate), path(in, certificate));
        return UpdateServerCertificateResponse.builder().build();
    }

    private DeleteServerCertificateResponse deleteServerCertificate(Call call, DeleteServerCertificateRequest in) {
        call.account().serverCertificates().remove(require(call, in.serverCertificateName()));
        return DeleteServerCertificateResponse.builder().build();
    }
}
