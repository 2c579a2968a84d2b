// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.Page;
import io.sallyport.core.PageRequest;
import io.sallyport.core.account.KeyUses;
import io.sallyport.core.credential.SecretAccessKey;
import io.sallyport.core.identity.User;
import io.sallyport.core.name.AccessKeyId;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.UniqueId;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyResponse;

/** Access keys, whose secret is shown when they are made and never again. */
public final class AccessKeyActions {
    private static final AccessKeyLastUsed NEVER_USED =
            AccessKeyLastUsed.builder().serviceName("N/A").region("N/A").build();

    private final Ids ids;
    private final SecureRandom random;
    private final InstantSource clock;
    private final KeyUses uses;

    public AccessKeyActions(Ids ids, SecureRandom random, InstantSource clock, KeyUses uses) {
        this.ids = ids;
        this.random = random;
        this.clock = clock;
        this.uses = uses;
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
                .reads(
                        "GetAccessKeyLastUsed",
                        GetAccessKeyLastUsedRequest.class,
                        onArn((call, in) -> ownersArn(call, key(call, in).owner())),
                        this::getAccessKeyLastUsed)
                .changes(
                        "UpdateAccessKey",
                        UpdateAccessKeyRequest.class,
                        onArn((call, in) -> Target.resource(call, in.userName())),
                        this::updateAccessKey)
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

    /**
     * AWS does not say whether a key is there that is not this account's.
     *
     * @throws IamException {@code ACCESS_DENIED}
     */
    private static io.sallyport.core.credential.AccessKey key(Call call, GetAccessKeyLastUsedRequest in) {
        AccessKeyId id = new AccessKeyId(in.accessKeyId());
        return call.account()
                .accessKeys()
                .find(id)
                .orElseThrow(() -> new IamException(
                        Kind.ACCESS_DENIED,
                        "User: " + call.caller().arn() + " is not authorized to perform iam:GetAccessKeyLastUsed"
                                + " on resource: access key " + id));
    }

    private static String ownersArn(Call call, UniqueId owner) {
        AccountId account = call.account().id();
        return owner(call, owner)
                .map(user -> user.arn(account))
                .orElseGet(account::root)
                .toString();
    }

    private static Optional<User> owner(Call call, UniqueId owner) {
        return call.account().users().find(owner);
    }

    private GetAccessKeyLastUsedResponse getAccessKeyLastUsed(Call call, GetAccessKeyLastUsedRequest in) {
        io.sallyport.core.credential.AccessKey key = key(call, in);
        AccessKeyLastUsed lastUsed = uses.lastUse(call.account(), key.id())
                .map(use -> AccessKeyLastUsed.builder()
                        .lastUsedDate(use.at())
                        .serviceName(use.service())
                        .region(use.region())
                        .build())
                .orElse(NEVER_USED);
        return GetAccessKeyLastUsedResponse.builder()
                .userName(owner(call, key.owner())
                        .map(user -> user.name().value())
                        .orElse(null))
                .accessKeyLastUsed(lastUsed)
                .build();
    }

    private UpdateAccessKeyResponse updateAccessKey(Call call, UpdateAccessKeyRequest in) {
        Target target = Target.of(call, in.userName());
        // A value of the enum, but one that only other credentials come to have (recorded).
        if (in.status() == StatusType.EXPIRED) {
            throw new IamException(Kind.INVALID_INPUT, "Status Expired is not valid for access keys.");
        }
        call.account()
                .accessKeys()
                .activate(target.id(), new AccessKeyId(in.accessKeyId()), in.status() == StatusType.ACTIVE);
        return UpdateAccessKeyResponse.builder().build();
    }

    private DeleteAccessKeyResponse deleteAccessKey(Call call, DeleteAccessKeyRequest in) {
        call.account().accessKeys().remove(Target.of(call, in.userName()).id(), new AccessKeyId(in.accessKeyId()));
        return DeleteAccessKeyResponse.builder().build();
    }
}
