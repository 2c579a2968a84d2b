// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.AuthenticatorTransport;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.SecurityKeys.Descriptor;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All the credentials the library gets to see in one ceremony: those of one owner. It cannot take another's for his,
 * since it never meets one.
 *
 * @param handle the owner's user handle
 */
record OwnedCredentials(Bytes handle, Collection<KeyCredential> credentials) implements CredentialRepository {
    /** The library wants user names; ceremonies here name the user by handle only. */
    private static final String NAME = "owner";

    Optional<KeyCredential> find(ByteArray id) {
        return credentials.stream()
                .filter(c -> id.equals(ByteArrays.of(c.credentialId())))
                .findFirst();
    }

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
        return credentials.stream()
                .map(Descriptor::of)
                .map(OwnedCredentials::described)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** With the transports that the key told of, which a client may use to find it (WebAuthn L3 §5.8.3). */
    static PublicKeyCredentialDescriptor described(Descriptor credential) {
        Optional<Set<AuthenticatorTransport>> transports = Optional.of(credential.transports())
                .filter(told -> !told.isEmpty())
                .map(told -> told.stream().map(AuthenticatorTransport::of).collect(Collectors.toUnmodifiableSet()));
        return PublicKeyCredentialDescriptor.builder()
                .id(ByteArrays.of(credential.id()))
                .transports(transports)
                .build();
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String username) {
        return Optional.of(ByteArrays.of(handle));
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
        return userHandle.equals(ByteArrays.of(handle)) ? Optional.of(NAME) : Optional.empty();
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
        return userHandle.equals(ByteArrays.of(handle)) ? find(credentialId).map(this::toLibrary) : Optional.empty();
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
        return find(credentialId).map(this::toLibrary).stream().collect(Collectors.toUnmodifiableSet());
    }

    private RegisteredCredential toLibrary(KeyCredential credential) {
        return RegisteredCredential.builder()
                .credentialId(ByteArrays.of(credential.credentialId()))
                .userHandle(ByteArrays.of(handle))
                .publicKeyCose(ByteArrays.of(credential.publicKey()))
                .signatureCount(credential.signatureCount())
                .build();
    }
}
