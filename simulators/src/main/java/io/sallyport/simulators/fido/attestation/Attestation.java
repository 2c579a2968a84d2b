// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.attestation;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.fault.Leaf;
import java.security.cert.X509Certificate;
import java.util.Set;

/** Vouches for the new credentials of one key. */
public final class Attestation {
    private static final long ES256 = -7;

    private final KeyProfile profile;
    private final Faults faults;
    private final AttestationAuthority authority;
    private final AttestationStyle style;
    private final int serial;
    private final Set<String> enterprises;

    private Attestation(
            KeyProfile profile,
            Faults faults,
            AttestationAuthority authority,
            AttestationStyle style,
            int serial,
            Set<String> enterprises) {
        this.profile = profile;
        this.faults = faults;
        this.authority = authority;
        this.style = style;
        this.serial = serial;
        this.enterprises = Set.copyOf(enterprises);
    }

    /** Under an authority of the key's own, which is kept in its memory. */
    public static Attestation of(Chip chip) {
        Environment environment = chip.environment();
        return under(AttestationAuthority.in(environment.storage(), environment.clock(), environment.random()), chip);
    }

    /** By the batch of the model. */
    public static Attestation under(AttestationAuthority authority, KeyProfile profile) {
        return new Attestation(profile, Faults.none(), authority, AttestationStyle.PACKED, 0, Set.of());
    }

    /** By the batch of the model, with what goes wrong with this key. */
    public static Attestation under(AttestationAuthority authority, Chip chip) {
        return new Attestation(chip.profile(), chip.faults(), authority, AttestationStyle.PACKED, 0, Set.of());
    }

    public Attestation withStyle(AttestationStyle other) {
        return new Attestation(profile, faults, authority, other, serial, enterprises);
    }

    /**
     * @param serialNumber of the key, in enterprise attestation
     * @param rpIds the enterprise's, which vendor-facilitated attestation is for (CTAP 2.1 §7.1.2)
     */
    public Attestation forEnterprise(int serialNumber, Set<String> rpIds) {
        return new Attestation(profile, faults, authority, style, serialNumber, rpIds);
    }

    /** Whether vendor-facilitated enterprise attestation is for this relying party. */
    public boolean knowsEnterprise(String rpId) {
        return enterprises.contains(rpId);
    }

    /** @param enterprise whether to tell which key of all this is */
    public Statement statement(Bytes authenticatorData, Bytes clientDataHash, SelfSigner self, boolean enterprise) {
        if (enterprise) {
            return packed(authority.enterprise(profile, serial), authenticatorData, clientDataHash, true);
        }
        return switch (style) {
            case NONE -> new Statement("none", CBORObject.NewMap(), false);
            case SELF ->
                new Statement(
                        "packed",
                        CBORObject.NewMap()
                                .Add("alg", self.algorithm())
                                .Add("sig", self.sign(authenticatorData, clientDataHash)),
                        false);
            case PACKED -> packed(batch(), authenticatorData, clientDataHash, false);
        };
    }

    /** What signs registrations of U2F. */
    public AttestationKey u2f() {
        Leaf leaf = faults.leaf();
        return leaf == Leaf.GENUINE ? authority.u2fBatch(profile) : faulty(leaf);
    }

    private AttestationKey batch() {
        Leaf leaf = faults.leaf();
        return leaf == Leaf.GENUINE ? authority.batch(profile) : faulty(leaf);
    }

    private AttestationKey faulty(Leaf leaf) {
        return leaf == Leaf.EXPIRED ? authority.expired(profile) : authority.selfSigned(profile);
    }

    private Statement packed(AttestationKey key, Bytes authenticatorData, Bytes clientDataHash, boolean own) {
        Bytes signed = Bytes.join(authenticatorData, Bytes.of(faults.clientDataHash(clientDataHash.toArray())));
        CBORObject x5c = CBORObject.NewArray();
        for (X509Certificate certificate : key.chain()) {
            x5c.Add(AttestationKey.der(certificate).toArray());
        }
        CBORObject map = CBORObject.NewMap()
                .Add("alg", ES256)
                .Add("sig", faults.signature(key.sign(signed.toArray())))
                .Add("x5c", x5c);
        return new Statement("packed", map, own);
    }
}
