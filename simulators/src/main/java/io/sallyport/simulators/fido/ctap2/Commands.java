// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.simulators.fido.attestation.Attestation;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.credential.Credentials;
import io.sallyport.simulators.fido.credential.Signer;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands that a key's profile has, by their numbers (CTAP 2.1 §8.1), and the extensions that they share. */
final class Commands {
    private Commands() {}

    /** @param restart for a key that was reset */
    static Map<Integer, Command> of(
            Chip chip, Attestation attestation, UserVerification verification, Instant poweredUp, Runnable restart) {
        KeyProfile profile = chip.profile();
        Credentials credentials = new Credentials(chip);
        Signer signer = new Signer(chip);
        Extensions extensions = new Extensions(extensions(profile, verification));
        UserGate gate = new UserGate(profile, verification);
        AssertionQueue queue = new AssertionQueue(chip.environment().clock());
        Map<Integer, Command> commands = new TreeMap<>();
        commands.put(0x01, new MakeCredential(profile, credentials, signer, gate, extensions, attestation));
        commands.put(0x02, new GetAssertion(profile, credentials, signer, gate, extensions, queue));
        commands.put(0x04, new GetInfo(profile, gate, commands.values(), extensions));
        commands.put(0x07, new Reset(chip.environment(), poweredUp, credentials, restart));
        commands.put(0x08, new GetNextAssertion(signer, queue));
        if (!profile.pinProtocols().isEmpty()) {
            commands.put(0x06, new ClientPin(profile, verification));
        }
        if (profile.has(Feature.FINGERPRINT)) {
            BioEnrollment enrollment = new BioEnrollment(profile, verification);
            commands.put(0x09, enrollment);
            commands.put(0x40, enrollment);
        }
        if (profile.has(Feature.CREDENTIAL_MANAGEMENT)) {
            commands.put(0x0a, new CredentialManagement(chip, credentials, verification, false));
        }
        if (profile.isCtap21()) {
            commands.put(0x0b, new Selection());
        }
        if (profile.has(Feature.LARGE_BLOBS)) {
            commands.put(0x0c, new LargeBlobs(chip, verification));
        }
        if (profile.has(Feature.CONFIG)) {
            commands.put(0x0d, new AuthenticatorConfig(profile, verification));
        }
        if (profile.has(Feature.CREDENTIAL_MANAGEMENT_PREVIEW)) {
            commands.put(0x41, new CredentialManagement(chip, credentials, verification, true));
        }
        return commands;
    }

    /** Those that the profile lists, in its order. */
    private static List<Extension> extensions(KeyProfile profile, UserVerification verification) {
        Map<String, Extension> written = Stream.of(
                        new CredProtect(),
                        new CredBlob(profile.limits().credBlob()),
                        new LargeBlobKey(),
                        new HmacSecret(verification),
                        new MinPinLength(verification.settings()))
                .collect(Collectors.toMap(Extension::identifier, Function.identity()));
        return profile.extensions().stream()
                .map(written::get)
                .filter(Objects::nonNull)
                .toList();
    }
}
