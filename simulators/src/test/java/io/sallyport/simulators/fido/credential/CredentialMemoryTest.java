// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.Environment;
import io.sallyport.simulators.ManualClock;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.Storage;
import io.sallyport.simulators.fido.chip.Chip;
import io.sallyport.simulators.fido.chip.KeyProfile;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.fault.Faults;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.junit.SeededRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a key remembers of its credentials, across power cycles and after accidents. */
class CredentialMemoryTest {
    private static final RelyingParty RP = new RelyingParty("example.org", Optional.of("Example"));
    private static final String SLOT = "fido.resident.000";

    private final Storage storage = Storage.inMemory();
    private final SeededRandom random = new SeededRandom(8);
    private final Credentials credentials = powerUp(Products.EVERYTHING);

    private Credentials powerUp(KeyProfile profile) {
        Environment environment = new Environment(new ManualClock(), random, Presence.eager(), storage);
        return new Credentials(new Chip(environment, profile, Faults.none()));
    }

    private static User user(int id) {
        return new User(Bytes.of((byte) id), Optional.of("user" + id), Optional.empty());
    }

    private static Blueprint discoverable(int user) {
        return Blueprint.of(RP, user(user), KeyAlgorithm.ES256, true);
    }

    private Credential create(int user) {
        return credentials.create(discoverable(user)).credential();
    }

    private static List<Bytes> ids(List<Credential> found) {
        return found.stream().map(Credential::id).toList();
    }

    @ParameterizedTest
    @EnumSource
    void everythingIsThereAfterAPowerCycle(KeyAlgorithm algorithm) {
        Blueprint blueprint = Blueprint.of(RP, user(1), algorithm, true)
                .protectedBy(Protection.REQUIRED)
                .withHmacSecret()
                .withLargeBlobKey()
                .withCredBlob(Bytes.of((byte) 9));
        NewCredential made = credentials.create(blueprint);
        Credential before = made.credential();
        Credential after =
                powerUp(Products.EVERYTHING).find(RP.idHash(), before.id()).orElseThrow();
        assertThat(after.key()).isEqualTo(before.key());
        assertThat(after.algorithm()).isEqualTo(algorithm);
        assertThat(after.protection()).isEqualTo(Protection.REQUIRED);
        assertThat(after.rp()).contains(RP);
        assertThat(after.user()).contains(user(1));
        assertThat(after.publicKey()).contains(made.coseKey());
        assertThat(after.credBlob()).contains(Bytes.of((byte) 9));
        assertThat(after.largeBlobKey()).isEqualTo(before.largeBlobKey()).isPresent();
        for (boolean verified : new boolean[] {true, false}) {
            assertThat(after.credRandom(verified).orElseThrow())
                    .isEqualTo(before.credRandom(verified).orElseThrow())
                    .hasSize(32)
                    .isNotEqualTo(after.credRandom(!verified).orElseThrow());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anIdIsNoLongerThanAnyKeyTakes(KeyAlgorithm algorithm) {
        Blueprint largest = Blueprint.of(RP, user(1), algorithm, false)
                .withHmacSecret()
                .withCredBlob(Bytes.of(new byte[Products.EVERYTHING.limits().credBlob()]));
        assertThat(credentials.create(largest).credential().id().length())
                .isLessThanOrEqualTo(Products.YUBIKEY_5_4.limits().maxCredentialId());
    }

    @Test
    void thoseThatCannotBeDiscoveredTakeNoPlaceAndHaveNoNames() {
        Credential made = credentials
                .create(Blueprint.of(RP, user(1), KeyAlgorithm.ES256, false))
                .credential();
        assertThat(credentials.count()).isZero();
        Credential found = credentials.find(RP.idHash(), made.id()).orElseThrow();
        assertThat(found.user()).isEmpty();
        assertThat(found.credRandom(true)).isEmpty();
    }

    @Test
    void areFoundNewestFirstWhicheverPlaceTheyTook() {
        Credential first = create(1);
        Credential second = create(2);
        assertThat(credentials.delete(first.id())).isTrue();
        Credential third = create(3);
        assertThat(ids(credentials.discoverable(RP.idHash()))).containsExactly(third.id(), second.id());
        assertThat(credentials.find(RP.idHash(), first.id())).isEmpty();
        assertThat(credentials.delete(first.id())).isFalse();
    }

    @Test
    void anAccountHasOneAndItsPlaceIsTakenInOneWrite() {
        Credential old = create(1);
        create(2);
        Credential young = create(1);
        assertThat(credentials.count()).isEqualTo(2);
        assertThat(credentials.discoverable(RP.idHash()).get(0).id()).isEqualTo(young.id());
        assertThat(credentials.find(RP.idHash(), old.id())).isEmpty();
    }

    @Test
    void placesEnd() {
        Credentials small = powerUp(Products.YUBIKEY_5_4);
        int places = Products.YUBIKEY_5_4.limits().residentSlots();
        for (int i = 0; i < places; i++) {
            assertThat(small.remaining()).isEqualTo(places - i);
            small.create(discoverable(i));
        }
        assertThatThrownBy(() -> small.create(discoverable(100)))
                .isInstanceOfSatisfying(
                        CtapException.class, e -> assertThat(e.status()).isEqualTo(CtapStatus.KEY_STORE_FULL));
        small.create(discoverable(3));
        assertThat(small.remaining()).isZero();
    }

    @Test
    void usersAreRenamedButNeverExchanged() {
        Credential made = create(1);
        User renamed = new User(user(1).id(), Optional.empty(), Optional.of("Sara"));
        credentials.updateUser(made.id(), renamed);
        assertThat(powerUp(Products.EVERYTHING)
                        .find(RP.idHash(), made.id())
                        .orElseThrow()
                        .user())
                .contains(renamed);
        assertThatThrownBy(() -> credentials.updateUser(made.id(), user(2)))
                .isInstanceOfSatisfying(
                        CtapException.class, e -> assertThat(e.status()).isEqualTo(CtapStatus.INVALID_PARAMETER));
        assertThatThrownBy(() -> credentials.updateUser(Bytes.of((byte) 1), renamed))
                .isInstanceOfSatisfying(
                        CtapException.class, e -> assertThat(e.status()).isEqualTo(CtapStatus.NO_CREDENTIALS));
    }

    @Test
    void aRecordThatIsCutAnywhereIsAnEmptyPlaceAndNeverAnotherKey() {
        Credential made = create(1);
        byte[] whole = storage.read(SLOT).orElseThrow();
        for (int length = 0; length < whole.length; length++) {
            storage.write(SLOT, Arrays.copyOf(whole, length));
            Credentials again = powerUp(Products.EVERYTHING);
            assertThat(again.count()).isZero();
            assertThat(again.discoverable(RP.idHash())).isEmpty();
            assertThat(again.find(RP.idHash(), made.id())).isEmpty();
        }
        storage.write(SLOT, whole);
        assertThat(powerUp(Products.EVERYTHING).find(RP.idHash(), made.id())).isPresent();
    }

    @Test
    void aFlippedBitNeverYieldsAnotherKey() {
        Credential made = create(1);
        byte[] whole = storage.read(SLOT).orElseThrow();
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            storage.write(SLOT, flipped);
            try {
                powerUp(Products.EVERYTHING)
                        .discoverable(RP.idHash())
                        .forEach(found -> assertThat(found.key()).isEqualTo(made.key()));
            } catch (IllegalStateException laterFormat) {
                assertThat(laterFormat).hasMessageContaining("later version");
            }
        }
    }

    @Test
    void aMemoryOfALaterVersionIsNotTouched() {
        create(1);
        CBORObject record = CtapCbor.decode(storage.read(SLOT).orElseThrow());
        byte[] later = CtapCbor.encode(record.Set("format", 2)).toArray();
        storage.write(SLOT, later);
        assertThatThrownBy(() -> powerUp(Products.EVERYTHING).create(discoverable(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("later version");
        assertThat(storage.read(SLOT)).contains(later);
    }

    @Test
    void membersThatALaterVersionAddedArePassedOver() {
        Credential made = create(1);
        CBORObject record = CtapCbor.decode(storage.read(SLOT).orElseThrow());
        storage.write(SLOT, CtapCbor.encode(record.Set("a-later-member", 7)).toArray());
        assertThat(powerUp(Products.EVERYTHING).find(RP.idHash(), made.id())).isPresent();
    }

    @Test
    void aDamagedSecretIsNotReplacedByAnother() {
        create(1);
        storage.write("fido.wrapping-key", new byte[5]);
        assertThatThrownBy(() -> powerUp(Products.EVERYTHING).count())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void afterAWipeAllIdsAreStrangersEvenIfItEndedHalfWay() {
        Credential discoverable = create(1);
        Credential other = credentials
                .create(Blueprint.of(RP, user(2), KeyAlgorithm.ES256, false))
                .credential();
        byte[] slot = storage.read(SLOT).orElseThrow();
        credentials.wipe();
        storage.write(SLOT, slot);
        Credentials again = powerUp(Products.EVERYTHING);
        assertThat(again.find(RP.idHash(), other.id())).isEmpty();
        assertThat(again.find(RP.idHash(), discoverable.id())).isEmpty();
        assertThat(again.count()).isZero();
        assertThat(again.remaining()).isEqualTo(Products.EVERYTHING.limits().residentSlots());
    }
}
