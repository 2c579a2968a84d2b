// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.mfa;

import io.sallyport.core.IamException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a security key's answer was refused (WebAuthn L3 §7.1, §7.2). The account's event log is told; whoever sent it
 * hears the same of each.
 */
public enum KeyRefusal {
    /** No credential in JSON, or one whose parts cannot be read. */
    MALFORMED,
    /** Another ceremony's challenge. */
    CHALLENGE,
    /** Another ceremony's type, such as an assertion where a registration was asked for. */
    TYPE,
    ORIGIN,
    /** A page in a frame of another origin. */
    CROSS_ORIGIN,
    RP_ID,
    USER_NOT_PRESENT,
    USER_NOT_VERIFIED,
    SIGNATURE,
    /** Grew not: the key has a copy, or is one. */
    SIGNATURE_COUNTER,
    UNKNOWN_CREDENTIAL,
    /** Somebody else's credential, or a user handle that is not the owner's. */
    OTHERS_CREDENTIAL,
    /** Registered already. */
    KNOWN_CREDENTIAL,
    CREDENTIAL_ID_TOO_LONG,
    /** The algorithm is none of those offered. */
    ALGORITHM,
    /** BS without BE, or a BE that changed (WebAuthn L3 §6.1.3). */
    BACKUP_STATE,
    /** The account refuses credentials that may be copied to another device. */
    SYNCED,
    /** The statement does not verify. */
    ATTESTATION,
    /** The account asks for a verified attestation and there is none. */
    NOT_ATTESTED,
    /** The account's lists of models leave it out. */
    MODEL_NOT_ALLOWED,
    /** FIDO's metadata reports that the model is revoked or broken. */
    MODEL_REVOKED;

    /** As the log spells it. */
    public String told() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What every refusal says, whatever its reason. */
    public IamException refusal(@Nullable Throwable cause) {
        IamException refusal = new IamException(
                IamException.Kind.INVALID_AUTHENTICATION_CODE, "Authentication code for device is not valid.", told());
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }

    public IamException refusal() {
        return refusal(null);
    }

    /** A key's refusal with its reason for the log: what could not be read at all is malformed. */
    public static IamException reasoned(IamException refused) {
        if (refused.kind() != IamException.Kind.INVALID_INPUT
                || refused.detail().isPresent()) {
            return refused;
        }
        IamException malformed = new IamException(refused.kind(), refused.explanation(), MALFORMED.told());
        malformed.initCause(refused);
        return malformed;
    }
}
