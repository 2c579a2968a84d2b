// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.Ids;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;

/** Access keys, whose secret is shown when they are made and never again. */
public final class AccessKeyActions {
    private final Ids ids;
    private final SecureRandom random;
    private final InstantSource clock;

    public AccessKeyActions(Ids ids, SecureRandom random, InstantSource clock) {
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "CreateAccessKey",
                        CreateAccessKeyRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::createAccessKey)
                .reads(
                        "ListAccessKeys",
                        ListAccessKeysRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::listAccessKeys)
                .changes(
                        "DeleteAccessKey",
                        DeleteAccessKeyRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::deleteAccessKey);
    }

    private CreateAccessKeyResponse createAccessKey(Call call, CreateAccessKeyRequest in) {
        Target target = Target.of(call, in.userName());
        SecretAccessKey secret = SecretAccessKey.generate(random);
        io.sallyport.core.credential.AccessKey key = new io.sallyport.core.credential.AccessKey(
                ids.accessKey(call.account().id()),
                target.id(),
                true,
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        call.account().accessKeys().add(key, secret);
        return CreateAccessKeyResponse.builder()
                .accessKey(AccessKey.builder()
                        .userName(target.userName())
                        .accessKeyId(key.id().value())
                        .status(Wire.status(key))
                        .secretAccessKey(secret.reveal())
                        .createDate(key.createdAt())
                        .build())
                .build();
    }

    private ListAccessKeysResponse listAccessKeys(Call call, ListAccessKeysRequest in) {
        Target target = Target.of(call, in.userName());
        Page<io.sallyport.core.credential.AccessKey> page =
                call.account().accessKeys().of(target.id(), PageRequest.of(in.maxItems(), in.marker()));
        return ListAccessKeysResponse.builder()
                .accessKeyMetadata(
                        page.map(key -> Wire.metadata(key, target.userName())).items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private DeleteAccessKeyResponse deleteAccessKey(Call call, DeleteAccessKeyRequest in) {
        call.account().accessKeys().remove(Target.of(call, in.userName()).id(), new AccessKeyId(in.accessKeyId()));
        return DeleteAccessKeyResponse.builder().build();
    }
}
