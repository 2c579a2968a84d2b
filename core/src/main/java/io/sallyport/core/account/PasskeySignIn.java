// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.Bytes;
import io.sallyport.core.IamException;
import io.sallyport.core.Json;
import io.sallyport.core.credential.Vault;
import io.sallyport.core.identity.User;
import io.sallyport.core.mfa.Ceremony;
import io.sallyport.core.mfa.SecurityKeys;
import io.sallyport.core.name.UniqueId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Signing in by a passkey alone: the key says whose it is and proves it, and its check of its user is the second factor.
 * Thread-safe.
 *
 * <p>Whoever begins need name nobody, since a passkey is discoverable; then none is listed. Where she names somebody there
 * is nothing in {@link ListedPasskeys} to tell who exists by. What was begun is sealed in its id and not stored before it
 * ends; every node can finish it, and it ends once.
 */
public final class PasskeySignIn {
    private static final String CONTEXT = "passkey sign-in";

    private final Accounts accounts;
    private final SignIn signIn;
    private final SecurityKeys keys;
    private final Vault vault;
    private final InstantSource clock;
    private final SignInRecords records;
    private final ListedPasskeys listed;

    /**
     * @param vault not the one that seals the store: what is begun leaves the house
     * @param random for the secret of each account that invents passkeys
     */
    public PasskeySignIn(
            Accounts accounts,
            SignIn signIn,
            SecurityKeys keys,
            Vault vault,
            SecureRandom random,
            InstantSource clock) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.keys = keys;
        this.vault = vault;
        this.clock = clock;
        this.records = new SignInRecords(clock);
        this.listed = new ListedPasskeys(accounts, random);
    }

    /** What the finish needs again. */
    private record Begun(String request, Instant expiresAt) {}

    /** By whichever passkey the key finds: nobody is named. */
    public SignInStep begin() {
        return begin(List.of());
    }

    /**
     * By a passkey of whoever is named, which need not be one that a key finds by itself. Who has none is answered as who
     * has some; that no answer of any key will do is told at the end, as of any other that is refused.
     */
    public SignInStep begin(SignInName named) {
        return begin(listed.of(named));
    }

    private SignInStep begin(List<SecurityKeys.Descriptor> allowed) {
        SecurityKeys.Ceremony asked = keys.startPasskey(allowed);
        Begun begun = new Begun(asked.request(), clock.instant().plus(Ceremony.LIFETIME));
        byte[] sealed = vault.seal(Json.write(begun).getBytes(StandardCharsets.UTF_8), CONTEXT);
        return new SignInStep.FactorRequired(
                Base64.getUrlEncoder().withoutPadding().encodeToString(sealed),
                List.of(),
                false,
                false,
                asked.publicKey());
    }

    /**
     * Finishes by a passkey's answer. The challenge is used up whatever it is, where its owner is known.
     *
     * @param response the {@code PublicKeyCredential} as JSON
     * @throws IamException {@code ACCESS_DENIED}, the same for an unknown or used sign-in, an unknown owner, credential or
     *     signature, and an owner who has no password to sign in with; {@code INVALID_INPUT} for what is no answer of a
     *     key at all
     */
    public SignInStep finish(String id, String response, RequestFacts facts) {
        Optional<UniqueId> named = keys.handle(response).flatMap(PasskeySignIn::id);
        Begun begun = open(id).orElseThrow(SignIn::incorrect);
        UniqueId owner = named.orElseThrow(SignIn::incorrect);
        return accounts.write(owner.account().filter(accounts::exists).orElseThrow(SignIn::incorrect), account -> {
            if (!isThere(account, owner)) {
                records.loginFailed(account, null, facts);
                throw new Refusal(SignIn.incorrect());
            }
            Ceremony ceremony = new Ceremony(
                    // Of what is in it: an id can be spelled in more than one way, its challenge is one.
                    DigestUtils.sha256Hex(begun.request()),
                    Ceremony.Kind.SIGN_IN_PASSKEY,
                    owner,
                    "",
                    clock.instant().plus(Ceremony.LIFETIME));
            if (!account.ceremonies().endUnstored(ceremony)) {
                throw SignIn.incorrect();
            }
            try {
                return signIn.byPasskey(account, owner, begun.request(), response, facts);
            } catch (IamException | Refusal refused) {
                records.loginFailed(account, owner, facts);
                IamException incorrect = SignIn.incorrect();
                incorrect.initCause(refused);
                throw new Refusal(incorrect);
            }
        });
    }

    private Optional<Begun> open(String id) {
        try {
            byte[] plain = vault.open(Base64.getUrlDecoder().decode(id), CONTEXT);
            return Optional.of(Json.read(new String(plain, StandardCharsets.UTF_8), Begun.class))
                    .filter(begun -> clock.instant().isBefore(begun.expiresAt()));
        } catch (IllegalArgumentException | Vault.SealBroken notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<UniqueId> id(Bytes handle) {
        try {
            return Optional.of(new UniqueId(new String(handle.toArray(), StandardCharsets.ISO_8859_1)));
        } catch (IamException nobodys) {
            return Optional.empty();
        }
    }

    private static boolean isThere(Account account, UniqueId owner) {
        return owner.isRoot()
                ? account.root().id().equals(owner)
                : account.users().find(owner).map(User::id).isPresent();
    }
}
