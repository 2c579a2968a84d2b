// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.IamException;
import io.sallyport.core.IamException.Kind;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.mfa.DeviceNotice;
import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.KeyDevice;
import io.sallyport.core.mfa.KeyModel;
import io.sallyport.core.mfa.KeyRefusal;
import io.sallyport.core.mfa.MfaDevice;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.name.EntityPath;
import io.sallyport.core.name.MfaSerial;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How people change their own devices in a browser. The first device needs the password just given; every change after
 * that needs an existing factor just shown. Works inside the caller's transaction.
 */
public final class DeviceChanges {
    /** How long a sign-in is fresh. */
    public static final Duration FRESH = Duration.ofMinutes(15);

    private final MfaRegistry registry;
    private final SecurityKeys keys;
    private final SignInTokens tokens;
    private final InstantSource clock;
    private final FreshSignIn fresh;

    public DeviceChanges(MfaRegistry registry, SecurityKeys keys, SignInTokens tokens, InstantSource clock) {
        this.registry = registry;
        this.keys = keys;
        this.tokens = tokens;
        this.clock = clock;
        this.fresh = new FreshSignIn(clock);
    }

    /** An app that two of its codes will enable. */
    public record NewApp(MfaSerial serial, OtpSeed seed) {}

    /**
     * A key's registration under way.
     *
     * @param publicKey what a page hands to {@code navigator.credentials.create}
     */
    public record NewKey(String registration, String publicKey) {}

    /**
     * Makes an app's seed.
     *
     * @throws IamException {@code ACCESS_DENIED} if the sign-in is not fresh, {@code ENTITY_ALREADY_EXISTS}
     */
    public NewApp startApp(Account account, Caller caller, String name) {
        fresh.requireToChangeDevices(account, caller);
        MfaSerial serial = MfaSerial.virtual(account.id(), EntityPath.ROOT, name);
        return new NewApp(serial, registry.createApp(account.mfaDevices(), serial));
    }

    /**
     * Makes an app or fob the caller's, by two consecutive codes.
     *
     * @throws Refusal {@code INVALID_AUTHENTICATION_CODE}
     * @throws IamException as {@link MfaRegistry#enable}, and {@code ACCESS_DENIED} if the sign-in is not fresh
     */
    public void enable(Account account, Caller caller, MfaSerial serial, String first, String second) {
        fresh.requireToChangeDevices(account, caller);
        if (!registry.enable(account.mfaDevices(), caller.id(), serial, first, second, by(caller))) {
            throw new Refusal(MfaRegistry.codeNotValid());
        }
        AccessCodeFactor.request(caller).ifPresent(id -> account.accessCodes().enrolled(id, serial));
    }

    /**
     * Finds the clock or counter of an app or fob of the caller's, by two consecutive codes.
     *
     * @throws Refusal {@code INVALID_AUTHENTICATION_CODE}
     * @throws IamException as {@link MfaRegistry#resync}, and {@code ACCESS_DENIED} if the sign-in is not fresh
     */
    public void resync(Account account, Caller caller, MfaSerial serial, String first, String second) {
        fresh.requireToChangeDevices(account, caller);
        if (!registry.resync(account.mfaDevices(), caller.id(), serial, first, second)) {
            throw new Refusal(MfaRegistry.codeNotValid());
        }
    }

    /**
     * @param passkey whether it shall be able to sign in alone
     * @throws IamException {@code ACCESS_DENIED} if the sign-in is not fresh
     */
    public NewKey startKey(Account account, Caller caller, boolean passkey) {
        fresh.requireToChangeDevices(account, caller);
        List<KeyCredential> existing = account.mfaDevices().of(caller.id()).stream()
                .filter(KeyDevice.class::isInstance)
                .map(device -> ((KeyDevice) device).credential())
                .toList();
        SecurityKeys.Ceremony ceremony = keys.startRegistration(
                owner(account, caller), existing, account.settings().keyRules(), passkey);
        Ceremony registration = new Ceremony(
                tokens.next(account.id()),
                Ceremony.Kind.KEY_REGISTRATION,
                caller.id(),
                ceremony.request(),
                clock.instant().plus(Ceremony.LIFETIME));
        account.ceremonies().begin(registration);
        return new NewKey(registration.id(), ceremony.publicKey());
    }

    /**
     * Makes a security key the caller's. The challenge is used up whatever the answer.
     *
     * @param response the {@code PublicKeyCredential} as JSON
     * @param tried the credential as its proof left it, where it was tried before
     * @param permission throws for a credential, verified and not yet stored, that the caller may not enrol
     * @throws Refusal as {@link SecurityKeys#finishRegistration}, and what the permission throws
     * @throws IamException {@code NO_SUCH_ENTITY} for a registration that is not under way, {@code
     *     ENTITY_ALREADY_EXISTS}, {@code LIMIT_EXCEEDED}, {@code ACCESS_DENIED} if the sign-in is not fresh
     */
    public KeyDevice finishKey(
            Account account,
            Caller caller,
            String registration,
            String name,
            String response,
            Optional<KeyCredential> tried,
            Consumer<KeyCredential> permission) {
        fresh.requireToChangeDevices(account, caller);
        Ceremony ceremony = underWay(account, caller, registration, Ceremony.Kind.KEY_REGISTRATION, clock);
        if (!account.ceremonies().end(ceremony)) {
            throw notUnderWay();
        }
        KeyCredential credential;
        try {
            credential = keys.finishRegistration(
                    ceremony.state(), response, account.settings().keyRules());
        } catch (IamException refused) {
            throw new Refusal(KeyRefusal.reasoned(refused));
        }
        if (tried.filter(other -> !other.credentialId().equals(credential.credentialId())
                        || !other.publicKey().equals(credential.publicKey()))
                .isPresent()) {
            throw new Refusal(KeyRefusal.UNKNOWN_CREDENTIAL.refusal());
        }
        try {
            permission.accept(credential);
        } catch (IamException denied) {
            // Kept, lest the challenge count again.
            throw new Refusal(denied);
        }
        KeyDevice device = new KeyDevice(
                MfaSerial.securityKey(account.id(), ownerPath(caller), name),
                caller.id(),
                clock.instant(),
                tried.map(proof -> credential.withState(proof.signatureCount(), proof.backedUp()))
                        .orElse(credential));
        account.mfaDevices().add(device);
        account.mfaDevices().announce(DeviceNotice.ENROLLED, device, caller.id(), clock.instant());
        AccessCodeFactor.request(caller).ifPresent(id -> account.accessCodes().enrolled(id, device.serial()));
        return device;
    }

    /**
     * Takes a device from its owner; an app is forgotten with it.
     *
     * @param lost whether that is because she no longer has it
     * @throws IamException {@code NO_SUCH_ENTITY}, {@code ACCESS_DENIED} if the sign-in is not fresh
     */
    public void remove(Account account, Caller caller, MfaSerial serial, boolean lost) {
        fresh.requireToChangeDevices(account, caller);
        MfaDevice device = account.mfaDevices().require(serial);
        registry.deactivate(account.mfaDevices(), caller.id(), serial, lost, by(caller));
        if (device.type() == MfaDevice.Type.VIRTUAL) {
            registry.deleteVirtual(account.mfaDevices(), serial);
        }
    }

    /** What metadata says of a key's model, or said at its registration. */
    public Optional<KeyModel> model(KeyCredential credential) {
        return keys.lastKnownModel(credential);
    }

    /** @throws IamException {@code NO_SUCH_ENTITY} unless it is under way, and hers */
    static Ceremony underWay(Account account, Caller caller, String id, Ceremony.Kind kind, InstantSource clock) {
        return account.ceremonies()
                .find(id, kind, clock.instant())
                .filter(found -> found.owner().equals(caller.id()))
                .orElseThrow(DeviceChanges::notUnderWay);
    }

    static IamException notUnderWay() {
        return new IamException(Kind.NO_SUCH_ENTITY, "There is no such registration under way: begin again.");
    }

    static SecurityKeys.Owner owner(Account account, Caller caller) {
        return SecurityKeys.Owner.of(
                caller.id(),
                caller.user() == null
                        ? account.root().email().value()
                        : caller.user().name().value());
    }

    private static String by(Caller caller) {
        return caller.arn().toString();
    }

    private static String ownerPath(Caller caller) {
        return caller.user() == null ? "root" : caller.user().name().value();
    }
}
