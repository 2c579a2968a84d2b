// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whether the user of a request was verified, by a token that a PIN or a fingerprint brought. */
public final class UserVerification {
    private final Map<PinProtocol, AgreementKey> agreementKeys = new EnumMap<>(PinProtocol.class);
    private final Pin pin;
    private final Settings settings;
    private final Fingerprints fingerprints;
    private final Token token;

    public UserVerification(Chip chip) {
        SecureRandom random = chip.environment().random();
        Arrays.stream(PinProtocol.values())
                .filter(p -> chip.profile().pinProtocols().contains(p.number()))
                .forEach(p -> agreementKeys.put(p, new AgreementKey(p, random)));
        this.pin = new Pin(chip.environment().storage());
        this.settings = new Settings(chip);
        this.fingerprints = new Fingerprints(chip);
        this.token = chip.profile().has(Feature.PIN_UV_AUTH_TOKEN)
                ? new PinUvAuthToken(chip.environment().clock(), random)
                : new PinToken(random);
    }

    /** Whether a PIN is set or a finger enrolled. */
    public boolean isProtected() {
        return pin.isSet() || fingerprints.isEnrolled();
    }

    /** U2F has no user verification but what a sensor does by itself (CTAP 2.1 §7.2.4). */
    public boolean isU2fDisabled() {
        return settings.alwaysUv() && !fingerprints.isEnrolled();
    }

    public Pin pin() {
        return pin;
    }

    public Settings settings() {
        return settings;
    }

    public Fingerprints fingerprints() {
        return fingerprints;
    }

    /**
     * Demands that a request with a param names a protocol that this key has (§6.1.2 step 2, §6.2.2 step 2).
     *
     * @throws CtapException with the status to answer
     */
    public void requireProtocol(PinUvAuth auth) {
        if (auth.param().isPresent()) {
            protocol(auth.protocol());
        }
    }

    /**
     * Demands that the request's param proves a token with this permission. A request without a param passes here if it
     * makes or uses a credential: whether it may is for the command to say.
     *
     * @param message what the param authenticates
     * @param rpId the token must be bound to it, or becomes so; empty when a command is about all relying parties or none
     * @throws CtapException with the status to answer
     */
    public void require(PinUvAuth auth, Bytes message, Permission permission, Optional<String> rpId) {
        if (auth.param().isEmpty()) {
            if (permission == Permission.MAKE_CREDENTIAL || permission == Permission.GET_ASSERTION) {
                return;
            }
            throw new CtapException(CtapStatus.PUAT_REQUIRED);
        }
        PinProtocol protocol = protocol(auth.protocol());
        if (!token.verify(protocol, message.toArray(), auth.param().get().toArray())
                || !token.allows(permission, rpId)) {
            throw new CtapException(CtapStatus.PIN_AUTH_INVALID);
        }
    }

    /** The only relying party that the token is good for, if there is one. */
    public Optional<String> boundTo() {
        return token.boundTo();
    }

    /** Whether the token was got by a finger so recently that no touch is wanted any more. */
    public boolean isUserPresent() {
        return token.isUserPresent();
    }

    /** To be called when a credential was made or used: the token does not do for a second time. */
    public void used() {
        token.use();
    }

    /** @throws CtapException MISSING_PARAMETER, or INVALID_PARAMETER for one that this key has not */
    public PinProtocol protocol(Optional<Long> number) {
        long wanted = Parameters.require(number);
        return agreementKeys.keySet().stream()
                .filter(p -> p.number() == wanted)
                .findFirst()
                .orElseThrow(() -> new CtapException(CtapStatus.INVALID_PARAMETER));
    }

    /** This key's half of a key agreement, as a COSE_Key. */
    public CBORObject agreementKey(PinProtocol protocol) {
        return key(protocol).publicKey();
    }

    /** @throws CtapException if that is no P-256 key of a platform */
    public SharedSecret decapsulate(PinProtocol protocol, Parameters platformKey) {
        return key(protocol).decapsulate(platformKey);
    }

    /**
     * Demands that the platform knows the PIN; every wrong one costs a try and makes the shared secret worthless. What
     * cannot be a PIN's hash is none, and costs nothing, as the products have it.
     */
    public void requirePin(SharedSecret secret, Bytes encryptedHash) {
        if (!secret.isSealed(encryptedHash, NewPin.HASH)) {
            throw new CtapException(CtapStatus.INVALID_PARAMETER);
        }
        if (!pin.attempt(secret.decrypt(encryptedHash))) {
            key(secret.protocol()).regenerate();
            throw pin.refusal();
        }
        fingerprints.unblock();
    }

    /** Takes a first PIN, or another one; tokens got by the old one are worthless. */
    public void setPin(SharedSecret secret, Bytes encryptedPin) {
        byte[] padded = secret.decrypt(encryptedPin).orElseThrow(() -> new CtapException(CtapStatus.PIN_AUTH_INVALID));
        NewPin wanted = NewPin.parse(padded, settings.minPinLength());
        if (pin.isChangeForced() && pin.isSameAs(wanted)) {
            throw new CtapException(CtapStatus.PIN_POLICY_VIOLATION);
        }
        pin.set(wanted);
        token.reset();
    }

    /** The PIN must be another one, if there is one; until then it opens nothing (§6.11.4). */
    public void forcePinChange() {
        pin.forceChange();
        token.reset();
    }

    /** @return the token, encrypted */
    public byte[] issue(SharedSecret secret, Set<Permission> permissions, Optional<String> rpId, boolean userPresent) {
        return secret.encrypt(token.issue(new Token.Grant(secret.protocol(), permissions, rpId, userPresent)));
    }

    private AgreementKey key(PinProtocol protocol) {
        return Objects.requireNonNull(agreementKeys.get(protocol), "a protocol of this key");
    }
}
