// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.pin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.upokecenter.cbor.CBORObject;
import com.yubico.yubikit.core.util.Pair;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocol;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV1;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import io.sallyport.core.Bytes;
import io.sallyport.simulators.fido.message.CtapException;
import io.sallyport.simulators.fido.message.CtapStatus;
import io.sallyport.simulators.fido.message.Parameters;
import io.sallyport.simulators.junit.SeededRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our half of the key agreement and yubikit's. */
@DisplayName("CTAP 2.1 §6.5.6, §6.5.7 key agreement")
class KeyAgreementTest {
    private static final int ROUNDS = 150;

    private final SeededRandom random = new SeededRandom(7);

    private static Map<Integer, Object> toMap(CBORObject cose) {
        Map<Integer, Object> map = new HashMap<>();
        cose.getEntries()
                .forEach(e -> map.put(
                        e.getKey().AsInt32(),
                        e.getValue().isNumber()
                                ? e.getValue().AsInt32()
                                : e.getValue().GetByteString()));
        return map;
    }

    /** Rounds enough that coordinates with a leading zero come by, in which encodings differ. */
    @ParameterizedTest
    @EnumSource
    void agreesWithYubikit(PinProtocol protocol) {
        PinUvAuthProtocol theirs = protocol == PinProtocol.ONE ? new PinUvAuthProtocolV1() : new PinUvAuthProtocolV2();
        AgreementKey ours = new AgreementKey(protocol, random);
        byte[] message = new byte[48];
        for (int round = 0; round < ROUNDS; round++) {
            Pair<Map<Integer, ?>, byte[]> encapsulated = theirs.encapsulate(toMap(ours.publicKey()));
            SharedSecret secret = ours.decapsulate(Parameters.of(CBORObject.FromObject(encapsulated.first)));
            random.nextBytes(message);
            assertThat(secret.decrypt(Bytes.of(theirs.encrypt(encapsulated.second, message))))
                    .hasValue(message);
            assertThat(theirs.decrypt(encapsulated.second, secret.encrypt(message)))
                    .isEqualTo(message);
            byte[] signature = theirs.authenticate(encapsulated.second, message);
            assertThat(secret.verify(Bytes.of(message), Bytes.of(signature))).isTrue();
            signature[round % signature.length] ^= 1;
            assertThat(secret.verify(Bytes.of(message), Bytes.of(signature))).isFalse();
            ours.regenerate();
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesNoPartOfASignature(PinProtocol protocol) {
        AgreementKey ours = new AgreementKey(protocol, random);
        SharedSecret secret = ours.decapsulate(Parameters.of(ours.publicKey()));
        assertThat(secret.verify(Bytes.of(new byte[16]), Bytes.empty())).isFalse();
    }

    private static Stream<Arguments> spoilt() {
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xff);
        return Stream.of(
                Arguments.of("a point beside the curve", spoil(key -> flip(key, -3)), CtapStatus.INVALID_PARAMETER),
                Arguments.of(
                        "the origin",
                        spoil(key -> key.Set(-2, new byte[32]).Set(-3, new byte[32])),
                        CtapStatus.INVALID_PARAMETER),
                Arguments.of(
                        "coordinates beyond the field", spoil(key -> key.Set(-2, ones)), CtapStatus.INVALID_PARAMETER),
                Arguments.of("31 bytes", spoil(key -> key.Set(-2, new byte[31])), CtapStatus.INVALID_PARAMETER),
                Arguments.of("33 bytes", spoil(key -> key.Set(-2, new byte[33])), CtapStatus.INVALID_PARAMETER),
                Arguments.of("another curve", spoil(key -> key.Set(-1, 2)), CtapStatus.INVALID_PARAMETER),
                Arguments.of("an octet key pair", spoil(key -> key.Set(1, 1)), CtapStatus.INVALID_PARAMETER),
                Arguments.of("a signing algorithm", spoil(key -> key.Set(3, -7)), CtapStatus.INVALID_PARAMETER),
                Arguments.of("no algorithm", spoil(key -> without(key, 3)), CtapStatus.INVALID_PARAMETER),
                Arguments.of("no y", spoil(key -> without(key, -3)), CtapStatus.INVALID_PARAMETER),
                Arguments.of(
                        "the private key with it",
                        spoil(key -> key.Set(-4, new byte[32])),
                        CtapStatus.INVALID_PARAMETER),
                Arguments.of("a coordinate as text", spoil(key -> key.Set(-2, "x")), CtapStatus.CBOR_UNEXPECTED_TYPE),
                Arguments.of("y as a sign only", spoil(key -> key.Set(-3, true)), CtapStatus.CBOR_UNEXPECTED_TYPE));
    }

    private static UnaryOperator<CBORObject> spoil(UnaryOperator<CBORObject> spoiler) {
        return spoiler;
    }

    private static CBORObject flip(CBORObject key, int member) {
        byte[] bytes = key.get(CBORObject.FromObject(member)).GetByteString();
        bytes[31] ^= 1;
        return key.Set(member, bytes);
    }

    private static CBORObject without(CBORObject key, int member) {
        key.Remove(CBORObject.FromObject(member));
        return key;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoilt")
    void refuses(String what, UnaryOperator<CBORObject> spoiler, CtapStatus status) {
        for (PinProtocol protocol : List.of(PinProtocol.values())) {
            AgreementKey ours = new AgreementKey(protocol, random);
            Parameters key = Parameters.of(spoiler.apply(new AgreementKey(protocol, random).publicKey()));
            assertThatThrownBy(() -> ours.decapsulate(key))
                    .as(what)
                    .isInstanceOfSatisfying(
                            CtapException.class, e -> assertThat(e.status()).isEqualTo(status));
        }
    }
}
