// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.credential.KeyAlgorithm;
import io.sallyport.simulators.fido.message.Parameters;
import java.util.Collection;
import java.util.List;

/** authenticatorGetInfo (CTAP 2.1 §6.4): what the profile says, and what each command and extension adds. */
final class GetInfo implements Command {
    private final KeyProfile profile;
    private final UserGate gate;
    private final Collection<Command> commands;
    private final Extensions extensions;

    /** @param commands all of the key's, looked at when it is asked */
    GetInfo(KeyProfile profile, UserGate gate, Collection<Command> commands, Extensions extensions) {
        this.profile = profile;
        this.gate = gate;
        this.commands = commands;
        this.extensions = extensions;
    }

    @Override
    public Step run(Parameters parameters) {
        CBORObject algorithms = CBORObject.NewArray();
        profile.algorithms().stream()
                .filter(cose -> KeyAlgorithm.of(cose).isPresent())
                .forEach(cose ->
                        algorithms.Add(CBORObject.NewMap().Add("alg", cose).Add("type", "public-key")));
        Info info = new Info()
                .member(0x01, versions())
                .member(0x03, profile.aaguid().toArray())
                .option("rk", true)
                .option("up", true)
                .option("plat", false)
                .member(0x05, profile.limits().maxMessage())
                .member(0x07, profile.limits().maxListed())
                .member(0x08, profile.limits().maxCredentialId())
                .member(0x09, profile.transports())
                .member(0x0a, algorithms);
        if (profile.has(Feature.FIRMWARE_IN_INFO)) {
            info.member(0x0e, profile.firmware().number());
        }
        if (!extensions.known().isEmpty()) {
            info.member(
                    0x02, extensions.known().stream().map(Extension::identifier).toList());
        }
        commands.forEach(command -> command.describe(info));
        extensions.known().forEach(extension -> extension.describe(info));
        return new Step.Answer(info.encode());
    }

    /** U2F cannot verify anybody: it is not there while everybody is to be verified (CTAP 2.1 §7.2.4). */
    private List<String> versions() {
        return profile.versions().stream()
                .filter(version -> !gate.isU2fDisabled() || !version.equals("U2F_V2"))
                .toList();
    }
}
