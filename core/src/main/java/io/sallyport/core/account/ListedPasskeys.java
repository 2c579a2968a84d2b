// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.core.account;

import io.sallyport.core.mfa.KeyCredential;
import io.sallyport.core.mfa.MfaDevices;
import io.sallyport.core.mfa.MfaRegistry;
import io.sallyport.core.mfa.OtpSeed;
import io.sallyport.core.mfa.SecurityKeys.Descriptor;
import io.sallyport.core.name.AccountId;
import io.sallyport.core.name.UniqueId;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * Which passkeys are listed for whoever is named: hers, or for somebody who has none or does not exist such as she might
 * have (WebAuthn L3 §14.6.2, §14.6.3), the same whenever and wherever it is asked. The same is read either way. Thread-safe.
 *
 * <p>An invented list is modelled on that of somebody in the account who has passkeys: as many, as long, for the same
 * transports. Of an account that does not exist another takes the place.
 */
final class ListedPasskeys {
    /** What decoys and those for codes have in common is one row, a sealed secret of the account. */
    private static final String SECRET = "passkeys";

    private final Accounts accounts;
    private final SecureRandom random;
    private final Map<AccountId, PasskeyDecoys> decoys = new ConcurrentHashMap<>();

    ListedPasskeys(Accounts accounts, SecureRandom random) {
        this.accounts = accounts;
        this.random = random;
    }

    /** By their ids, so that nothing else can be told by their order; empty where there is no account at all. */
    List<Descriptor> of(SignInName named) {
        List<AccountId> all = accounts.list();
        Optional<AccountId> hers = named.account().filter(all::contains);
        Optional<AccountId> asked = hers.or(() -> standIn(all, named));
        if (asked.isEmpty()) {
            return List.of();
        }
        PasskeyDecoys here = decoys(asked.get());
        return accounts.read(asked.get(), account -> in(account, named, hers.isPresent(), here));
    }

    private static List<Descriptor> in(Account account, SignInName named, boolean hers, PasskeyDecoys decoys) {
        MfaDevices devices = account.mfaDevices();
        UniqueId model = devices.ownerOfPasskeys(decoys.point(account.id(), named))
                .orElse(account.root().id());
        Optional<UniqueId> owner = SignIn.owner(account, new SignIn.Claim(account.id(), named.user()));
        UniqueId looked = owner.orElse(model);
        boolean mayEnter = account.loginProfiles().find(looked).isPresent();
        List<KeyCredential> found = devices.passkeys(looked);
        List<Descriptor> invented = decoys.like(devices.passkeys(model), named);
        boolean real = hers && owner.isPresent() && mayEnter && !found.isEmpty();
        return (real ? found.stream().map(Descriptor::of) : invented.stream())
                .sorted(Comparator.comparing(one -> one.id().toHex()))
                .toList();
    }

    /** The same one for an account, and for most accounts still the same when there is another. */
    private static Optional<AccountId> standIn(List<AccountId> all, SignInName named) {
        String account = named.key().replaceFirst("/.*", "");
        return all.stream().min(Comparator.comparing(id -> DigestUtils.sha256Hex(id + "/" + account)));
    }

    private PasskeyDecoys decoys(AccountId id) {
        return decoys.computeIfAbsent(
                id,
                here -> accounts.write(here, account -> {
                    var stored = account.mfaDevices().decoys();
                    return new PasskeyDecoys(
                            stored.seed(stored.of(SECRET, this::newSecret)).reveal());
                }));
    }

    private OtpSeed newSecret() {
        byte[] secret = new byte[MfaRegistry.SEED_BYTES];
        random.nextBytes(secret);
        return OtpSeed.of(secret);
    }
}
