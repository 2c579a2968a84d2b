// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.chip.Products;
import io.sallyport.simulators.fido.message.CtapCbor;
import io.sallyport.simulators.fido.message.CtapStatus;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What python-fido2 does not ask; the rest it does. */
@DisplayName("CTAP 2.1 §12.5 hmac-secret")
class HmacSecretTest {
    private static final String NAME = "hmac-secret";
    private static final CBORObject NONE = CBORObject.NewMap();

    private final Platform platform = new Platform(Products.YUBIKEY_5_7);

    private static CBORObject discoverable() {
        return CBORObject.NewMap().Add("rk", true);
    }

    private CBORObject make(int user, CBORObject extensions) {
        CBORObject request = Platform.newCredential(discoverable(), extensions);
        request.get(3).Set("id", new byte[] {(byte) user});
        return platform.succeed(1, request);
    }

    private static CBORObject asking(Agreement agreement, byte[] salts) {
        byte[] sealed = agreement.encrypt(salts);
        return CBORObject.NewMap()
                .Add(1, agreement.platformKey)
                .Add(2, sealed)
                .Add(3, agreement.sign(sealed))
                .Add(4, agreement.protocol.getVersion());
    }

    private static CBORObject assertion(CBORObject input) {
        return Platform.discover().Add(4, CBORObject.NewMap().Add(NAME, input));
    }

    /** The outputs of authenticator data without attested credential data. */
    private static CBORObject outputs(CBORObject response) {
        byte[] data = response.get(2).GetByteString();
        return data.length == 37 ? CBORObject.NewMap() : CtapCbor.decode(Arrays.copyOfRange(data, 37, data.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isTheSameInTheNextAssertionAndAfterAPowerCycle(int protocol) {
        byte[] salts = new byte[64];
        Arrays.fill(salts, 32, 64, (byte) 7);
        for (int user = 1; user <= 3; user++) {
            make(user, CBORObject.NewMap().Add(NAME, true));
        }
        Set<Bytes> secrets = new HashSet<>();
        for (int round = 0; round < 2; round++) {
            Agreement agreement = platform.agree(protocol);
            CBORObject response = platform.succeed(2, assertion(asking(agreement, salts)));
            for (int account = 0; account < 3; account++) {
                byte[] secret = agreement.decrypt(outputs(response).get(NAME).GetByteString());
                assertThat(secret).hasSize(64);
                secrets.add(Bytes.of(secret));
                response = account == 2 ? response : platform.succeed(8, NONE);
            }
            platform.powerCycle();
        }
        assertThat(secrets).hasSize(3);
    }

    @Test
    void givesNothingFromACredentialThatWasMadeWithout() {
        make(1, NONE);
        make(2, CBORObject.NewMap().Add(NAME, false));
        CBORObject response = platform.succeed(2, assertion(asking(platform.agree(2), new byte[32])));
        assertThat(outputs(response).size()).isZero();
        assertThat(outputs(platform.succeed(8, NONE)).size()).isZero();
    }

    @Test
    void belongsToProtocolOneWhenNoneIsNamed() {
        make(1, CBORObject.NewMap().Add(NAME, true));
        CBORObject one = asking(platform.agree(1), new byte[32]);
        one.Remove(CBORObject.FromObject(4));
        assertThat(platform.status(2, assertion(one))).isEqualTo(CtapStatus.OK);
        CBORObject two = asking(platform.agree(2), new byte[32]);
        two.Remove(CBORObject.FromObject(4));
        assertThat(platform.status(2, assertion(two))).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
    }

    @Test
    void wantsAMapToAssertAndAFlagToMake() {
        assertThat(platform.status(
                        1, Platform.newCredential(NONE, CBORObject.NewMap().Add(NAME, 1))))
                .isEqualTo(CtapStatus.CBOR_UNEXPECTED_TYPE);
        make(1, CBORObject.NewMap().Add(NAME, true));
        assertThat(platform.status(2, assertion(CBORObject.FromObject(1)))).isEqualTo(CtapStatus.CBOR_UNEXPECTED_TYPE);
        for (CBORObject nothing : new CBORObject[] {NONE, CBORObject.True, CBORObject.False}) {
            assertThat(outputs(platform.succeed(2, assertion(nothing))).size()).isZero();
        }
        CBORObject input = asking(platform.agree(2), new byte[32]);
        assertThat(platform.status(2, assertion(input.Set(1, "a key")))).isEqualTo(CtapStatus.CBOR_UNEXPECTED_TYPE);
    }

    /** So a wrong PIN in between costs the platform another key agreement. */
    @Test
    void endsWithTheKeyAgreement() {
        make(1, CBORObject.NewMap().Add(NAME, true));
        platform.setPin(2, "123456");
        CBORObject input = asking(platform.agree(2), new byte[32]);
        assertThat(platform.status(2, assertion(input))).isEqualTo(CtapStatus.OK);
        assertThat(platform.tryPin(2, "wrong")).isEqualTo(CtapStatus.PIN_INVALID);
        assertThat(platform.status(2, assertion(input))).isEqualTo(CtapStatus.PIN_AUTH_INVALID);
    }

    @Test
    void isAnotherForTheSameKeyOnceReset() {
        make(1, CBORObject.NewMap().Add(NAME, true));
        Agreement agreement = platform.agree(2);
        byte[] before = agreement.decrypt(outputs(platform.succeed(2, assertion(asking(agreement, new byte[32]))))
                .get(NAME)
                .GetByteString());
        platform.status(Platform.RESET, NONE);
        make(1, CBORObject.NewMap().Add(NAME, true));
        Agreement again = platform.agree(2);
        assertThat(again.decrypt(outputs(platform.succeed(2, assertion(asking(again, new byte[32]))))
                        .get(NAME)
                        .GetByteString()))
                .isNotEqualTo(before);
    }

    @Test
    @DisplayName("§12.4 minPinLength is told to whom authenticatorConfig named")
    void tellsTheMinimumToTheRelyingPartyThatMayKnowIt() {
        platform.setPin(2, "123456");
        CBORObject asked = CBORObject.NewMap().Add("minPinLength", true);
        assertThat(created(asked, 2).size()).isZero();
        byte[] token = platform.pinToken(2, "123456", 0x20, "example.org");
        CBORObject minimum =
                CBORObject.NewMap().Add(1, 6).Add(2, CBORObject.NewArray().Add("example.org"));
        assertThat(platform.config(2, token, 3, minimum)).isEqualTo(CtapStatus.OK);
        assertThat(created(asked, 2)).isEqualTo(CBORObject.NewMap().Add("minPinLength", 6));
        assertThat(new Platform(Products.YUBIKEY_5_4).status(1, Platform.newCredential(NONE, asked)))
                .isEqualTo(CtapStatus.OK);
    }

    /** The outputs at the end of a new credential's authenticator data. */
    private CBORObject created(CBORObject extensions, int protocol) {
        byte[] token = platform.pinToken(protocol, "123456", 1, "example.org");
        CBORObject request = Platform.newCredential(NONE, extensions)
                .Add(8, new PinUvAuthProtocolV2().authenticate(token, new byte[32]))
                .Add(9, protocol);
        byte[] data = platform.succeed(1, request).get(2).GetByteString();
        int id = ByteBuffer.wrap(data).getShort(53);
        CBORObject[] rest = CBORObject.DecodeSequenceFromBytes(Arrays.copyOfRange(data, 55 + id, data.length));
        return rest.length == 2 ? rest[1] : CBORObject.NewMap();
    }
}
