// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.certificate.SshRsaKey;
import io.sallyport.core.credential.SshPublicKey;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.UniqueId;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.DeleteSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteSshPublicKeyResponse;
import software.amazon.awssdk.services.iam.model.EncodingType;
import software.amazon.awssdk.services.iam.model.GetSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.GetSshPublicKeyResponse;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysRequest;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysResponse;
import software.amazon.awssdk.services.iam.model.SSHPublicKey;
import software.amazon.awssdk.services.iam.model.SSHPublicKeyMetadata;
import software.amazon.awssdk.services.iam.model.UpdateSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateSshPublicKeyResponse;
import software.amazon.awssdk.services.iam.model.UploadSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.UploadSshPublicKeyResponse;

/** Keys for CodeCommit over SSH. */
public final class SshPublicKeyActions {
    private final Ids ids;
    private final InstantSource clock;

    public SshPublicKeyActions(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "UploadSSHPublicKey",
                        UploadSshPublicKeyRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::uploadSshPublicKey)
                .reads(
                        "GetSSHPublicKey",
                        GetSshPublicKeyRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::getSshPublicKey)
                .reads(
                        "ListSSHPublicKeys",
                        ListSshPublicKeysRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::listSshPublicKeys)
                .changes(
                        "UpdateSSHPublicKey",
                        UpdateSshPublicKeyRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::updateSshPublicKey)
                .changes(
                        "DeleteSSHPublicKey",
                        DeleteSshPublicKeyRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::deleteSshPublicKey);
    }

    private static User user(Call call, @Nullable String userName) {
        return Target.of(call, userName).requireUser();
    }

    private UploadSshPublicKeyResponse uploadSshPublicKey(Call call, UploadSshPublicKeyRequest in) {
        User user = user(call, in.userName());
        SshPublicKey key = new SshPublicKey(
                ids.sshPublicKey(call.account().id()),
                user.id(),
                SshRsaKey.read(in.sshPublicKeyBody()),
                true,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        call.account().sshPublicKeys().add(key);
        return UploadSshPublicKeyResponse.builder()
                .sshPublicKey(shown(user, key, in.sshPublicKeyBody()))
                .build();
    }

    private GetSshPublicKeyResponse getSshPublicKey(Call call, GetSshPublicKeyRequest in) {
        User user = user(call, in.userName());
        SshPublicKey key = call.account().sshPublicKeys().require(user.id(), new UniqueId(in.sshPublicKeyId()));
        String body =
                in.encoding() == EncodingType.PEM ? key.key().pem() : key.key().ssh();
        return GetSshPublicKeyResponse.builder()
                .sshPublicKey(shown(user, key, body))
                .build();
    }

    private static SSHPublicKey shown(User user, SshPublicKey key, String body) {
        return SSHPublicKey.builder()
                .userName(user.name().value())
                .sshPublicKeyId(key.id().value())
                .fingerprint(key.key().fingerprint())
                .sshPublicKeyBody(body)
                .status(Status.of(key.active()))
                .uploadDate(key.uploadedAt())
                .build();
    }

    private ListSshPublicKeysResponse listSshPublicKeys(Call call, ListSshPublicKeysRequest in) {
        User user = user(call, in.userName());
        Page<SshPublicKey> page =
                call.account().sshPublicKeys().of(user.id(), PageRequest.of(in.maxItems(), in.marker()));
        return ListSshPublicKeysResponse.builder()
                .sshPublicKeys(page.map(key -> SSHPublicKeyMetadata.builder()
                                .userName(user.name().value())
                                .sshPublicKeyId(key.id().value())
                                .status(Status.of(key.active()))
                                .uploadDate(key.uploadedAt())
                                .build())
                        .items())
                .isTruncated(page.isTruncated())
                .marker(page.marker())
                .build();
    }

    private UpdateSshPublicKeyResponse updateSshPublicKey(Call call, UpdateSshPublicKeyRequest in) {
        call.account()
                .sshPublicKeys()
                .setActive(
                        user(call, in.userName()).id(),
                        new UniqueId(in.sshPublicKeyId()),
                        Status.isActive(in.status()));
        return UpdateSshPublicKeyResponse.builder().build();
    }

    private DeleteSshPublicKeyResponse deleteSshPublicKey(Call call, DeleteSshPublicKeyRequest in) {
        call.account().sshPublicKeys().remove(user(call, in.userName()).id(), new UniqueId(in.sshPublicKeyId()));
        return DeleteSshPublicKeyResponse.builder().build();
    }
}
