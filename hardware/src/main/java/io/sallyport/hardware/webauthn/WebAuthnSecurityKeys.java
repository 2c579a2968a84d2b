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
import com.yubico.webauthn.attestation.AttestationTrustSource;
import com.yubico.webauthn.data.AuthenticatorAssertionResponse;
import com.yubico.webauthn.data.AuthenticatorSelectionCriteria;
import com.yubico.webauthn.data.ByteArray;
import com.yubico.webauthn.data.ClientAssertionExtensionOutputs;
import com.yubico.webauthn.data.PublicKeyCredential;
import com.yubico.webauthn.data.PublicKeyCredentialCreationOptions;
import com.yubico.webauthn.data.PublicKeyCredentialDescriptor;
import com.yubico.webauthn.data.PublicKeyCredentialRequestOptions;
import com.yubico.webauthn.data.RelyingPartyIdentity;
import com.yubico.webauthn.data.ResidentKeyRequirement;
import com.yubico.webauthn.data.UserIdentity;
import com.yubico.webauthn.data.UserVerificationRequirement;
import com.yubico.webauthn.exception.AssertionFailedException;
import com.yubico.webauthn.exception.RegistrationFailedException;
import com.yubico.webauthn.extension.appid.AppId;
import com.yubico.webauthn.extension.appid.InvalidAppIdException;
import io.sallyport.core.Bytes;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyFacts;
import io.sallyport.core.mfa.KeyMetadata;
import io.sallyport.core.mfa.KeyModel;
import io.sallyport.core.mfa.KeyRefusal;
import io.sallyport.core.mfa.KeyRules;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.hardware.webauthn.attestation.AttestationTrust;
import io.sallyport.hardware.webauthn.attestation.ModelRules;
import io.sallyport.hardware.webauthn.attestation.Voucher;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The WebAuthn relying party (WebAuthn L3 §7). Keeps nothing between calls and is thread-safe.
 *
 * <p>A security key is a second factor, whose user is verified where the account's rules say so, or a passkey, which is
 * discoverable and whose user is always verified. Whose attestation counts, {@link AttestationTrust} says.
 */
public final class WebAuthnSecurityKeys implements SecurityKeys {
    private static final int CHALLENGE_BYTES = 32;
    private static final long TIMEOUT_MILLIS = 300_000;

    private final WebSite site;
    private final RelyingPartyIdentity identity;
    private final AttestationTrust trust;
    private final SecureRandom random;
    private final AnswerChecks checks;
    private final Optional<AppId> appId;

    /**
     * @param rpId a domain, such as {@code example.org}; never an address
     * @param rpName what a browser may show
     * @param origins of the pages that may run a ceremony, compared exactly, port included
     * @param random for challenges
     */
    public WebAuthnSecurityKeys(String rpId, String rpName, Set<String> origins, SecureRandom random) {
        this(new WebSite(rpId, rpName, origins, Optional.empty()), AttestationTrust.none(), random);
    }

    /**
     * @param random for challenges
     * @throws IllegalArgumentException if the site's AppID is none
     */
    public WebAuthnSecurityKeys(WebSite site, AttestationTrust trust, SecureRandom random) {
        this.site = site;
        this.identity =
                RelyingPartyIdentity.builder().id(site.rpId()).name(site.name()).build();
        this.trust = trust;
        this.random = random;
        this.checks = new AnswerChecks(site);
        this.appId = site.appId().map(WebAuthnSecurityKeys::appId);
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
                        .authenticatorSelection(selection(rules, passkey))
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
        UserVerificationRequirement asked = options.getAuthenticatorSelection()
                .flatMap(AuthenticatorSelectionCriteria::getUserVerification)
                .orElse(UserVerificationRequirement.PREFERRED);
        checks.registration(created.getResponse(), options.getChallenge(), AnswerChecks.mustVerify(asked, rules));
        Enrolled.requireNew(options, created);
        BackupState backup = BackupState.of(created.getResponse());
        AnswerChecks.require(!rules.refuseSynced() || !backup.eligible(), KeyRefusal.SYNCED);
        RegistrationResult result;
        Optional<Voucher> verified;
        try {
            verified = Voucher.of(
                    created.getResponse().getAttestation(),
                    Bytes.of(DigestUtils.sha256(
                            created.getResponse().getClientDataJSON().getBytes())),
                    trust);
            Bytes handle = ByteArrays.toBytes(options.getUser().getId());
            result = relyingParty(
                            new OwnedCredentials(handle, List.of()),
                            trust.source(created.getResponse().getAttestation()))
                    .finishRegistration(FinishRegistrationOptions.builder()
                            .request(options)
                            .response(verified.isPresent() ? Ceremonies.unattested(created) : created)
                            .build());
        } catch (RegistrationFailedException | GeneralSecurityException | RuntimeException e) {
            // Nothing else is left.
            throw KeyRefusal.ATTESTATION.refusal(e);
        }
        Enrolled enrolled = Enrolled.of(verified.orElse(Voucher.of(result)), options, created, rules, trust);
        return new KeyCredential(
                ByteArrays.toBytes(result.getKeyId().getId()),
                ByteArrays.toBytes(result.getPublicKeyCose()),
                result.getSignatureCount(),
                enrolled.aaguid(),
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
        KeyCredential stored = credentials.find(asserted.getId()).orElseThrow(KeyRefusal.UNKNOWN_CREDENTIAL::refusal);
        Begun asked = new Begun(begun);
        asked.requireOwner(ByteArrays.of(owner.handle()), stored, asserted);
        checks.assertion(
                asserted.getResponse(),
                asked.challenge(),
                AnswerChecks.mustVerify(asked.userVerification(), rules),
                asserted.getClientExtensionResults().getAppid().orElse(false));
        AnswerChecks.require(!Ceremonies.overlong(asserted.getResponse()), KeyRefusal.MALFORMED);
        BackupState backup = BackupState.of(asserted.getResponse());
        AnswerChecks.require(stored.backupEligible() == backup.eligible(), KeyRefusal.BACKUP_STATE);
        AnswerChecks.require(!rules.refuseSynced() || !backup.eligible(), KeyRefusal.SYNCED);
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
            // Nothing else is left.
            throw KeyRefusal.SIGNATURE.refusal(e);
        }
        AnswerChecks.require(result.isSuccess(), KeyRefusal.SIGNATURE);
        AnswerChecks.require(
                !SignatureCounters.showClone(stored.signatureCount(), result.getSignatureCount()),
                KeyRefusal.SIGNATURE_COUNTER);
        return new Assertion(stored.withState(result.getSignatureCount(), backup.backedUp()), result.isUserVerified());
    }

    @Override
    public Ceremony startPasskey(List<Descriptor> descriptors) {
        AssertionRequest request = relyingParty(new OwnedCredentials(Bytes.empty(), List.of()))
                .startAssertion(StartAssertionOptions.builder()
                        .userVerification(UserVerificationRequirement.REQUIRED)
                        .timeout(TIMEOUT_MILLIS)
                        .build());
        Optional<List<PublicKeyCredentialDescriptor>> allowed = Optional.of(descriptors)
                .filter(some -> !some.isEmpty())
                .map(some -> some.stream().map(OwnedCredentials::described).toList());
        PublicKeyCredentialRequestOptions options = request.getPublicKeyCredentialRequestOptions();
        return Ceremonies.of(request.toBuilder()
                .publicKeyCredentialRequestOptions(options.toBuilder()
                        .challenge(challenge())
                        .allowCredentials(allowed)
                        // No passkey is from before WebAuthn, and clients refuse an AppID where no credential is named
                        // (WebAuthn L3 §10.1.1).
                        .extensions(options.getExtensions().toBuilder()
                                .appid(Optional.empty())
                                .build())
                        .build())
                .build());
    }

    @Override
    public Optional<Bytes> handle(String response) {
        return Ceremonies.userHandle(response);
    }

    @Override
    public Optional<KeyMetadata> metadata() {
        return trust.metadata();
    }

    @Override
    public Optional<KeyModel> model(KeyCredential credential) {
        KeyFacts facts = credential.facts();
        return credential.attested() && facts != null
                ? trust.model(credential.aaguid(), facts.issuerKeyIds())
                : Optional.empty();
    }

    private RelyingParty relyingParty(OwnedCredentials credentials) {
        return relyingParty(credentials, Optional.empty());
    }

    private RelyingParty relyingParty(OwnedCredentials credentials, Optional<AttestationTrustSource> believed) {
        return RelyingParty.builder()
                .identity(identity)
                .credentialRepository(credentials)
                .origins(site.origins())
                .appId(appId)
                .allowUntrustedAttestation(true)
                .attestationTrustSource(believed)
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

    private static AuthenticatorSelectionCriteria selection(KeyRules rules, boolean passkey) {
        return AuthenticatorSelectionCriteria.builder()
                .residentKey(passkey ? ResidentKeyRequirement.REQUIRED : ResidentKeyRequirement.DISCOURAGED)
                .userVerification(
                        passkey
                                ? UserVerificationRequirement.REQUIRED
                                : UserVerificationRequirement.valueOf(
                                        rules.userVerification().name()))
                .build();
    }

    private static AppId appId(String id) {
        try {
            return new AppId(id);
        } catch (InvalidAppIdException e) {
            throw new IllegalArgumentException("this is no AppID of U2F: " + id, e);
        }
    }
}
