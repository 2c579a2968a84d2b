// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.hardware.webauthn;

import com.yubico.webauthn.AssertionRequest;
import com.yubico.webauthn.AssertionResult;
import com.yubico.webauthn.FinishAssertionOptions;
import com.yubico.webauthn.FinishRegistrationOptions;
import com.yubico.webauthn.RegistrationResult;
import com.yubico.webauthn.RelyingParty;
import com.yubico.webauthn.StartAssertionOptions;
import com.yubico.webauthn.StartRegistrationOptions;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyFacts;
import io.sallyport.core.mfa.KeyModel;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import io.sallyport.hardware.webauthn.attestation.ModelRules;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The WebAuthn relying party (WebAuthn L3 §7). Keeps nothing between calls and is thread-safe.
 *
 * <p>A security key is a second factor here: user verification is discouraged and a discoverable credential not asked
 * for. Whose attestation counts, {@link AttestationTrust} says.
 */
public final class WebAuthnSecurityKeys implements SecurityKeys {
    private static final int CHALLENGE_BYTES = 32;
    private static final long TIMEOUT_MILLIS = 300_000;
    /** WebAuthn L3 §7.1 step 25, which the library leaves out. */
    private static final int LONGEST_CREDENTIAL_ID = 1023;

    private static final AuthenticatorSelectionCriteria SELECTION = AuthenticatorSelectionCriteria.builder()
            .residentKey(ResidentKeyRequirement.DISCOURAGED)
            .userVerification(UserVerificationRequirement.DISCOURAGED)
            .build();

    private final WebSite site;
    private final RelyingPartyIdentity identity;
    private final AttestationTrust trust;
    private final SecureRandom random;

    /**
     * @param rpId a domain, such as {@code example.org}; never an address
     * @param rpName what a browser may show
     * @param origins of the pages that may run a ceremony, compared exactly, port included
     * @param random for challenges
     */
    public WebAuthnSecurityKeys(String rpId, String rpName, Set<String> origins, SecureRandom random) {
        this(new WebSite(rpId, rpName, origins, Optional.empty()), AttestationTrust.none(), random);
    }

    /** @param random for challenges */
    public WebAuthnSecurityKeys(WebSite site, AttestationTrust trust, SecureRandom random) {
        this.site = site;
        this.identity =
                RelyingPartyIdentity.builder().id(site.rpId()).name(site.name()).build();
        this.trust = trust;
        this.random = random;
    }

    @Override
    public Ceremony startRegistration(
            Owner owner, Collection<KeyCredential> existing, KeyRules rules, boolean passkey) {
        UserIdentity user = UserIdentity.builder()
                .name(owner.name())
                .displayName(owner.name())
                .id(ByteArrays.of(owner.handle()))
                .build();
        PublicKeyCredentialCreationOptions options = relyingParty(new OwnedCredentials(owner.handle(), existing))
                .startRegistration(StartRegistrationOptions.builder()
                        .user(user)
                        .authenticatorSelection(SELECTION)
                        .timeout(TIMEOUT_MILLIS)
                        .build());
        return Ceremonies.of(options.toBuilder()
                .challenge(challenge())
                .attestation(Enrolled.asked(rules))
                .build());
    }

    @Override
    public String creationOptions(String request) {
        return Ceremonies.of(Ceremonies.registration(request)).publicKey();
    }

    @Override
    public KeyCredential finishRegistration(String request, String response, KeyRules rules) {
        var options = Ceremonies.registration(request);
        var created = Ceremonies.created(response);
        boolean known = options.getExcludeCredentials().orElse(Set.of()).stream()
                .anyMatch(existing -> existing.getId().equals(created.getId()));
        boolean tooLong = created.getId().size() > LONGEST_CREDENTIAL_ID;
        if (known || tooLong || Ceremonies.framed(created.getResponse().getClientDataJSON())) {
            throw notValid(null);
        }
        RegistrationResult result;
        try {
            Bytes handle = ByteArrays.toBytes(options.getUser().getId());
            result = relyingParty(new OwnedCredentials(handle, List.of()))
                    .finishRegistration(FinishRegistrationOptions.builder()
                            .request(options)
                            .response(created)
                            .build());
        } catch (RegistrationFailedException | RuntimeException e) {
            throw notValid(e);
        }
        BackupState backup = BackupState.of(created.getResponse());
        Enrolled enrolled = Enrolled.of(result, created, rules, trust);
        return new KeyCredential(
                ByteArrays.toBytes(result.getKeyId().getId()),
                ByteArrays.toBytes(result.getPublicKeyCose()),
                result.getSignatureCount(),
                ByteArrays.toBytes(result.getAaguid()),
                enrolled.attested(),
                backup.eligible(),
                backup.backedUp(),
                enrolled.facts());
    }

    @Override
    public Ceremony startAssertion(Owner owner, Collection<KeyCredential> allowed, KeyRules rules) {
        AssertionRequest request = relyingParty(new OwnedCredentials(owner.handle(), allowed))
                .startAssertion(StartAssertionOptions.builder()
                        .userHandle(ByteArrays.of(owner.handle()))
                        .userVerification(UserVerificationRequirement.valueOf(
                                rules.userVerification().name()))
                        .timeout(TIMEOUT_MILLIS)
                        .build());
        return Ceremonies.of(request.toBuilder()
                .publicKeyCredentialRequestOptions(request.getPublicKeyCredentialRequestOptions().toBuilder()
                        .challenge(challenge())
                        .build())
                .build());
    }

    @Override
    public Assertion finishAssertion(
            String request, String response, Owner owner, Collection<KeyCredential> allowed, KeyRules rules) {
        return finishAssertion(Ceremonies.assertion(request), Ceremonies.asserted(response), owner, allowed, rules);
    }

    /** As the one above, of what is parsed already. */
    Assertion finishAssertion(
            AssertionRequest begun,
            PublicKeyCredential<AuthenticatorAssertionResponse, ClientAssertionExtensionOutputs> asserted,
            Owner owner,
            Collection<KeyCredential> allowed,
            KeyRules rules) {
        OwnedCredentials credentials = new OwnedCredentials(owner.handle(), allowed);
        KeyCredential stored = credentials.find(asserted.getId()).orElseThrow(() -> notValid(null));
        ByteArray handle = ByteArrays.of(owner.handle());
        boolean othersCeremony = !begun.getUserHandle().equals(Optional.of(handle));
        boolean othersCredential = asserted.getResponse()
                .getUserHandle()
                .filter(h -> !h.equals(handle))
                .isPresent();
        if (othersCeremony
                || othersCredential
                || Ceremonies.framed(asserted.getResponse().getClientDataJSON())
                || Ceremonies.overlong(asserted.getResponse())) {
            throw notValid(null);
        }
        new ModelRules(rules).atUse(model(stored)).ifPresent(why -> {
            throw why.refusal();
        });
        AssertionResult result;
        try {
            result = relyingParty(credentials)
                    .finishAssertion(FinishAssertionOptions.builder()
                            .request(begun)
                            .response(asserted)
                            .build());
        } catch (AssertionFailedException | RuntimeException e) {
            throw notValid(e);
        }
        BackupState backup = BackupState.of(asserted.getResponse());
        if (!result.isSuccess()
                || SignatureCounters.showClone(stored.signatureCount(), result.getSignatureCount())
                || stored.backupEligible() != backup.eligible()) {
            throw notValid(null);
        }
        return new Assertion(stored.withState(result.getSignatureCount(), backup.backedUp()), result.isUserVerified());
    }

    @Override
    public Ceremony startPasskey(Collection<Bytes> ids) {
        AssertionRequest request = relyingParty(new OwnedCredentials(Bytes.empty(), List.of()))
                .startAssertion(StartAssertionOptions.builder()
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .timeout(TIMEOUT_MILLIS)
                        .build());
        return Ceremonies.of(request.toBuilder()
                .publicKeyCredentialRequestOptions(request.getPublicKeyCredentialRequestOptions().toBuilder()
                        .challenge(challenge())
                        .build())
                .build());
    }

    @Override
    public Optional<Bytes> handle(String response) {
        return Ceremonies.asserted(response).getResponse().getUserHandle().map(ByteArrays::toBytes);
    }

    @Override
    public Optional<KeyModel> model(KeyCredential credential) {
        KeyFacts facts = credential.facts();
        return credential.attested() && facts != null
                ? trust.model(credential.aaguid(), facts.issuerKeyIds())
                : Optional.empty();
    }

    private RelyingParty relyingParty(OwnedCredentials credentials) {
        return RelyingParty.builder()
                .identity(identity)
                .credentialRepository(credentials)
                .origins(site.origins())
                .allowUntrustedAttestation(true)
                .attestationTrustSource(trust.source())
                .clock(trust.clock())
                // Ours is the same rule, but it does not depend on a default of the library's.
                .validateSignatureCounter(false)
                .build();
    }

    private ByteArray challenge() {
        byte[] challenge = new byte[CHALLENGE_BYTES];
        random.nextBytes(challenge);
        return new ByteArray(challenge);
    }

    /** What every refusal says, whatever its reason: the reason is in the cause, for logs. */
    private static IamException notValid(@Nullable Exception cause) {
        IamException refusal = new IamException(
                IamException.Kind.INVALID_AUTHENTICATION_CODE, "Authentication code for device is not valid.");
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }
}
