// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static io.sallyport.simulators.fido.ctap2.Ceremonies.MAKE_CREDENTIAL;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.RP;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.extension;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.id;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.list;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.make;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.makeDiscoverable;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.options;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.parameter;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.publicKeyOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** authenticatorMakeCredential without user verification; {@link MakeCredentialVerifiedTest} has the rest. */
class MakeCredentialTest {
    private final Platform key = new Platform(Products.EVERYTHING);
    private final Platform old = new Platform(Products.YUBIKEY_5_4);

    private void assertRefused(CBORObject request, CtapStatus status) {
        assertThat(key.status(MAKE_CREDENTIAL, request)).isEqualTo(status);
    }

    private static CBORObject with(int member, Object value) {
        return make(1).Set(member, CBORObject.FromObject(value));
    }

    private static CBORObject withEntity(int member, String name, Object value) {
        CBORObject request = make(1);
        request.get(member).Set(name, CBORObject.FromObject(value));
        return request;
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.1: parameters")
    class Parameters {
        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4})
        void missesWhatItCannotDoWithout(int member) {
            CBORObject request = make(1);
            request.Remove(CBORObject.FromObject(member));
            assertRefused(request, CtapStatus.MISSING_PARAMETER);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
        void rejectsEveryParameterOfAnotherType(int member) {
            assertRefused(with(member, "text"), CtapStatus.CBOR_UNEXPECTED_TYPE);
        }

        @ParameterizedTest
        @CsvSource({"2,id", "2,name", "2,icon", "3,id", "3,name", "3,displayName", "3,icon"})
        void rejectsMembersOfEntitiesOfAnotherType(int member, String name) {
            assertRefused(withEntity(member, name, 8), CtapStatus.CBOR_UNEXPECTED_TYPE);
        }

        @ParameterizedTest
        @ValueSource(ints = {2, 3})
        void missesTheIdOfAnEntity(int member) {
            CBORObject request = make(1);
            request.get(member).Remove(CBORObject.FromObject("id"));
            assertRefused(request, CtapStatus.MISSING_PARAMETER);
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 31, 33})
        void rejectsAHashOfAnotherLength(int length) {
            assertRefused(with(1, new byte[length]), CtapStatus.INVALID_LENGTH);
        }

        @ParameterizedTest
        @CsvSource({"0,INVALID_LENGTH", "1,OK", "64,OK", "65,INVALID_LENGTH"})
        void takesUserIdsOf1To64Bytes(int length, CtapStatus status) {
            assertRefused(withEntity(3, "id", new byte[length]), status);
        }

        @Test
        void passesOverWhatItDoesNotKnow() {
            assertRefused(with(0x20, "text"), CtapStatus.OK);
            assertRefused(with(7, options("unknown", true)), CtapStatus.OK);
            assertRefused(with(6, extension("unknown", 7)), CtapStatus.OK);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.1.2 step 1: an empty pinUvAuthParam")
    class EmptyParam {
        @Test
        void asksForATouchAndTellsThatThereIsNoPin() {
            CBORObject request =
                    make(1).Set(1, CBORObject.FromObject(new byte[0])).Add(8, new byte[0]);
            assertRefused(request, CtapStatus.PIN_NOT_SET);
            key.answer = Presence.Answer.DECLINED;
            assertRefused(request, CtapStatus.OPERATION_DENIED);
        }

        @Test
        void tellsThatThereIsAPin() {
            for (Platform each : new Platform[] {key, old}) {
                assertThat(each.setPin(2, Ceremonies.PIN)).isEqualTo(CtapStatus.OK);
            }
            CBORObject request = make(1).Add(8, new byte[0]);
            assertRefused(request, CtapStatus.PIN_INVALID);
            assertThat(old.status(MAKE_CREDENTIAL, request)).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.1.2 step 2: pinUvAuthProtocol")
    class Protocol {
        @Test
        void hasToBeThereAndKnown() {
            assertRefused(make(1).Add(8, new byte[16]), CtapStatus.MISSING_PARAMETER);
            assertRefused(make(1).Add(8, new byte[16]).Add(9, 3), CtapStatus.INVALID_PARAMETER);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.1.2 step 3: pubKeyCredParams")
    class Algorithms {
        private CBORObject params(CBORObject... elements) {
            CBORObject list = CBORObject.NewArray();
            for (CBORObject element : elements) {
                list.Add(element);
            }
            return with(4, list);
        }

        @ParameterizedTest
        @ValueSource(longs = {-7, -35, -8, -257})
        void choosesTheFirstThatTheKeyHas(long algorithm) {
            CBORObject made = key.succeed(MAKE_CREDENTIAL, params(parameter(-47), parameter(algorithm), parameter(-7)));
            assertThat(publicKeyOf(made).get(CBORObject.FromObject(3)).AsInt64Value())
                    .isEqualTo(algorithm);
        }

        @Test
        void knowsNoOthers() {
            assertRefused(params(parameter(-47), parameter(1337)), CtapStatus.UNSUPPORTED_ALGORITHM);
            assertRefused(params(), CtapStatus.UNSUPPORTED_ALGORITHM);
            assertThat(old.status(MAKE_CREDENTIAL, params(parameter(-257))))
                    .isEqualTo(CtapStatus.UNSUPPORTED_ALGORITHM);
        }

        @Test
        void passesOverTypesThatItDoesNotKnow() {
            CBORObject unknown = CBORObject.NewMap().Add("alg", -7).Add("type", "rot13");
            assertRefused(params(unknown), CtapStatus.UNSUPPORTED_ALGORITHM);
            assertRefused(params(unknown, parameter(-7)), CtapStatus.OK);
        }

        @Test
        void looksAtEveryElementEvenBehindTheOneItChose() {
            CBORObject good = parameter(-7);
            assertRefused(params(good, CBORObject.NewMap().Add("alg", -7)), CtapStatus.MISSING_PARAMETER);
            assertRefused(params(good, CBORObject.NewMap().Add("type", "public-key")), CtapStatus.MISSING_PARAMETER);
            assertRefused(
                    params(good, CBORObject.NewMap().Add("alg", "7").Add("type", "public-key")),
                    CtapStatus.CBOR_UNEXPECTED_TYPE);
            assertRefused(
                    params(good, CBORObject.NewMap().Add("alg", -7).Add("type", new byte[1])),
                    CtapStatus.CBOR_UNEXPECTED_TYPE);
            assertRefused(params(good, CBORObject.FromObject("wrong")), CtapStatus.CBOR_UNEXPECTED_TYPE);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.1.2 step 5: options")
    class OptionsGiven {
        @Test
        void wantsAFingerThatIsEnrolled() {
            assertRefused(with(7, options("uv", true)), CtapStatus.INVALID_OPTION);
            assertRefused(with(7, options("uv", false)), CtapStatus.OK);
        }

        @Test
        void isNeverSilent() {
            assertRefused(with(7, options("up", false)), CtapStatus.INVALID_OPTION);
            assertRefused(with(7, options("up", true)), CtapStatus.OK);
        }

        @Test
        @DisplayName("CTAP 2.0 §5.1 step 3: up is not valid here, uv is not supported")
        void isOlderOnOlderKeys() {
            assertThat(old.status(MAKE_CREDENTIAL, with(7, options("up", true))))
                    .isEqualTo(CtapStatus.INVALID_OPTION);
            assertThat(old.status(MAKE_CREDENTIAL, with(7, options("uv", false))))
                    .isEqualTo(CtapStatus.UNSUPPORTED_OPTION);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.1.2 step 9: enterpriseAttestation")
    class Enterprise {
        @Test
        void isNoParameterOfAKeyThatIsNotAskedToDoIt() {
            assertRefused(with(10, 1), CtapStatus.INVALID_PARAMETER);
            assertThat(old.status(MAKE_CREDENTIAL, with(10, 1))).isEqualTo(CtapStatus.INVALID_PARAMETER);
        }

        @Test
        void isOfTwoKindsOnceItIsEnabled() {
            assertThat(key.status(Platform.CONFIG, CBORObject.NewMap().Add(1, 1)))
                    .isEqualTo(CtapStatus.OK);
            assertRefused(with(10, 3), CtapStatus.INVALID_OPTION);
            CBORObject managed = key.succeed(MAKE_CREDENTIAL, with(10, 2));
            assertThat(managed.get(4).AsBoolean()).isTrue();
            CBORObject facilitatedForAnother = key.succeed(MAKE_CREDENTIAL, with(10, 1));
            assertThat(facilitatedForAnother.ContainsKey(CBORObject.FromObject(4)))
                    .isFalse();
            assertThat(facilitatedForAnother.get(1).AsString()).isEqualTo("packed");
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.1.2 step 12: excludeList")
    class Excluded {
        @Test
        void refusesWhenItHoldsOneOfThese() {
            for (CBORObject first : new CBORObject[] {make(1), makeDiscoverable(2)}) {
                byte[] id = id(key, first);
                assertRefused(with(5, list(new byte[16], id)), CtapStatus.CREDENTIAL_EXCLUDED);
                CBORObject elsewhere = make("example.net", 1).Add(5, list(id));
                assertRefused(elsewhere, CtapStatus.OK);
            }
        }

        @Test
        void refusesWhetherOrNotAnybodyTouchesIt() {
            byte[] id = id(key, make(1));
            key.answer = Presence.Answer.DECLINED;
            assertRefused(with(5, list(id)), CtapStatus.CREDENTIAL_EXCLUDED);
            key.answer = Presence.Answer.NOT_YET;
            assertRefused(with(5, list(id)), CtapStatus.CREDENTIAL_EXCLUDED);
        }

        @Test
        void readsElementsAsStrictlyAsParameters() {
            CBORObject unknown = CBORObject.NewMap().Add("id", new byte[4]).Add("type", "rot13");
            assertRefused(with(5, CBORObject.NewArray().Add(unknown)), CtapStatus.OK);
            for (String name : new String[] {"id", "type"}) {
                CBORObject element = list(new byte[4]);
                element.get(0).Remove(CBORObject.FromObject(name));
                assertRefused(with(5, element), CtapStatus.MISSING_PARAMETER);
                element.get(0).Set(name, CBORObject.FromObject(7));
                assertRefused(with(5, element), CtapStatus.CBOR_UNEXPECTED_TYPE);
            }
            assertRefused(with(5, CBORObject.NewArray().Add("text")), CtapStatus.CBOR_UNEXPECTED_TYPE);
        }

        @Test
        void isNoLongerThanTheKeySays() {
            byte[][] ids = new byte[Products.EVERYTHING.limits().maxListed()][4];
            assertRefused(with(5, list(ids)), CtapStatus.OK);
            CBORObject longer = list(ids).Add(list(new byte[4]).get(0));
            assertRefused(with(5, longer), CtapStatus.LIMIT_EXCEEDED);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.1.2 step 14: user presence")
    class Touch {
        @Test
        void makesNothingForAnybodyWhoDoesNotTouchIt() {
            key.answer = Presence.Answer.DECLINED;
            assertRefused(makeDiscoverable(1), CtapStatus.OPERATION_DENIED);
            key.answer = Presence.Answer.NOT_YET;
            assertRefused(makeDiscoverable(1), CtapStatus.ACTION_TIMEOUT);
            key.answer = Presence.Answer.TOUCHED;
            assertThat(key.status(Ceremonies.GET_ASSERTION, Ceremonies.get())).isEqualTo(CtapStatus.NO_CREDENTIALS);
        }

        @Test
        void saysThatItWasTouchedAndNothingOfVerification() {
            CBORObject made = key.succeed(MAKE_CREDENTIAL, make(RP, 1));
            assertThat(Ceremonies.flags(made)).isEqualTo(0x41);
        }
    }
}
