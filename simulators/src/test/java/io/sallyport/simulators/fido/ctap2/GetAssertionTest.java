// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static io.sallyport.simulators.fido.ctap2.Ceremonies.GET_ASSERTION;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.GET_NEXT_ASSERTION;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.MAKE_CREDENTIAL;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.PIN;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.UP;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.UV;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.chosen;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.count;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.flags;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.get;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.id;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.list;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.make;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.makeDiscoverable;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.options;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.token;
import static io.sallyport.simulators.fido.ctap2.Ceremonies.verifiedGet;
import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.Presence;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** authenticatorGetAssertion and authenticatorGetNextAssertion. */
class GetAssertionTest {
    private final Platform key = new Platform(Products.YUBIKEY_5_7);
    private final byte[] made = id(key, make(1));

    private void assertStatus(CBORObject request, CtapStatus status) {
        assertThat(key.status(GET_ASSERTION, request)).isEqualTo(status);
    }

    private CBORObject with(int member, Object value) {
        return get(made).Set(member, CBORObject.FromObject(value));
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.2: parameters")
    class Parameters {
        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        void missesWhatItCannotDoWithout(int member) {
            CBORObject request = get(made);
            request.Remove(CBORObject.FromObject(member));
            assertStatus(request, CtapStatus.MISSING_PARAMETER);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
        void rejectsEveryParameterOfAnotherType(int member) {
            assertStatus(with(member, false), CtapStatus.CBOR_UNEXPECTED_TYPE);
        }

        @Test
        void rejectsAHashOfAnotherLength() {
            assertStatus(with(2, new byte[31]), CtapStatus.INVALID_LENGTH);
        }

        @Test
        void passesOverWhatItDoesNotKnow() {
            assertStatus(with(0x20, false), CtapStatus.OK);
            assertStatus(with(5, options("unknown", true)), CtapStatus.OK);
            CBORObject list = list(new byte[4], made);
            list.get(0).Set("type", CBORObject.FromObject("rot13"));
            assertStatus(with(3, list), CtapStatus.OK);
        }

        @Test
        void takesNoMoreIdsThanItSays() {
            byte[][] ids = new byte[9][];
            Arrays.fill(ids, made);
            assertStatus(get(ids), CtapStatus.LIMIT_EXCEEDED);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.2.2 steps 1 and 2: pinUvAuthParam and its protocol")
    class ParamAndProtocol {
        @Test
        void asksForATouchAndTellsWhetherThereIsAPin() {
            assertStatus(get().Add(6, new byte[0]), CtapStatus.PIN_NOT_SET);
            key.setPin(2, PIN);
            assertStatus(get().Add(6, new byte[0]), CtapStatus.PIN_INVALID);
        }

        @Test
        void wantsAProtocolThatItKnows() {
            assertStatus(get(made).Add(6, new byte[16]), CtapStatus.MISSING_PARAMETER);
            assertStatus(get(made).Add(6, new byte[16]).Add(7, 3), CtapStatus.INVALID_PARAMETER);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.2.2 step 4: options")
    class OptionsGiven {
        @Test
        void areNotThoseOfMakeCredential() {
            assertStatus(with(5, options("rk", false)), CtapStatus.UNSUPPORTED_OPTION);
            assertStatus(with(5, options("uv", true)), CtapStatus.INVALID_OPTION);
        }

        @Test
        void askNobodyWhenTheyAreSilent() {
            key.answer = Presence.Answer.NOT_YET;
            CBORObject silent = key.succeed(GET_ASSERTION, with(5, options("up", false)));
            assertThat(flags(silent)).isZero();
            assertStatus(get(made), CtapStatus.ACTION_TIMEOUT);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.2.2 steps 5 and 6: verification")
    class Verification {
        @Test
        void isByATokenForThisRelyingParty() {
            key.setPin(2, PIN);
            CBORObject verified = key.succeed(GET_ASSERTION, verifiedGet(get(made), token(key)));
            assertThat(flags(verified)).isEqualTo(UP | UV);
            assertThat(flags(key.succeed(GET_ASSERTION, get(made)))).isEqualTo(UP);
            assertStatus(verifiedGet(get(made), new byte[32]), CtapStatus.PIN_AUTH_INVALID);
            byte[] elsewhere = key.pinToken(2, PIN, 0x02, "example.net");
            assertStatus(verifiedGet(get(made), elsewhere), CtapStatus.PIN_AUTH_INVALID);
            byte[] forMaking = key.pinToken(2, PIN, 0x01, Ceremonies.RP);
            assertStatus(verifiedGet(get(made), forMaking), CtapStatus.PIN_AUTH_INVALID);
        }

        @Test
        void usesItsTokenUpUnlessItWasSilent() {
            key.setPin(2, PIN);
            byte[] token = token(key);
            CBORObject silent = verifiedGet(with(5, options("up", false)), token);
            assertThat(flags(key.succeed(GET_ASSERTION, silent))).isEqualTo(UV);
            assertStatus(verifiedGet(get(made), token), CtapStatus.OK);
            assertStatus(verifiedGet(get(made), token), CtapStatus.PIN_AUTH_INVALID);
        }

        @Test
        void isAlwaysWantedUnderAlwaysUvButBySilentRequests() {
            key.succeed(Platform.CONFIG, CBORObject.NewMap().Add(1, 2));
            assertStatus(get(made), CtapStatus.PUAT_REQUIRED);
            key.setPin(2, PIN);
            assertStatus(get(made), CtapStatus.PUAT_REQUIRED);
            assertStatus(with(5, options("up", false)), CtapStatus.OK);
            assertStatus(verifiedGet(get(made), token(key)), CtapStatus.OK);
        }
    }

    @Nested
    @DisplayName("CTAP 2.1 §6.2.2 steps 7, 11 and 12: which credential")
    class Located {
        @Test
        void isOneOfThoseAllowed() {
            byte[] other = id(key, make(2));
            CBORObject assertion = key.succeed(GET_ASSERTION, get(new byte[80], other, made));
            assertThat(chosen(assertion)).isEqualTo(other);
            assertThat(assertion.ContainsKey(CBORObject.FromObject(4))).isFalse();
            assertThat(assertion.ContainsKey(CBORObject.FromObject(5))).isFalse();
            assertThat(key.status(GET_NEXT_ASSERTION, CBORObject.NewMap())).isEqualTo(CtapStatus.NOT_ALLOWED);
        }

        @Test
        void isNoneOfAnother() {
            assertStatus(get(), CtapStatus.NO_CREDENTIALS);
            CBORObject elsewhere = get(made).Set(1, CBORObject.FromObject("example.net"));
            assertStatus(elsewhere, CtapStatus.NO_CREDENTIALS);
            byte[] spoilt = made.clone();
            spoilt[spoilt.length / 2] ^= 1;
            assertStatus(get(spoilt), CtapStatus.NO_CREDENTIALS);
            Platform stranger = new Platform(Products.YUBIKEY_5_2);
            id(stranger, make(3));
            assertThat(stranger.status(GET_ASSERTION, get(made))).isEqualTo(CtapStatus.NO_CREDENTIALS);
        }

        @Test
        void tellsTheUsersIdOfADiscoverableOneEvenWhenItIsNamed() {
            byte[] discoverable = id(key, makeDiscoverable(7));
            for (CBORObject request : new CBORObject[] {get(), get(discoverable)}) {
                CBORObject user = key.succeed(GET_ASSERTION, request).get(4);
                assertThat(user).isEqualTo(CBORObject.NewMap().Add("id", new byte[] {7}));
            }
        }

        @Test
        void tellsNamesOnlyToAVerifiedUserOfSeveralAccounts() {
            key.succeed(MAKE_CREDENTIAL, makeDiscoverable(1));
            key.setPin(2, PIN);
            CBORObject only = key.succeed(GET_ASSERTION, verifiedGet(get(), token(key)));
            assertThat(only.get(4).getKeys()).containsExactly(CBORObject.FromObject("id"));
            key.succeed(MAKE_CREDENTIAL, Ceremonies.verifiedMake(makeDiscoverable(2), token(key)));
            assertThat(key.succeed(GET_ASSERTION, get()).get(4).getKeys()).hasSize(1);
            CBORObject newest = key.succeed(GET_ASSERTION, verifiedGet(get(), token(key)));
            assertThat(newest.get(5).AsInt32Value()).isEqualTo(2);
            assertThat(newest.get(4).get("name").AsString()).isEqualTo("user2");
            CBORObject next = key.succeed(GET_NEXT_ASSERTION, CBORObject.NewMap());
            assertThat(next.get(4).get("displayName").AsString()).isEqualTo("User 1");
            assertThat(next.ContainsKey(CBORObject.FromObject(5))).isFalse();
            assertThat(flags(next)).isEqualTo(UP | UV);
        }
    }

    @Nested
    @DisplayName("WebAuthn L3 §6.1.1: the signature counter")
    class Counter {
        @Test
        void growsWithEverySignatureOfAnyCredential() {
            byte[] other = id(key, make(2));
            int first = count(key.succeed(GET_ASSERTION, get(made)));
            assertThat(count(key.succeed(GET_ASSERTION, get(other)))).isEqualTo(first + 1);
            key.powerCycle();
            assertThat(count(key.succeed(GET_ASSERTION, get(made)))).isEqualTo(first + 2);
        }
    }

    @Test
    @DisplayName("CTAP 2.0 §5.2: rk is not valid here")
    void isOlderOnOlderKeys() {
        Platform old = new Platform(Products.YUBIKEY_5_4);
        CBORObject request = get(id(old, make(1))).Add(5, options("rk", true));
        assertThat(old.status(GET_ASSERTION, request)).isEqualTo(CtapStatus.INVALID_OPTION);
    }
}
