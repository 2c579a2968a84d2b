// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.web.aws.iam;

import static io.sallyport.web.aws.Authorisation.onArn;

import io.sallyport.core.federation.AssertionEncryption;
import io.sallyport.core.federation.SamlMetadata;
import io.sallyport.core.federation.SamlMetadataReader;
import io.sallyport.core.federation.SamlPrivateKey;
import io.sallyport.core.federation.SamlProvider;
import io.sallyport.core.federation.SamlProviderUpdate;
import io.sallyport.core.identity.Tag;
import io.sallyport.core.identity.TagOwner;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.Ids;
import io.sallyport.core.name.SamlProviderName;
import io.sallyport.core.name.UniqueId;
import io.sallyport.web.aws.Actions;
import io.sallyport.web.aws.Call;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AssertionEncryptionModeType;
import software.amazon.awssdk.services.iam.model.CreateSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.CreateSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.DeleteSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.DeleteSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.GetSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.GetSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersResponse;
import software.amazon.awssdk.services.iam.model.SAMLPrivateKey;
import software.amazon.awssdk.services.iam.model.SAMLProviderListEntry;
import software.amazon.awssdk.services.iam.model.UpdateSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.UpdateSamlProviderResponse;

/** SAML providers. */
public final class SamlProviderActions {
    private final Ids ids;
    private final InstantSource clock;

    public SamlProviderActions(Ids ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    public void bind(Actions.Builder<Call> on) {
        on.changes(
                        "CreateSAMLProvider",
                        CreateSamlProviderRequest.class,
                        onArn(
                                (call, in) -> newArn(call, in).toString(),
                                (in, keys) -> TagMembers.put(keys, in.tags()),
                                in -> in.tags().isEmpty() ? List.of() : List.of("TagSAMLProvider")),
                        this::createSamlProvider)
                .reads(
                        "GetSAMLProvider",
                        GetSamlProviderRequest.class,
                        onArn((call, in) ->
                                ProviderArns.SAML.parse(in.samlProviderArn()).toString()),
                        this::getSamlProvider)
                .reads(
                        "ListSAMLProviders",
                        ListSamlProvidersRequest.class,
                        onArn((call, in) -> ProviderArns.SAML.all(call)),
                        this::listSamlProviders)
                .changes(
                        "UpdateSAMLProvider",
                        UpdateSamlProviderRequest.class,
                        onArn((call, in) ->
                                ProviderArns.SAML.parse(in.samlProviderArn()).toString()),
                        this::updateSamlProvider)
                .changes(
                        "DeleteSAMLProvider",
                        DeleteSamlProviderRequest.class,
                        onArn((call, in) ->
                                ProviderArns.SAML.parse(in.samlProviderArn()).toString()),
                        this::deleteSamlProvider);
    }

    private static Arn newArn(Call call, CreateSamlProviderRequest in) {
        return new SamlProviderName(in.name()).arn(call.account().id());
    }

    private CreateSamlProviderResponse createSamlProvider(Call call, CreateSamlProviderRequest in) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        SamlMetadata metadata = SamlMetadataReader.read(in.samlMetadataDocument());
        List<Tag> tags = TagMembers.readWithCase(in.tags());
        SamlProvider provider = new SamlProvider(
                newArn(call, in),
                newId(call, UniqueId.Prefix.SAMLSP),
                AssertionEncryption.ALLOWED,
                now,
                metadata.validUntil(now));
        call.account().samlProviders().add(provider, metadata);
        AssertionEncryption encryption = encryption(in.assertionEncryptionMode());
        SamlPrivateKey key = key(in.addPrivateKey());
        if (encryption != null || key != null) {
            // The rules are those of a later change.
            new SamlProviderUpdate(null, encryption, key, null)
                    .apply(call.account().samlProviders(), provider.arn(), newId(call, UniqueId.Prefix.SAMLPK), now);
        }
        call.account().tags().put(TagOwner.of(provider.arn()), tags);
        return CreateSamlProviderResponse.builder()
                .samlProviderArn(provider.arn().toString())
                .tags(tags.isEmpty() ? null : TagMembers.write(tags))
                .build();
    }

    private UniqueId newId(Call call, UniqueId.Prefix prefix) {
        return ids.unique(prefix, call.account().id());
    }

    private GetSamlProviderResponse getSamlProvider(Call call, GetSamlProviderRequest in) {
        Arn arn = ProviderArns.SAML.parse(in.samlProviderArn());
        SamlProvider provider = call.account().samlProviders().require(arn);
        return GetSamlProviderResponse.builder()
                .samlProviderUUID(provider.uuid().value())
                .samlMetadataDocument(call.account().samlProviders().metadata(provider))
                .createDate(provider.createdAt())
                .validUntil(provider.validUntil())
                .tags(TagMembers.write(call.account().tags().of(TagOwner.of(arn))))
                .assertionEncryptionMode(
                        provider.encryption() == AssertionEncryption.REQUIRED
                                ? AssertionEncryptionModeType.REQUIRED
                                : AssertionEncryptionModeType.ALLOWED)
                .privateKeyList(call.account().samlProviders().keys(provider).stream()
                        .map(key -> SAMLPrivateKey.builder()
                                .keyId(key.id().value())
                                .timestamp(key.addedAt())
                                .build())
                        .toList())
                .build();
    }

    private ListSamlProvidersResponse listSamlProviders(Call call, ListSamlProvidersRequest in) {
        return ListSamlProvidersResponse.builder()
                .samlProviderList(call.account().samlProviders().list().stream()
                        .map(provider -> SAMLProviderListEntry.builder()
                                .arn(provider.arn().toString())
                                .validUntil(provider.validUntil())
                                .createDate(provider.createdAt())
                                .build())
                        .toList())
                .build();
    }

    private UpdateSamlProviderResponse updateSamlProvider(Call call, UpdateSamlProviderRequest in) {
        Arn arn = ProviderArns.SAML.parse(in.samlProviderArn());
        String document = in.samlMetadataDocument();
        String removed = in.removePrivateKey();
        new SamlProviderUpdate(
                        document == null ? null : SamlMetadataReader.read(document),
                        encryption(in.assertionEncryptionMode()),
                        key(in.addPrivateKey()),
                        removed == null ? null : new UniqueId(removed))
                .apply(
                        call.account().samlProviders(),
                        arn,
                        newId(call, UniqueId.Prefix.SAMLPK),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return UpdateSamlProviderResponse.builder()
                .samlProviderArn(arn.toString())
                .build();
    }

    private DeleteSamlProviderResponse deleteSamlProvider(Call call, DeleteSamlProviderRequest in) {
        call.account().samlProviders().remove(ProviderArns.SAML.parse(in.samlProviderArn()));
        return DeleteSamlProviderResponse.builder().build();
    }

    private static @Nullable AssertionEncryption encryption(@Nullable AssertionEncryptionModeType mode) {
        if (mode == null) {
            return null;
        }
        return mode == AssertionEncryptionModeType.REQUIRED
                ? AssertionEncryption.REQUIRED
                : AssertionEncryption.ALLOWED;
    }

    private static @Nullable SamlPrivateKey key(@Nullable String pem) {
        return pem == null ? null : SamlPrivateKey.parse(pem);
    }
}
