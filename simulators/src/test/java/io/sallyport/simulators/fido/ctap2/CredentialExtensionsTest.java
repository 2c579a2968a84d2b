// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static io.sallyport.simulators.fido.ctap2.Ceremonies.GET_ASSERTION;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.MAKE_CREDENTIAL;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.PIN;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.extension;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.extensionsOf;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.get;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.id;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.idOf;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.list;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.make;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.makeDiscoverable;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.token;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.verifiedGet;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.verifiedMake;
import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialExtensionsTest {
    private final Platform key = new Platform(Products.YUBIKEY_5_7);

    private byte[] protectedBy(int level, CBORObject request) {
        CBORObject made = key.succeed(MAKE_CREDENTIAL, request.Add(6, extension("credProtect", level)));
        assertThat(extensionsOf(made)).isEqualTo(extension("credProtect", level));
        return idOf(made);
    }

    @Nested
    @DisplayName("CTAP 2.1 §12.1 credProtect")
    class CredProtectLevels {
        @ParameterizedTest
        @CsvSource({"1,OK,OK", "2,NO_CREDENTIALS,OK", "3,NO_CREDENTIALS,NO_CREDENTIALS"})
        void decidesWhoFindsADiscoverableCredentialUnverified(int level, CtapStatus found, CtapStatus named) {
            byte[] id = protectedBy(level, makeDiscoverable(1));
            assertThat(key.status(GET_ASSERTION, get())).isEqualTo(found);
            assertThat(key.status(GET_ASSERTION, get(id))).isEqualTo(named);
            key.powerCycle();
            assertThat(key.status(GET_ASSERTION, get(id))).isEqualTo(named);
            key.setPin(2, PIN);
            assertThat(key.status(GET_ASSERTION, verifiedGet(get(), token(key))))
                    .isEqualTo(CtapStatus.OK);
            assertThat(key.status(GET_ASSERTION, verifiedGet(get(id), token(key))))
                    .isEqualTo(CtapStatus.OK);
        }

        @Test
        void isSealedInIdsOfOtherCredentials() {
            byte[] id = protectedBy(3, make(1));
            assertThat(key.status(GET_ASSERTION, get(id))).isEqualTo(CtapStatus.NO_CREDENTIALS);
            key.setPin(2, PIN);
            assertThat(key.status(GET_ASSERTION, verifiedGet(get(id), token(key))))
                    .isEqualTo(CtapStatus.OK);
        }

        @Test
        @DisplayName("§6.1.2 step 12: only a verified user learns that a protected credential is excluded")
        void isNotToldToTheUnverified() {
            byte[] id = protectedBy(3, make(1));
            CBORObject again = make(1).Add(5, list(id));
            assertThat(key.status(MAKE_CREDENTIAL, again)).isEqualTo(CtapStatus.OK);
            key.setPin(2, PIN);
            assertThat(key.status(MAKE_CREDENTIAL, verifiedMake(again, token(key))))
                    .isEqualTo(CtapStatus.CREDENTIAL_EXCLUDED);
            byte[] second = protectedBy(2, verifiedMake(make(2), token(key)));
            CBORObject other = make(2).Add(5, list(second));
            assertThat(key.status(MAKE_CREDENTIAL, other)).isEqualTo(CtapStatus.CREDENTIAL_EXCLUDED);
        }

        @Test
        void hasThreeLevels() {
            for (int level : new int[] {0, 4}) {
                assertThat(key.status(MAKE_CREDENTIAL, make(1).Add(6, extension("credProtect", level))))
                        .isEqualTo(CtapStatus.INVALID_OPTION);
            }
            assertThat(key.status(MAKE_CREDENTIAL, make(1).Add(6, extension("credProtect", "1"))))
                    .isEqualTo(CtapStatus.CBOR_UNEXPECTED_TYPE);
        }

        @Test
        void passesOverProtectedOnesAmongSeveral() {
            byte[] third = protectedBy(3, make(3));
            byte[] second = protectedBy(2, make(2));
            CBORObject assertion = key.succeed(GET_ASSERTION, get(third, second));
            assertThat(Ceremonies.chosen(assertion)).isEqualTo(second);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §12.2 credBlob")
    class CredBlobs {
        private CBORObject read(byte[] id) {
            return extensionsOf(key.succeed(GET_ASSERTION, get(id).Add(4, extension("credBlob", true))));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void isKeptWithEveryKindOfCredential(boolean discoverable) {
            byte[] blob = {1, 2, 3};
            CBORObject request = discoverable ? makeDiscoverable(1) : make(1);
            CBORObject made = key.succeed(MAKE_CREDENTIAL, request.Add(6, extension("credBlob", blob)));
            assertThat(extensionsOf(made)).isEqualTo(extension("credBlob", true));
            key.powerCycle();
            assertThat(read(idOf(made))).isEqualTo(extension("credBlob", blob));
            assertThat(extensionsOf(key.succeed(GET_ASSERTION, get(idOf(made)))).size())
                    .isZero();
        }

        @Test
        void isNotKeptWhenItIsTooLong() {
            byte[] longest = new byte[Products.YUBIKEY_5_7.limits().credBlob()];
            byte[] id = id(key, make(1).Add(6, extension("credBlob", longest)));
            assertThat(read(id)).isEqualTo(extension("credBlob", longest));
            CBORObject longer = make(1).Add(6, extension("credBlob", new byte[longest.length + 1]));
            CBORObject made = key.succeed(MAKE_CREDENTIAL, longer);
            assertThat(extensionsOf(made)).isEqualTo(extension("credBlob", false));
            assertThat(read(idOf(made))).isEqualTo(extension("credBlob", new byte[0]));
        }

        @Test
        void isOfTheTypesOfTheSpecification() {
            assertThat(key.status(MAKE_CREDENTIAL, make(1).Add(6, extension("credBlob", true))))
                    .isEqualTo(CtapStatus.CBOR_UNEXPECTED_TYPE);
            CBORObject request = get(id(key, make(1))).Add(4, extension("credBlob", new byte[1]));
            assertThat(key.status(GET_ASSERTION, request)).isEqualTo(CtapStatus.CBOR_UNEXPECTED_TYPE);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §12.3 largeBlobKey")
    class LargeBlobKeys {
        @Test
        void isOfOneCredentialAndStays() {
            CBORObject one = key.succeed(MAKE_CREDENTIAL, makeDiscoverable(1).Add(6, extension("largeBlobKey", true)));
            CBORObject two = key.succeed(MAKE_CREDENTIAL, makeDiscoverable(2).Add(6, extension("largeBlobKey", true)));
            byte[] first = one.get(5).GetByteString();
            assertThat(first).hasSize(32).isNotEqualTo(two.get(5).GetByteString());
            assertThat(extensionsOf(one).size()).isZero();
            key.powerCycle();
            CBORObject assertion = key.succeed(GET_ASSERTION, get(idOf(one)).Add(4, extension("largeBlobKey", true)));
            assertThat(assertion.get(7).GetByteString()).isEqualTo(first);
            assertThat(key.succeed(GET_ASSERTION, get(idOf(one))).ContainsKey(CBORObject.FromObject(7)))
                    .isFalse();
        }

        @Test
        void isNotThereWhereNobodyAskedForIt() {
            byte[] without = id(key, makeDiscoverable(1));
            CBORObject assertion = key.succeed(GET_ASSERTION, get(without).Add(4, extension("largeBlobKey", true)));
            assertThat(assertion.ContainsKey(CBORObject.FromObject(7))).isFalse();
        }

        @Test
        void wantsADiscoverableCredentialAndTrue() {
            assertThat(key.status(MAKE_CREDENTIAL, make(1).Add(6, extension("largeBlobKey", true))))
                    .isEqualTo(CtapStatus.INVALID_OPTION);
            assertThat(key.status(MAKE_CREDENTIAL, makeDiscoverable(1).Add(6, extension("largeBlobKey", false))))
                    .isEqualTo(CtapStatus.INVALID_OPTION);
            assertThat(key.status(GET_ASSERTION, get().Add(4, extension("largeBlobKey", false))))
                    .isEqualTo(CtapStatus.INVALID_OPTION);
        }
    }

    @Test
    void areIgnoredByKeysThatDoNotHaveThem() {
        Platform old = new Platform(Products.YUBIKEY_5_4);
        CBORObject inputs =
                extension("credBlob", new byte[3]).Add("largeBlobKey", true).Add("credProtect", 2);
        CBORObject made = old.succeed(MAKE_CREDENTIAL, make(1).Add(6, inputs));
        assertThat(extensionsOf(made)).isEqualTo(extension("credProtect", 2));
    }
}
