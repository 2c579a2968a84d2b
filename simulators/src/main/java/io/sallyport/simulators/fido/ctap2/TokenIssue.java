// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Feature;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.fido.pin.Permission;
import io.sallyport.simulators.fido.pin.PinProtocol;
import io.sallyport.simulators.fido.pin.SharedSecret;
import io.sallyport.simulators.fido.pin.UserVerification;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The three ways to a pinUvAuthToken (CTAP 2.1 §6.5.5.7). */
final class TokenIssue {
    /** What a token by getPinToken is good for (§6.5.5.7.1). */
    private static final Set<Permission> DEFAULT = EnumSet.of(Permission.MAKE_CREDENTIAL, Permission.GET_ASSERTION);

    private final KeyProfile profile;
    private final UserVerification verification;

    TokenIssue(KeyProfile profile, UserVerification verification) {
        this.profile = profile;
        this.verification = verification;
    }

    /** getPinToken, to which a PIN that must be changed is a wrong one. */
    CBORObject byPin(ClientPinRequest request) {
        request.requiring(request.keyAgreement(), request.pinHashEnc());
        if (request.permissions().isPresent() || request.rpId().isPresent()) {
            throw new CtapException(CtapStatus.INVALID_PARAMETER);
        }
        return byPin(request, DEFAULT, Optional.empty(), CtapStatus.PIN_INVALID);
    }

    /** getPinUvAuthTokenUsingPinWithPermissions, which says of such a PIN what is the matter. */
    CBORObject byPinWithPermissions(ClientPinRequest request) {
        request.requiring(request.keyAgreement(), request.pinHashEnc(), request.permissions());
        Set<Permission> granted = permissions(request, EnumSet.allOf(Permission.class));
        return byPin(request, granted, request.rpId(), CtapStatus.PIN_POLICY_VIOLATION);
    }

    /** getPinUvAuthTokenUsingUvWithPermissions: one finger, one try. */
    Step byFinger(ClientPinRequest request) {
        request.requiring(request.keyAgreement(), request.permissions());
        PinProtocol protocol = verification.protocol(request.protocol());
        // Enrolling and configuring want uvBioEnroll and uvAcfg, which the products do not have.
        Set<Permission> granted = permissions(
                request,
                EnumSet.complementOf(EnumSet.of(Permission.BIO_ENROLLMENT, Permission.AUTHENTICATOR_CONFIGURATION)));
        if (!verification.fingerprints().isEnrolled()) {
            throw new CtapException(CtapStatus.NOT_ALLOWED);
        }
        SharedSecret secret =
                verification.decapsulate(protocol, request.keyAgreement().orElseThrow());
        return Step.Finger.once(
                verification.fingerprints(), () -> CtapCbor.encode(token(secret, granted, request.rpId(), true)));
    }

    private CBORObject byPin(
            ClientPinRequest request, Set<Permission> permissions, Optional<String> rpId, CtapStatus changeForced) {
        PinProtocol protocol = verification.protocol(request.protocol());
        verification.pin().requireTries();
        SharedSecret secret =
                verification.decapsulate(protocol, request.keyAgreement().orElseThrow());
        Bytes hash = request.pinHashEnc().orElseThrow();
        verification.requirePin(secret, hash);
        if (verification.pin().isChangeForced()) {
            throw new CtapException(changeForced);
        }
        return token(secret, permissions, rpId, false);
    }

    private CBORObject token(
            SharedSecret secret, Set<Permission> permissions, Optional<String> rpId, boolean userPresent) {
        return CBORObject.NewMap().Add(0x02, verification.issue(secret, permissions, rpId, userPresent));
    }

    private Set<Permission> permissions(ClientPinRequest request, Set<Permission> possible) {
        verification.protocol(request.protocol());
        long bits = request.permissions().orElseThrow();
        if (bits == 0) {
            throw new CtapException(CtapStatus.INVALID_PARAMETER);
        }
        Set<Permission> wanted = Permission.of(bits);
        if (!possible.containsAll(wanted) || !wanted.stream().allMatch(this::isSupported)) {
            throw new CtapException(CtapStatus.UNAUTHORIZED_PERMISSION);
        }
        if (DEFAULT.stream().anyMatch(wanted::contains)) {
            Parameters.require(request.rpId());
        }
        return wanted;
    }

    private boolean isSupported(Permission permission) {
        return switch (permission) {
            case MAKE_CREDENTIAL, GET_ASSERTION -> true;
            case CREDENTIAL_MANAGEMENT -> profile.has(Feature.CREDENTIAL_MANAGEMENT);
            case BIO_ENROLLMENT -> profile.has(Feature.FINGERPRINT);
            case LARGE_BLOB_WRITE -> profile.has(Feature.LARGE_BLOBS);
            case AUTHENTICATOR_CONFIGURATION -> profile.has(Feature.CONFIG);
        };
    }
}
