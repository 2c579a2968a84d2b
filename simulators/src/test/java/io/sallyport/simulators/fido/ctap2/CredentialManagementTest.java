// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("CTAP 2.1 §6.8 authenticatorCredentialManagement")
class CredentialManagementTest {
    private final ManagedKey key = ManagedKey.plugIn();

    @Nested
    @DisplayName("§6.8.2 getCredsMetadata")
    class Metadata {
        @Test
        void countsWhatIsThereAndWhatFits() {
            key.unlock();
            int room = key.manage(1).get(2).AsInt32();
            assertThat(key.manage(1).get(1).AsInt32()).isZero();
            assertThat(room).isEqualTo(key.profile().limits().residentSlots());

            key.register("example.org", 1);
            key.register("example.org", 2);
            key.registerNonResident("example.org", 3);
            key.unlock();
            assertThat(key.manage(1).get(1).AsInt32()).isEqualTo(2);
            assertThat(key.manage(1).get(2).AsInt32()).isEqualTo(room - 2);
        }
    }

    @Nested
    @DisplayName("§6.8.3, §6.8.4 enumerations")
    class Enumerations {
        @BeforeEach
        void fill() {
            key.register("one.example", 1);
            key.register("three.example", 1);
            key.register("three.example", 2);
            key.register("three.example", 3);
            key.register("two.example", 1);
            key.register("two.example", 2);
            key.unlock();
        }

        @Test
        void tellsEachRelyingPartyOnceWithTheTotalFirst() {
            CBORObject first = key.manage(2);
            assertThat(first.get(5).AsInt32()).isEqualTo(3);
            List<CBORObject> all = List.of(first, key.manage(3), key.manage(3));
            assertThat(all)
                    .extracting(rp -> rp.get(3).get("id").AsString())
                    .containsExactly("one.example", "three.example", "two.example");
            assertThat(all)
                    .allSatisfy(rp -> assertThat(rp.get(4).GetByteString())
                            .isEqualTo(ManagedKey.sha256(rp.get(3).get("id").AsString())));
            assertThat(all.get(1).ContainsKey(CBORObject.FromObject(5))).isFalse();
            assertThat(key.manageStatus(3)).isEqualTo(CtapStatus.NOT_ALLOWED);
        }

        @Test
        void tellsTheCredentialsOfOneRelyingParty() {
            CBORObject first = key.manage(4, ManagedKey.of("three.example"));
            assertThat(first.get(9).AsInt32()).isEqualTo(3);
            List<CBORObject> all = List.of(first, key.manage(5), key.manage(5));
            assertThat(all)
                    .extracting(c -> (int) c.get(6).get("id").GetByteString()[0])
                    .containsExactly(1, 2, 3);
            assertThat(all.get(1).ContainsKey(CBORObject.FromObject(9))).isFalse();
            assertThat(key.manageStatus(5)).isEqualTo(CtapStatus.NOT_ALLOWED);
        }

        @Test
        void goOnBesideOneAnother() {
            CBORObject rp = key.manage(2);
            int total = rp.get(5).AsInt32();
            int credentials = 0;
            for (int i = 1; ; i++) {
                int of = key.manage(4, CBORObject.NewMap().Add(1, rp.get(4).GetByteString()))
                        .get(9)
                        .AsInt32();
                for (int c = 1; c < of; c++) {
                    key.manage(5);
                }
                credentials += of;
                if (i == total) {
                    break;
                }
                rp = key.manage(3);
            }
            assertThat(credentials).isEqualTo(6);
        }

        @Test
        void areNotGoneOnWithUnlessBegun() {
            assertThat(key.manageStatus(3)).isEqualTo(CtapStatus.NOT_ALLOWED);
            assertThat(key.manageStatus(5)).isEqualTo(CtapStatus.NOT_ALLOWED);
            key.manage(2);
            assertThat(key.manageStatus(5)).isEqualTo(CtapStatus.NOT_ALLOWED);
            key.unlock();
            key.manage(4, ManagedKey.of("three.example"));
            assertThat(key.manageStatus(3)).isEqualTo(CtapStatus.NOT_ALLOWED);
        }

        @Test
        void endOnAnyOtherCommand() {
            key.manage(2);
            key.manage(4, ManagedKey.of("three.example"));
            key.host().succeed(0x04, CBORObject.NewMap());
            assertThat(key.manageStatus(3)).isEqualTo(CtapStatus.NOT_ALLOWED);
            assertThat(key.manageStatus(5)).isEqualTo(CtapStatus.NOT_ALLOWED);
        }

        @Test
        void endAfter30Seconds() {
            key.manage(2);
            key.manage(4, ManagedKey.of("three.example"));
            key.advance(Remaining.LIFETIME.minus(Duration.ofMillis(1)));
            key.manage(3);
            key.manage(5);
            key.advance(Remaining.LIFETIME);
            assertThat(key.manageStatus(3)).isEqualTo(CtapStatus.NOT_ALLOWED);
            assertThat(key.manageStatus(5)).isEqualTo(CtapStatus.NOT_ALLOWED);
        }

        @Test
        void endWhenACredentialChanges() {
            byte[] id = key.register("four.example", 1);
            key.unlock();
            key.manage(2);
            key.manage(6, ManagedKey.naming(id));
            assertThat(key.manageStatus(3)).isEqualTo(CtapStatus.NOT_ALLOWED);
        }

        @Test
        void findNoCredentialsOfAStranger() {
            assertThat(key.manageStatus(4, ManagedKey.of("four.example"))).isEqualTo(CtapStatus.NO_CREDENTIALS);
        }
    }

    @Test
    void enumeratesNothingOnAnEmptyKey() {
        key.unlock();
        assertThat(key.manageStatus(2)).isEqualTo(CtapStatus.NO_CREDENTIALS);
        assertThat(key.manageStatus(4, ManagedKey.of("example.org"))).isEqualTo(CtapStatus.NO_CREDENTIALS);
        key.registerNonResident("example.org", 1);
        key.unlock();
        assertThat(key.manageStatus(2)).isEqualTo(CtapStatus.NO_CREDENTIALS);
    }

    @Test
    void tellsAllThatItKnowsOfACredential() {
        CBORObject made = key.registerWithExtensions("example.org", 7, 3);
        key.unlock();
        CBORObject told = key.manage(4, ManagedKey.of("example.org"));
        byte[] data = made.get(2).GetByteString();
        byte[] id = ManagedKey.credentialId(data);
        assertThat(told.get(6).get("id").GetByteString()).containsExactly(7);
        assertThat(told.get(6).get("name").AsString()).isEqualTo("user7");
        assertThat(told.get(6).get("displayName").AsString()).isEqualTo("User 7");
        assertThat(told.get(7).get("id").GetByteString()).isEqualTo(id);
        assertThat(told.get(7).get("type").AsString()).isEqualTo("public-key");
        byte[] publicKey = told.get(8).EncodeToBytes(ManagedKey.CANONICAL);
        assertThat(Arrays.copyOfRange(data, 55 + id.length, 55 + id.length + publicKey.length))
                .isEqualTo(publicKey);
        assertThat(told.get(10).AsInt32()).isEqualTo(3);
        assertThat(told.get(11).GetByteString())
                .hasSize(32)
                .isEqualTo(made.get(5).GetByteString());
    }

    @Nested
    @DisplayName("§6.8.5 deleteCredential")
    class Deleting {
        @Test
        void leavesTheOthers() {
            byte[] first = key.register("example.org", 1);
            byte[] second = key.register("example.org", 2);
            key.unlock();
            assertThat(key.manage(6, ManagedKey.naming(first)).size()).isZero();
            assertThat(key.manage(1).get(1).AsInt32()).isEqualTo(1);
            assertThat(key.signInStatus("example.org", first)).isEqualTo(CtapStatus.NO_CREDENTIALS);
            assertThat(key.signInStatus("example.org", second)).isEqualTo(CtapStatus.OK);
        }

        @Test
        void isForGood() {
            byte[] id = key.register("example.org", 1);
            key.unlock();
            key.manage(6, ManagedKey.naming(id));
            key.powerCycle();
            assertThat(key.signInStatus("example.org", id)).isEqualTo(CtapStatus.NO_CREDENTIALS);
        }

        @Test
        void findsWhatIsThereOnly() {
            byte[] resident = key.register("example.org", 1);
            byte[] other = key.registerNonResident("example.org", 2);
            key.unlock();
            assertThat(key.manageStatus(6, ManagedKey.naming(other))).isEqualTo(CtapStatus.NO_CREDENTIALS);
            assertThat(key.manageStatus(6, ManagedKey.naming(new byte[64]))).isEqualTo(CtapStatus.NO_CREDENTIALS);
            key.manage(6, ManagedKey.naming(resident));
            assertThat(key.manageStatus(6, ManagedKey.naming(resident))).isEqualTo(CtapStatus.NO_CREDENTIALS);
        }
    }

    @Nested
    @DisplayName("§6.8.6 updateUserInformation")
    class Renaming {
        private final byte[] id = key.register("example.org", 1);

        @BeforeEach
        void unlock() {
            key.unlock();
        }

        private CBORObject user(int user) {
            return CBORObject.NewMap().Add("id", new byte[] {(byte) user});
        }

        private CBORObject renamed(CBORObject user) {
            key.manage(7, ManagedKey.naming(id).Add(3, user));
            return key.manage(4, ManagedKey.of("example.org")).get(6);
        }

        @Test
        void replacesBothNames() {
            CBORObject told = renamed(user(1).Add("name", "tyler").Add("displayName", "Tyler Durden"));
            assertThat(told.get("name").AsString()).isEqualTo("tyler");
            assertThat(told.get("displayName").AsString()).isEqualTo("Tyler Durden");
            assertThat(key.signInStatus("example.org", id)).isEqualTo(CtapStatus.OK);
        }

        @Test
        void removesNamesThatAreAbsentOrEmpty() {
            CBORObject told = renamed(user(1).Add("displayName", ""));
            assertThat(told.getKeys()).containsExactly(CBORObject.FromObject("id"));
        }

        @Test
        void renamesNobodyElse() {
            assertThat(key.manageStatus(7, ManagedKey.naming(id).Add(3, user(2))))
                    .isEqualTo(CtapStatus.INVALID_PARAMETER);
            assertThat(key.manageStatus(7, ManagedKey.naming(new byte[64]).Add(3, user(1))))
                    .isEqualTo(CtapStatus.NO_CREDENTIALS);
        }
    }
}
