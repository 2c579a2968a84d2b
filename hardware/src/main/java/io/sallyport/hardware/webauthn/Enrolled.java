// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.yubico.webauthn.data.AttestationConveyancePreference;
import com.yubico.webauthn.data.AttestedCredentialData;
import com.yubico.webauthn.data.AuthenticatorAttestationResponse;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.AuthenticatorTransport;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.COSEAlgorithmIdentifier;
import com.yubico.webauthn.data.ClientRegistrationExtensionOutputs;
import com.yubico.webauthn.data.Extensions.CredentialProperties.CredentialPropertiesOutput;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyFacts;
import io.sallyport.core.mfa.KeyModel;
import io.sallyport.core.mfa.KeyRefusal;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import io.sallyport.hardware.webauthn.attestation.KeyIds;
import io.sallyport.hardware.webauthn.attestation.ModelRules;
import io.sallyport.hardware.webauthn.attestation.Voucher;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a registration that verified proves of the key's make.
 *
 * @param attested whether its certificates lead to a root that is believed
 * @param aaguid of its model; zeros if its attestation does not cover it, whatever it says
 */
record Enrolled(boolean attested, Bytes aaguid, KeyFacts facts) {
    /** WebAuthn L3 §5.8.4; what else a client tells would be kept at any length. */
    private static final Set<AuthenticatorTransport> KNOWN = Set.of(AuthenticatorTransport.values());

    /** WebAuthn L3 §7.1 step 25, which the library leaves out. */
    private static final int LONGEST_CREDENTIAL_ID = 1023;

    /**
     * What a new credential has to be, whatever made it.
     *
     * @throws io.sallyport.core.IamException {@code INVALID_AUTHENTICATION_CODE} with its {@link KeyRefusal}
     */
    static void requireNew(
            PublicKeyCredentialCreationOptions options,
            PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs> created) {
        AttestedCredentialData data = made(created);
        ByteArray id = data.getCredentialId();
        // The outer one is the client's word; the library does not compare it with the key's.
        AnswerChecks.require(!id.isEmpty() && id.equals(created.getId()), KeyRefusal.MALFORMED);
        AnswerChecks.require(id.size() <= LONGEST_CREDENTIAL_ID, KeyRefusal.CREDENTIAL_ID_TOO_LONG);
        boolean known = options.getExcludeCredentials().orElse(Set.of()).stream()
                .anyMatch(existing -> existing.getId().equals(id));
        AnswerChecks.require(!known, KeyRefusal.KNOWN_CREDENTIAL);
        boolean offered = algorithm(data.getCredentialPublicKey())
                .filter(algorithm ->
                        options.getPubKeyCredParams().stream().anyMatch(offer -> offer.getAlg() == algorithm))
                .isPresent();
        AnswerChecks.require(offered, KeyRefusal.ALGORITHM);
        AnswerChecks.require(CurvePoint.valid(data.getCredentialPublicKey()), KeyRefusal.MALFORMED);
    }

    private static AttestedCredentialData made(
            PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs> created) {
        return created.getResponse()
                .getParsedAuthenticatorData()
                .getAttestedCredentialData()
                .orElseThrow(KeyRefusal.MALFORMED::refusal);
    }

    private static Optional<COSEAlgorithmIdentifier> algorithm(ByteArray key) {
        try {
            return COSEAlgorithmIdentifier.fromPublicKey(key);
        } catch (RuntimeException e) {
            // The library throws where "alg" is missing, no integer, or out of an int's range.
            throw KeyRefusal.MALFORMED.refusal(e);
        }
    }

    /** @throws io.sallyport.core.IamException {@code INVALID_AUTHENTICATION_CODE} if the rules refuse its model */
    static Enrolled of(
            Voucher voucher,
            PublicKeyCredentialCreationOptions options,
            PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs> created,
            KeyRules rules,
            AttestationTrust trust) {
        // Whoever asked for none looks at none (WebAuthn L3 §5.4.7).
        boolean attested = rules.attestation() != KeyRules.Conveyance.NONE && voucher.believed();
        Set<Bytes> keyIds = KeyIds.of(voucher.path());
        Bytes aaguid = AttestationTrust.aaguid(created.getResponse().getAttestation());
        Optional<KeyModel> claimed = trust.model(aaguid, keyIds);
        new ModelRules(rules).atEnrolment(attested, aaguid, claimed).ifPresent(why -> {
            throw why.refusal();
        });
        AuthenticatorAttestationResponse response = created.getResponse();
        return new Enrolled(
                attested,
                aaguid,
                new KeyFacts(
                        response.getAttestation().getFormat(),
                        keyIds,
                        isPasskey(options, created),
                        response.getTransports().stream()
                                .filter(KNOWN::contains)
                                .map(AuthenticatorTransport::getId)
                                .collect(Collectors.toUnmodifiableSet()),
                        attested ? claimed.orElse(null) : null));
    }

    /** Whether it was asked to be one and nothing says that it is not. */
    private static boolean isPasskey(
            PublicKeyCredentialCreationOptions options,
            PublicKeyCredential<AuthenticatorAttestationResponse, ClientRegistrationExtensionOutputs> created) {
        boolean asked = options.getAuthenticatorSelection()
                .flatMap(AuthenticatorSelectionCriteria::getResidentKey)
                .filter(ResidentKeyRequirement.REQUIRED::equals)
                .isPresent();
        boolean discoverable = created.getClientExtensionResults()
                .getCredProps()
                .flatMap(CredentialPropertiesOutput::getRk)
                .orElse(true);
        return asked
                && discoverable
                && created.getResponse().getParsedAuthenticatorData().getFlags().UV;
    }

    /** WebAuthn L3 §5.4.7. */
    static AttestationConveyancePreference asked(KeyRules rules) {
        return switch (rules.attestation()) {
            case NONE -> AttestationConveyancePreference.NONE;
            case INDIRECT -> AttestationConveyancePreference.INDIRECT;
            case DIRECT -> AttestationConveyancePreference.DIRECT;
            case ENTERPRISE -> AttestationConveyancePreference.ENTERPRISE;
        };
    }
}
