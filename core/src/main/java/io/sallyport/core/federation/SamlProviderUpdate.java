// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.federation;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.name.Arn;
import io.sallyport.core.name.UniqueId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a SAML provider; null leaves a thing as it is, but not everything is null.
 *
 * @param addKey not together with {@code removeKey}: keys are changed in two requests, so that one is always there
 */
public record SamlProviderUpdate(
        @Nullable SamlMetadata metadata,
        @Nullable AssertionEncryption encryption,
        @Nullable SamlPrivateKey addKey,
        @Nullable UniqueId removeKey) {

    /** @throws IamException {@code INVALID_INPUT} */
    public SamlProviderUpdate {
        if (metadata == null && encryption == null && addKey == null && removeKey == null) {
            throw invalid(
                    "Unable to update identity provider. No updates are defined for metadata or encryption assertion.");
        }
        if (addKey != null && removeKey != null) {
            throw invalid("Unable to add and remove private keys in the same request. Set a value for only one of the"
                    + " two parameters.");
        }
    }

    /**
     * Changes a provider.
     *
     * @param keyId of the key that may be added
     * @throws IamException {@code NO_SUCH_ENTITY}, {@code INVALID_INPUT}, {@code LIMIT_EXCEEDED}
     */
    public void apply(SamlProviders providers, Arn arn, UniqueId keyId, Instant now) {
        SamlProvider provider = providers.lock(arn);
        if (metadata != null) {
            providers.replaceMetadata(provider, metadata, metadata.validUntil(now));
        }
        changeKeys(providers, provider, keyId, now);
        if (encryption != null) {
            providers.setEncryption(provider, encryption);
        }
        boolean required = (encryption == null ? provider.encryption() : encryption) == AssertionEncryption.REQUIRED;
        if (required && providers.keys(provider).isEmpty()) {
            throw invalid(
                    removeKey == null
                            ? "Unable to set assertion encryption mode to Required because no private key is provided."
                            : "Failed to remove private key.");
        }
    }

    private void changeKeys(SamlProviders providers, SamlProvider provider, UniqueId keyId, Instant now) {
        if (addKey != null) {
            providers.addKey(provider, new SamlKeyEntry(keyId, now), addKey);
        }
        if (removeKey != null && !providers.removeKey(provider, removeKey)) {
            throw invalid("Failed to remove private key because the Key ID does not match a private key.");
        }
    }

    private static IamException invalid(String message) {
        return new IamException(Kind.INVALID_INPUT, message);
    }
}
