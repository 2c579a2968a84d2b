// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Port: the SAML providers of one account. */
public interface SamlProviders {
    /** AWS's default quota. */
    int QUOTA = 100;

    /** A second key is there while one takes the place of the other. */
    int KEYS_PER_PROVIDER = 2;

    /**
     * Adds a provider.
     *
     * @throws IamException {@code ENTITY_ALREADY_EXISTS}, {@code LIMIT_EXCEEDED}
     */
    void add(SamlProvider provider, SamlMetadata metadata);

    Optional<SamlProvider> find(Arn arn);

    /** As {@link #require}, and nobody else changes it until this transaction ends. */
    SamlProvider lock(Arn arn);

    /** The document as it was given. */
    String metadata(SamlProvider provider);

    /** All of them, by ARN. */
    List<SamlProvider> list();

    void replaceMetadata(SamlProvider provider, SamlMetadata metadata, Instant validUntil);

    void setEncryption(SamlProvider provider, AssertionEncryption encryption);

    /** Its keys, oldest first. */
    List<SamlKeyEntry> keys(SamlProvider provider);

    /** What opens assertions encrypted for it. */
    List<SamlPrivateKey> privateKeys(SamlProvider provider);

    /**
     * Adds a key, sealed, to a provider that is {@linkplain #lock locked} or new.
     *
     * @throws IamException {@code LIMIT_EXCEEDED} beyond {@link #KEYS_PER_PROVIDER}
     */
    void addKey(SamlProvider provider, SamlKeyEntry entry, SamlPrivateKey key);

    /** @return whether there was such a key */
    boolean removeKey(SamlProvider provider, UniqueId key);

    /**
     * Removes a provider, its keys and its tags.
     *
     * @throws IamException {@code NO_SUCH_ENTITY}
     */
    void remove(Arn arn);

    default SamlProvider require(Arn arn) {
        return find(arn).orElseThrow(() -> notFound(arn));
    }

    static IamException notFound(Arn arn) {
        return new IamException(Kind.NO_SUCH_ENTITY, "Manifest not found for arn " + arn);
    }
}
