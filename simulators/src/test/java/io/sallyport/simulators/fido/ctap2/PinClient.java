// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the Sallyport authors
package io.sallyport.simulators.fido.ctap2;

import com.upokecenter.cbor.CBORObject;
import io.sallyport.simulators.fido.pin.Permission;
import java.util.Set;

/** Sets a PIN and gets tokens, each by a key agreement of its own. */
final class PinClient {
    private static final int COMMAND = 0x06;

    private final Ctap2Host host;
    private final int protocol;

    PinClient(Ctap2Host host, int protocol) {
        this.host = host;
        this.protocol = protocol;
    }

    int protocol() {
        return protocol;
    }

    void setPin(String pin) {
        host.succeed(COMMAND, agree().setPin(pin));
    }

    /** The one of CTAP 2.0. */
    Token token(String pin) {
        Agreement agreement = agree();
        return issue(agreement, agreement.pinToken(pin));
    }

    Token token(String pin, Set<Permission> permissions) {
        Agreement agreement = agree();
        return issue(agreement, agreement.pinToken(pin, bits(permissions)));
    }

    Token token(String pin, Set<Permission> permissions, String rpId) {
        Agreement agreement = agree();
        return issue(agreement, agreement.pinToken(pin, bits(permissions)).Add(10, rpId));
    }

    /** What authenticates messages. */
    interface Token {
        byte[] authenticate(byte[] message);
    }

    private static int bits(Set<Permission> permissions) {
        return permissions.stream().mapToInt(Permission::bit).sum();
    }

    private Token issue(Agreement agreement, CBORObject request) {
        byte[] token = agreement.decrypt(host.succeed(COMMAND, request).get(2).GetByteString());
        return message -> agreement.protocol.authenticate(token, message);
    }

    private Agreement agree() {
        return Agreement.with(host, protocol);
    }
}
