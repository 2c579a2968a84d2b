// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.mfa.Claimant;
import io.sallyport.core.mfa.CodeAnswer;
import io.sallyport.core.mfa.Guessed;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.KeyRefusal;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.MfaEvidence;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.OwnerThrottle;
import io.sallyport.core.mfa.RecoveryVerification;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.name.MfaSerial;
import io.sallyport.core.name.UniqueId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks an owner for one of her devices, and looks at what is shown. Works inside the caller's transaction. */
final class Factors {
    /** CloudTrail's words for a factor. */
    private static final String CODE = "Virtual MFA";

    private static final String KEY = "U2F MFA";

    /** Ours: AWS has none. */
    private static final String RECOVERY = "Recovery code";

    private final MfaRegistry registry;
    private final SecurityKeys keys;
    private final RecoveryVerification recovery;
    private final InstantSource clock;
    private final SignInRecords records;

    Factors(MfaRegistry registry, SecurityKeys keys, InstantSource clock) {
        this.registry = registry;
        this.keys = keys;
        this.recovery = new RecoveryVerification(clock);
        this.clock = clock;
        this.records = new SignInRecords(clock);
    }

    /**
     * What was asked for.
     *
     * @param state what {@link #byKey} needs again; empty if no device is a security key
     * @param publicKey what a page hands to {@code navigator.credentials.get}; null if none is
     */
    record Asked(
            List<MfaDevice> devices, String state, @Nullable String publicKey) {}

    /** Empty if the owner has no device. */
    Optional<Asked> ask(Account account, UniqueId owner) {
        List<MfaDevice> devices = account.mfaDevices().of(owner);
        List<KeyCredential> credentials = credentials(devices);
        if (devices.isEmpty()) {
            return Optional.empty();
        }
        if (credentials.isEmpty()) {
            return Optional.of(new Asked(devices, "", null));
        }
        SecurityKeys.Ceremony assertion = keys.startAssertion(
                keyOwner(account, owner), credentials, account.settings().keyRules());
        return Optional.of(new Asked(devices, assertion.request(), assertion.publicKey()));
    }

    /**
     * Looks at a code.
     *
     * @throws io.sallyport.core.mfa.AddressThrottle.TooMany if too many wrong ones came from there
     * @throws Refusal {@code INVALID_AUTHENTICATION_CODE} for a wrong, used or late code alike
     */
    MfaEvidence byCode(Account account, UniqueId owner, MfaSerial serial, String code, RequestFacts facts) {
        registry.addresses().require(facts.sourceIp());
        return shown(
                account,
                owner,
                serial,
                registry.tryCode(account.mfaDevices(), Claimant.of(owner), List.of(serial), code),
                facts);
    }

    /**
     * As {@link #byCode}, by two consecutive codes of a device that has run out of the window.
     *
     * @throws io.sallyport.core.mfa.AddressThrottle.TooMany as {@link #byCode}
     * @throws Refusal as {@link #byCode}
     */
    MfaEvidence byCodes(
            Account account, UniqueId owner, MfaSerial serial, String first, String second, RequestFacts facts) {
        registry.addresses().require(facts.sourceIp());
        return shown(
                account, owner, serial, registry.tryCodes(account.mfaDevices(), owner, serial, first, second), facts);
    }

    private MfaEvidence shown(
            Account account, UniqueId owner, MfaSerial serial, CodeAnswer answer, RequestFacts facts) {
        if (answer.guess()) {
            // Of one device there are few, then it rests: an address gets far only by trying many.
            registry.addresses().failed(facts.sourceIp());
        }
        Optional<MfaEvidence> evidence = answer.evidence();
        records.factor(account, owner, evidence.isPresent(), CODE, serial.value(), facts);
        return evidence.orElseThrow(() -> new Refusal(MfaRegistry.codeNotValid()));
    }

    /**
     * Looks at a security key's assertion, whose challenge the caller has used up.
     *
     * @param state as {@link #ask} gave it
     * @param response the {@code PublicKeyCredential} as JSON
     * @throws Refusal {@code INVALID_AUTHENTICATION_CODE} and what {@link SecurityKeys#finishAssertion} throws
     */
    MfaEvidence byKey(Account account, UniqueId owner, String state, String response, RequestFacts facts) {
        // Locked before they are read, lest another assertion at the same time set a counter back.
        account.mfaDevices().of(owner).forEach(factor -> account.mfaDevices().lock(factor.serial()));
        List<MfaDevice> devices = account.mfaDevices().of(owner);
        SecurityKeys.Assertion assertion;
        try {
            if (state.isEmpty()) {
                throw KeyRefusal.UNKNOWN_CREDENTIAL.refusal();
            }
            assertion = keys.finishAssertion(
                    state,
                    response,
                    keyOwner(account, owner),
                    credentials(devices),
                    account.settings().keyRules());
        } catch (IamException refused) {
            registry.witness().shown(MfaEvidence.Method.FIDO, false);
            throw keyRefused(account, owner, NamedKey.in(devices, response), KeyRefusal.reasoned(refused), facts);
        }
        KeyDevice device = NamedKey.of(devices, assertion.credential().credentialId())
                .orElseThrow(() ->
                        keyRefused(account, owner, Optional.empty(), KeyRefusal.UNKNOWN_CREDENTIAL.refusal(), facts));
        registry.witness().shown(MfaEvidence.Method.FIDO, true);
        records.factor(account, owner, true, KEY, device.serial().value(), facts);
        account.mfaDevices().update(device, assertion.credential());
        account.mfaDevices().used(device.serial(), clock.instant());
        return new MfaEvidence(
                MfaEvidence.Method.FIDO,
                device.serial(),
                clock.instant(),
                device.credential().attested());
    }

    private Refusal keyRefused(
            Account account, UniqueId owner, Optional<KeyDevice> named, IamException reason, RequestFacts facts) {
        @Nullable String serial = named.map(device -> device.serial().value()).orElse(null);
        records.factorRefused(account, owner, KEY, serial, reason, facts);
        return new Refusal(reason);
    }

    /**
     * Looks at a recovery code.
     *
     * @throws io.sallyport.core.mfa.AddressThrottle.TooMany if too many wrong ones came from there
     * @throws Refusal {@code INVALID_AUTHENTICATION_CODE} for a wrong, used or late code alike
     */
    MfaEvidence byRecoveryCode(Account account, UniqueId owner, String typed, RequestFacts facts) {
        registry.addresses().require(facts.sourceIp());
        RecoveryVerification.Answer answer = recovery.accept(
                account.recoveryCodes(),
                OwnerThrottle.of(account.mfaDevices().wrongTries(), owner, Guessed.RECOVERY_CODE),
                owner,
                typed);
        if (answer.guess()) {
            registry.addresses().failed(facts.sourceIp());
        }
        boolean right = answer.evidence().isPresent();
        registry.witness().shown(MfaEvidence.Method.RECOVERY, right);
        records.factor(account, owner, right, RECOVERY, RecoveryVerification.NAME.value(), facts);
        return answer.evidence().orElseThrow(() -> new Refusal(MfaRegistry.codeNotValid()));
    }

    /** Whether she has a recovery code to show in the place of a device. */
    static boolean recoverable(Account account, UniqueId owner) {
        return account.recoveryCodes()
                .of(owner)
                .filter(stock -> stock.left() > 0)
                .isPresent();
    }

    private static List<KeyCredential> credentials(List<MfaDevice> factors) {
        return factors.stream()
                .filter(KeyDevice.class::isInstance)
                .map(factor -> ((KeyDevice) factor).credential())
                .toList();
    }

    private static SecurityKeys.Owner keyOwner(Account account, UniqueId owner) {
        return SecurityKeys.Owner.of(owner, ownerName(account, owner));
    }

    private static String ownerName(Account account, UniqueId owner) {
        return owner.isRoot()
                ? account.root().email().value()
                : account.users().find(owner).map(user -> user.name().value()).orElseThrow(SignIn::noSuchSignIn);
    }
}
