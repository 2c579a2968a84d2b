# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""python-fido2's PIN, with both protocols: every connection to the port is a power cycle."""

import os
import sys

from fido2.client import ClientError, Fido2Client
from fido2.ctap import CtapError
from fido2.ctap2 import ClientPin, Ctap2
from fido2.ctap2.extensions import HmacSecretExtension
from fido2.ctap2.pin import PinProtocolV1, PinProtocolV2
from fido2.hid import CtapHidDevice
from fido2.hid.base import HidDescriptor
from fido2.server import Fido2Server
from fido2.utils import hmac_sha256, sha256
from fido2.webauthn import PublicKeyCredentialRpEntity

from python_fido2 import ES256, ORIGIN, RP, TcpConnection, refused

PIN = "pin of python"
ERR = CtapError.ERR


class Key:
    """The key, plugged in anew."""

    def __init__(self, protocol):
        self.connection = TcpConnection(int(sys.argv[1]))
        self.device = CtapHidDevice(HidDescriptor("loopback", 0, 0, 64, 64), self.connection)
        self.ctap = Ctap2(self.device, strict_cbor=True)
        self.protocol = protocol
        self.pin = ClientPin(self.ctap, protocol)
        self.token_use = {"permissions": 3, "permissions_rpid": "example.org"}

    def token(self, pin):
        return self.pin.get_pin_token(pin, **self.token_use)

    def power_cycle(self):
        self.connection.close()
        return Key(self.protocol)


def set_and_change(key):
    refused(ERR.PIN_NOT_SET, key.token, PIN)
    refused(ERR.PIN_NOT_SET, key.pin.change_pin, PIN, "something else")
    refused(ERR.PIN_POLICY_VIOLATION, key.pin.set_pin, "A" * 64)
    assert key.ctap.get_info().options["clientPin"] is False
    key.pin.set_pin("the first one")
    assert key.ctap.get_info().options["clientPin"] is True
    refused(ERR.PIN_AUTH_INVALID, key.pin.set_pin, "the second one")
    refused(ERR.PIN_INVALID, key.pin.change_pin, "not the first one", PIN)
    key.pin.change_pin("the first one", PIN)
    assert key.pin.get_pin_retries() == (8, False)
    assert len(key.token(PIN)) == 32


def lock_out(key):
    for left in (7, 6):
        refused(ERR.PIN_INVALID, key.token, "wrong")
        assert key.pin.get_pin_retries() == (left, False)
    refused(ERR.PIN_AUTH_BLOCKED, key.token, "wrong")
    for pin in (PIN, "wrong"):
        refused(ERR.PIN_AUTH_BLOCKED, key.token, pin)
    assert key.pin.get_pin_retries() == (5, True)
    key = key.power_cycle()
    assert key.pin.get_pin_retries() == (5, False)
    key.token(PIN)
    assert key.pin.get_pin_retries() == (8, False)
    for left in range(7, -1, -1):
        expected = ERR.PIN_BLOCKED if left == 0 else ERR.PIN_AUTH_BLOCKED if left in (5, 2) else ERR.PIN_INVALID
        refused(expected, key.token, "wrong")
        assert key.pin.get_pin_retries()[0] == left
        if left in (5, 2):
            key = key.power_cycle()
    for _ in range(2):
        refused(ERR.PIN_BLOCKED, key.token, PIN)
        refused(ERR.PIN_BLOCKED, key.pin.change_pin, PIN, "something else")
        key = key.power_cycle()
    key.ctap.reset()
    assert key.ctap.get_info().options["clientPin"] is False
    key.pin.set_pin(PIN)
    assert key.pin.get_pin_retries() == (8, False)
    return key


def verify_user(key):
    """Registers and signs in as a browser does, with the PIN; then with none and with a wrong one."""
    client = Fido2Client(key.device, ORIGIN)
    client.client_pin.protocol = key.protocol
    server = Fido2Server(PublicKeyCredentialRpEntity(**RP))
    options, state = server.register_begin({"id": b"u", "name": "u"}, user_verification="required")
    made = client.make_credential(options["publicKey"], pin=PIN)
    data = server.register_complete(state, made.client_data, made.attestation_object)
    assert data.is_user_verified() and data.is_user_present()
    known = [data.credential_data]
    options, state = server.authenticate_begin(known, user_verification="required")
    got = client.get_assertion(options["publicKey"], pin=PIN).get_response(0)
    server.authenticate_complete(
        state, known, got.credential_id, got.client_data, got.authenticator_data, got.signature
    )
    assert got.authenticator_data.is_user_verified()
    options, state = server.authenticate_begin(known, user_verification="required")
    for pin, code in ((None, ClientError.ERR.CONFIGURATION_UNSUPPORTED), ("wrong", ClientError.ERR.BAD_REQUEST)):
        try:
            client.get_assertion(options["publicKey"], pin=pin)
        except ClientError as e:
            assert e.code == code, e
        else:
            raise AssertionError("signed in without the PIN")
    token = key.token(PIN)
    digest = sha256(b"x")
    param = key.protocol.authenticate(token, digest)
    version = key.protocol.VERSION
    user = {"id": b"u", "name": "u"}
    wrong = param[:-1] + bytes([param[-1] ^ 1])
    refused(ERR.PIN_AUTH_INVALID, key.ctap.make_credential, digest, RP, user, ES256, pin_uv_param=wrong, pin_uv_protocol=version)
    other = sha256(b"y")
    refused(ERR.PIN_AUTH_INVALID, key.ctap.make_credential, other, RP, user, ES256, pin_uv_param=param, pin_uv_protocol=version)
    refused(ERR.MISSING_PARAMETER, key.ctap.make_credential, digest, RP, user, ES256, pin_uv_param=param)
    refused(ERR.INVALID_PARAMETER, key.ctap.make_credential, digest, RP, user, ES256, pin_uv_param=param, pin_uv_protocol=7)


def evaluate(key):
    """hmac-secret: the same secrets for the same salts, others with the PIN than without."""
    digest = sha256(b"x")
    user = {"id": b"h", "name": "h"}
    salts = os.urandom(32), os.urandom(32)

    def signature(message):
        return key.protocol.authenticate(key.token(PIN), message)

    made = key.ctap.make_credential(
        digest, RP, user, ES256, extensions={"hmac-secret": True},
        pin_uv_param=signature(digest), pin_uv_protocol=key.protocol.VERSION,
    )
    assert made.auth_data.extensions == {"hmac-secret": True}
    allowed = [{"type": "public-key", "id": made.auth_data.credential_data.credential_id}]

    def secrets(first, second=b"", verified=False):
        extension = HmacSecretExtension(key.ctap, key.protocol)
        asked = {"hmac-secret": extension.process_get_input({"hmacGetSecret": {"salt1": first, "salt2": second}})}
        param = {"pin_uv_param": signature(digest), "pin_uv_protocol": key.protocol.VERSION} if verified else {}
        got = key.ctap.get_assertion("example.org", digest, allowed, extensions=asked, **param)
        got.verify(digest, made.auth_data.credential_data.public_key)
        assert got.auth_data.is_user_verified() == verified
        return extension.process_get_output(got.auth_data)["hmacGetSecret"]

    one = secrets(salts[0])
    both = secrets(*salts)
    swapped = secrets(salts[1], salts[0])
    assert both == {"output1": one["output1"], "output2": swapped["output1"]}
    assert swapped["output2"] == one["output1"] and one["output1"] != both["output2"]
    verified = secrets(*salts, verified=True)
    assert verified == secrets(*salts, verified=True)
    assert not set(verified.values()) & set(both.values())

    def ask(spoil, **more):
        extension = HmacSecretExtension(key.ctap, key.protocol)
        asked = extension.process_get_input({"hmacGetSecret": {"salt1": salts[0]}})
        spoil(asked, extension.shared_secret)
        key.ctap.get_assertion("example.org", digest, allowed, extensions={"hmac-secret": asked}, **more)

    def salted(length):
        def spoil(asked, secret):
            asked[2] = key.protocol.encrypt(secret, bytes(length))
            asked[3] = key.protocol.authenticate(secret, asked[2])
        return spoil

    for member in (1, 2, 3):
        refused(ERR.MISSING_PARAMETER, ask, lambda asked, _: asked.pop(member))
    refused(ERR.PIN_AUTH_INVALID, ask, lambda asked, _: asked.update({3: bytes(len(asked[3]))}))
    refused(ERR.PIN_AUTH_INVALID, ask, lambda asked, _: asked.update({2: bytes(len(asked[2]))}))
    refused(ERR.INVALID_PARAMETER, ask, lambda asked, _: asked.update({4: 3}))
    refused(ERR.INVALID_PARAMETER, ask, lambda asked, _: asked[1].update({-2: bytes(32)}))
    for length in (16, 48, 80, 96):
        refused(ERR.INVALID_LENGTH, ask, salted(length))
    refused(ERR.UNSUPPORTED_OPTION, ask, lambda *_: None, options={"up": False})


def main():
    for protocol in (PinProtocolV1(), PinProtocolV2()):
        key = Key(protocol)
        set_and_change(key)
        key = lock_out(key)
        verify_user(key)
        key = key.power_cycle()
        evaluate(key)
        key.ctap.reset()
        key.connection.close()
    print("ok")


if __name__ == "__main__":
    main()
