// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import static org.assertj.core.api.Assertions.assertThat;

import com.upokecenter.cbor.CBORObject;
import com.yubico.yubikit.core.util.Pair;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocol;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV1;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;

/** One key agreement with the key, by yubikit's arithmetic, and what PINs are sent as under it. */
final class Agreement {
    private static final int CLIENT_PIN = 0x06;

    final PinUvAuthProtocol protocol;
    final CBORObject platformKey;
    private final byte[] secret;

    private Agreement(PinUvAuthProtocol protocol, Pair<Map<Integer, ?>, byte[]> encapsulated) {
        this.protocol = protocol;
        this.platformKey = CBORObject.FromObject(encapsulated.first);
        this.secret = encapsulated.second;
    }

    static Agreement with(Ctap2Host host, int protocol) {
        CBORObject key = host.succeed(
                        CLIENT_PIN, CBORObject.NewMap().Add(1, protocol).Add(2, 2))
                .get(1);
        Map<Integer, Object> cose = new HashMap<>();
        for (int number : List.of(1, 3, -1)) {
            cose.put(number, key.get(CBORObject.FromObject(number)).AsInt32());
        }
        for (int number : List.of(-2, -3)) {
            cose.put(number, key.get(CBORObject.FromObject(number)).GetByteString());
        }
        assertThat(key.getKeys()).hasSize(cose.size());
        PinUvAuthProtocol arithmetic = arithmetic(protocol);
        return new Agreement(arithmetic, arithmetic.encapsulate(cose));
    }

    static PinUvAuthProtocol arithmetic(int protocol) {
        return protocol == 1 ? new PinUvAuthProtocolV1() : new PinUvAuthProtocolV2();
    }

    byte[] encrypt(byte[] plain) {
        return protocol.encrypt(secret, plain);
    }

    byte[] decrypt(byte[] sealed) {
        return protocol.decrypt(secret, sealed);
    }

    byte[] sign(byte[]... message) {
        return protocol.authenticate(secret, Platform.concatenate(message));
    }

    CBORObject request(int subCommand) {
        return CBORObject.NewMap()
                .Add(1, protocol.getVersion())
                .Add(2, subCommand)
                .Add(3, platformKey);
    }

    CBORObject setPin(String pin) {
        byte[] sealed = encrypt(padded(pin));
        return request(3).Add(4, sign(sealed)).Add(5, sealed);
    }

    CBORObject changePin(String old, String pin) {
        byte[] sealed = encrypt(padded(pin));
        byte[] hash = encrypt(hash(old));
        return request(4).Add(4, sign(sealed, hash)).Add(5, sealed).Add(6, hash);
    }

    CBORObject pinToken(String pin) {
        return request(5).Add(6, encrypt(hash(pin)));
    }

    CBORObject pinToken(String pin, int permissions) {
        return request(9).Add(6, encrypt(hash(pin))).Add(9, permissions);
    }

    static byte[] padded(String pin) {
        return Arrays.copyOf(pin.getBytes(StandardCharsets.UTF_8), 64);
    }

    static byte[] hash(String pin) {
        return Arrays.copyOf(DigestUtils.sha256(pin), 16);
    }
}
