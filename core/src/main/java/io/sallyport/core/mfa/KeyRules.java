// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import java.util.Set;
import java.util.UUID;

/**
 * What an account asks of security keys.
 *
 * @param userVerification of a second factor; a passkey that signs in alone is always asked for it
 * @param attestation what a new key is asked to show (WebAuthn L3 §5.4.7)
 * @param attestedOnly whether a new key must prove its make by a verified attestation
 * @param allowedModels AAGUIDs of the only models that may be enrolled; empty for any. Demands a verified attestation
 * @param deniedModels AAGUIDs of models that may not be enrolled. Demands a verified attestation too, as a key without
 *     could say anything
 * @param refuseSynced whether credentials that may be copied to another device (the BE flag) are refused
 * @param suspendRevoked whether keys of a model that FIDO's metadata reports as revoked cease to be factors
 */
public record KeyRules(
        UserVerification userVerification,
        Conveyance attestation,
        boolean attestedOnly,
        Set<UUID> allowedModels,
        Set<UUID> deniedModels,
        boolean refuseSynced,
        boolean suspendRevoked) {
    /** Those of an account that chose none. */
    public static final KeyRules STANDARD =
            new KeyRules(UserVerification.DISCOURAGED, Conveyance.DIRECT, false, Set.of(), Set.of(), false, false);

    public KeyRules {
        allowedModels = Set.copyOf(allowedModels);
        deniedModels = Set.copyOf(deniedModels);
    }

    /** WebAuthn L3 §5.8.6. */
    public enum UserVerification {
        REQUIRED,
        PREFERRED,
        DISCOURAGED
    }

    /** WebAuthn L3 §5.4.7. */
    public enum Conveyance {
        NONE,
        INDIRECT,
        DIRECT,
        ENTERPRISE
    }
}
