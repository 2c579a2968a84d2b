// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.bench.webauthn;

import com.yubico.webauthn.CredentialRepository;
import com.yubico.webauthn.RegisteredCredential;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All samples' credentials, in memory, for java-webauthn-server. */
final class Credentials implements CredentialRepository {
    private final Map<ByteArray, RegisteredCredential> byId;

    Credentials(List<Sample> samples) {
        byId = samples.stream()
                .map(sample -> RegisteredCredential.builder()
                        .credentialId(
                                new ByteArray(sample.credential().credentialId().toArray()))
                        .userHandle(new ByteArray(sample.owner().handle().toArray()))
                        .publicKeyCose(
                                new ByteArray(sample.credential().publicKey().toArray()))
                        .signatureCount(sample.credential().signatureCount())
                        .build())
                .collect(Collectors.toUnmodifiableMap(RegisteredCredential::getCredentialId, c -> c));
    }

    @Override
    public Set<PublicKeyCredentialDescriptor> getCredentialIdsForUsername(String username) {
        return Set.of();
    }

    @Override
    public Optional<ByteArray> getUserHandleForUsername(String username) {
        return Optional.empty();
    }

    @Override
    public Optional<String> getUsernameForUserHandle(ByteArray userHandle) {
        return Optional.of("somebody");
    }

    @Override
    public Optional<RegisteredCredential> lookup(ByteArray credentialId, ByteArray userHandle) {
        return Optional.ofNullable(byId.get(credentialId));
    }

    @Override
    public Set<RegisteredCredential> lookupAll(ByteArray credentialId) {
        return Optional.ofNullable(byId.get(credentialId)).stream().collect(Collectors.toUnmodifiableSet());
    }
}
