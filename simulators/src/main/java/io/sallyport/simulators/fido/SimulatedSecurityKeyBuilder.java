// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido;

import io.sallyport.simulators.Environment;
import io.sallyport.simulators.fido.attestation.Attestation;
import io.sallyport.simulators.fido.attestation.AttestationAuthority;
import io.sallyport.simulators.fido.attestation.AttestationStyle;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.KeyProfile;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a key is made as. Once made it stays that: its storage remembers profile and serial number. */
public final class SimulatedSecurityKeyBuilder {
    private final Environment environment;
    private @Nullable KeyProfile profile;
    private @Nullable Integer serial;
    private @Nullable AttestationAuthority authority;
    private AttestationStyle style = AttestationStyle.PACKED;
    private Set<String> enterprises = Set.of();

    SimulatedSecurityKeyBuilder(Environment environment) {
        this.environment = environment;
    }

    /** Which product it is; a YubiKey of firmware 5.4.3 if nobody says. */
    public SimulatedSecurityKeyBuilder profile(KeyProfile product) {
        profile = product;
        return this;
    }

    /** At most ten digits, as on a key's back; drawn if nobody says. */
    public SimulatedSecurityKeyBuilder serial(int number) {
        serial = number;
        return this;
    }

    /** Who vouches for it and for others of this installation; an authority of its own if nobody says. */
    public SimulatedSecurityKeyBuilder authority(AttestationAuthority maker) {
        authority = maker;
        return this;
    }

    public SimulatedSecurityKeyBuilder attestation(AttestationStyle kind) {
        style = kind;
        return this;
    }

    /** The relying parties of whoever ordered it with vendor-facilitated enterprise attestation (CTAP 2.1 §7.1.2). */
    public SimulatedSecurityKeyBuilder enterprise(String... rpIds) {
        enterprises = Set.of(rpIds);
        return this;
    }

    /** @throws IllegalArgumentException in words, if the storage is another key's */
    public SimulatedSecurityKey build() {
        return SimulatedSecurityKey.of(this);
    }

    Environment environment() {
        return environment;
    }

    Identity identity() {
        return Identity.in(environment, Optional.ofNullable(profile), Optional.ofNullable(serial));
    }

    Attestation attestation(Chip chip, Identity identity) {
        Attestation vouching = authority == null ? Attestation.of(chip) : Attestation.under(authority, chip);
        return vouching.withStyle(style).forEnterprise(identity.serial(), enterprises);
    }
}
