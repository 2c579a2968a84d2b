// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.pin.Permission;
import io.sallyport.simulators.fido.pin.PinUvAuth;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.util.Optional;
import java.util.function.Supplier;

/** The user of a request, verified and present or not: what CTAP 2.1 §6.1.2 and §6.2.2 have in common. */
final class UserGate {
    private final KeyProfile profile;
    private final UserVerification verification;

    /** How a request has its user verified. */
    enum Way {
        NOT,
        TOKEN,
        FINGER
    }

    UserGate(KeyProfile profile, UserVerification verification) {
        this.profile = profile;
        this.verification = verification;
    }

    /** An empty pinUvAuthParam asks for a touch and for whether there is a PIN, and for nothing else (step 1). */
    Step selection() {
        return new Step.Touch(() -> {
            throw new CtapException(selected());
        });
    }

    /** Keys of CTAP 2.0 say the second as Yubico's do. */
    private CtapStatus selected() {
        if (!verification.isProtected()) {
            return CtapStatus.PIN_NOT_SET;
        }
        return profile.isCtap21() ? CtapStatus.PIN_INVALID : CtapStatus.PIN_AUTH_INVALID;
    }

    /** Step 2. */
    void requireProtocol(PinUvAuth auth) {
        verification.requireProtocol(auth);
    }

    /** The option uv (§6.1.2 step 5, §6.2.2 step 4); a pinUvAuthParam goes before it. */
    Way way(PinUvAuth auth, Options options) {
        if (options.userVerification().isPresent() && !profile.isCtap21()) {
            // CTAP 2.0 §5.1: known but not supported, whatever its value.
            throw new CtapException(CtapStatus.UNSUPPORTED_OPTION);
        }
        if (auth.param().isPresent()) {
            return Way.TOKEN;
        }
        if (!options.userVerification().orElse(false)) {
            return Way.NOT;
        }
        if (!verification.fingerprints().isEnrolled()) {
            throw new CtapException(CtapStatus.INVALID_OPTION);
        }
        return Way.FINGER;
    }

    /** The option ID alwaysUv (§6.1.2 step 6, §6.2.2 step 5). */
    Way underAlwaysUv(Way way) {
        if (!isAlwaysUv()) {
            return way;
        }
        if (!verification.isProtected()) {
            throw new CtapException(CtapStatus.PUAT_REQUIRED);
        }
        if (way != Way.NOT) {
            return way;
        }
        if (!verification.fingerprints().isEnrolled()) {
            throw new CtapException(unverified());
        }
        return Way.FINGER;
    }

    boolean isAlwaysUv() {
        return verification.settings().alwaysUv();
    }

    boolean isU2fDisabled() {
        return verification.isU2fDisabled();
    }

    boolean isEnterpriseAttestationEnabled() {
        return verification.settings().enterpriseAttestation();
    }

    boolean isProtected() {
        return verification.isProtected();
    }

    /** What a request ends with that should have had its user verified: where there is a PIN the platform is to ask. */
    CtapStatus unverified() {
        return verification.pin().isSet() ? CtapStatus.PUAT_REQUIRED : CtapStatus.OPERATION_DENIED;
    }

    /**
     * The token of a request, if that is its way (§6.1.2 step 11, §6.2.2 step 6). A key of CTAP 2.1 that nothing protects
     * passes over it.
     *
     * @return whether the user is verified, or will be when the finger was right
     */
    boolean verify(Way way, PinUvAuth auth, Bytes clientDataHash, Permission permission, String rpId) {
        if (way == Way.TOKEN && (verification.isProtected() || !profile.isCtap21())) {
            verification.require(auth, clientDataHash, permission, Optional.of(rpId));
        }
        return way != Way.NOT && verification.isProtected();
    }

    /** @param untouched the answer when nobody touches the key, where it is not the usual one */
    Step touch(Way way, Optional<CtapStatus> untouched, Supplier<Bytes> rest) {
        if (way == Way.FINGER) {
            return Step.Finger.retrying(verification.fingerprints(), unverified(), rest);
        }
        if (way == Way.TOKEN && verification.isUserPresent()) {
            return new Step.Answer(rest.get());
        }
        return untouched.map(status -> new Step.Touch(rest, status, status)).orElseGet(() -> new Step.Touch(rest));
    }

    /** A token has done its work (§6.1.2 step 14, §6.2.2 step 9). */
    void used() {
        verification.used();
    }
}
