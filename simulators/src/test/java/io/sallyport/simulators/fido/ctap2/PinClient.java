// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import com.yubico.yubikit.core.util.Pair;
import com.yubico.yubikit.fido.Cbor;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocol;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV1;
import com.yubico.yubikit.fido.ctap.PinUvAuthProtocolV2;
import io.sallyport.simulators.fido.pin.Permission;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Sets a PIN and gets tokens with yubikit's PIN protocols; what is sent is in the test's hands. */
final class PinClient {
    private static final int COMMAND = 0x06;
    private static final int SET_PIN = 3;
    private static final int GET_PIN_TOKEN = 5;
    private static final int GET_TOKEN_WITH_PERMISSIONS = 9;

    private final Ctap2Host host;
    private final PinUvAuthProtocol protocol;

    PinClient(Ctap2Host host, int protocol) {
        this.host = host;
        this.protocol = protocol == 1 ? new PinUvAuthProtocolV1() : new PinUvAuthProtocolV2();
    }

    int protocol() {
        return protocol.getVersion();
    }

    void setPin(String pin) {
        Pair<Map<Integer, ?>, byte[]> secret = agree();
        byte[] padded = Arrays.copyOf(pin.getBytes(StandardCharsets.UTF_8), 64);
        byte[] encrypted = protocol.encrypt(secret.second, padded);
        host.succeed(
                COMMAND,
                request(SET_PIN, secret.first)
                        .Add(4, protocol.authenticate(secret.second, encrypted))
                        .Add(5, encrypted));
    }

    /** The one of CTAP 2.0. */
    Token token(String pin) {
        Pair<Map<Integer, ?>, byte[]> secret = agree();
        return issue(secret, request(GET_PIN_TOKEN, secret.first).Add(6, encryptedHash(secret, pin)));
    }

    Token token(String pin, Set<Permission> permissions) {
        Pair<Map<Integer, ?>, byte[]> secret = agree();
        return issue(secret, withPermissions(secret, pin, permissions));
    }

    Token token(String pin, Set<Permission> permissions, String rpId) {
        Pair<Map<Integer, ?>, byte[]> secret = agree();
        return issue(secret, withPermissions(secret, pin, permissions).Add(10, rpId));
    }

    /** What authenticates messages. */
    interface Token {
        byte[] authenticate(byte[] message);
    }

    private CBORObject withPermissions(Pair<Map<Integer, ?>, byte[]> secret, String pin, Set<Permission> permissions) {
        return request(GET_TOKEN_WITH_PERMISSIONS, secret.first)
                .Add(6, encryptedHash(secret, pin))
                .Add(9, permissions.stream().mapToInt(Permission::bit).sum());
    }

    private Token issue(Pair<Map<Integer, ?>, byte[]> secret, CBORObject request) {
        byte[] encrypted = host.succeed(COMMAND, request).get(2).GetByteString();
        byte[] token = protocol.decrypt(secret.second, encrypted);
        return message -> protocol.authenticate(token, message);
    }

    private byte[] encryptedHash(Pair<Map<Integer, ?>, byte[]> secret, String pin) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(pin.getBytes(StandardCharsets.UTF_8));
            return protocol.encrypt(secret.second, Arrays.copyOf(hash, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private CBORObject request(int subcommand, Map<Integer, ?> platformKey) {
        return CBORObject.NewMap()
                .Add(1, protocol())
                .Add(2, subcommand)
                .Add(3, CBORObject.DecodeFromBytes(Cbor.encode(platformKey)));
    }

    @SuppressWarnings("unchecked")
    private Pair<Map<Integer, ?>, byte[]> agree() {
        CBORObject response =
                host.succeed(COMMAND, CBORObject.NewMap().Add(1, protocol()).Add(2, 2));
        return protocol.encapsulate((Map<Integer, ?>)
                Objects.requireNonNull(Cbor.decode(response.get(1).EncodeToBytes())));
    }
}
