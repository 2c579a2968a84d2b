# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""Yubico's python-fido2 (Debian: python3-fido2, 0.9.1) against the simulated key on a loopback port.

First it is the browser of our relying party, one line of JSON in and one out for each ceremony; then it is browser and
relying party at once, and a host that sends what no host should. Anything unexpected is an exception.
"""

import json
import os
import socket
import sys
from threading import Event

from fido2 import cbor
from fido2.client import Fido2Client
from fido2.ctap import CtapError, STATUS
from fido2.ctap2 import Ctap2
from fido2.hid import CAPABILITY, CTAPHID, CtapHidDevice
from fido2.hid.base import CtapHidConnection, HidDescriptor
from fido2.server import Fido2Server
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import PublicKeyCredentialRpEntity

ORIGIN = "https://example.org"
RP = {"id": "example.org", "name": "Example"}
ES256 = [{"type": "public-key", "alg": -7}]


class TcpConnection(CtapHidConnection):
    """Bare 64-byte packets both ways."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)

    def read_packet(self):
        packet = b""
        while len(packet) < 64:
            part = self.socket.recv(64 - len(packet))
            if not part:
                raise OSError("the device went away")
            packet += part
        return packet

    def write_packet(self, data):
        assert len(data) == 64
        self.socket.sendall(data)

    def close(self):
        self.socket.close()


def read_options():
    """As a page gets them, without what is younger than this client."""
    options = json.loads(sys.stdin.readline())
    options["challenge"] = websafe_decode(options["challenge"])
    options.pop("hints", None)
    options.get("authenticatorSelection", {}).pop("residentKey", None)
    options.pop("extensions", None)
    return options


def decode_ids(descriptors):
    return [{"type": d["type"], "id": websafe_decode(d["id"])} for d in descriptors]


def credential(cid, **response):
    return {
        "id": websafe_encode(cid),
        "rawId": websafe_encode(cid),
        "type": "public-key",
        "clientExtensionResults": {},
        "response": {k: websafe_encode(v) for k, v in response.items()},
    }


def answer(message):
    print(json.dumps(message), flush=True)


def be_the_browser(client):
    options = read_options()
    options["user"]["id"] = websafe_decode(options["user"]["id"])
    options["excludeCredentials"] = decode_ids(options["excludeCredentials"])
    keepalives = []
    made = client.make_credential(options, on_keepalive=keepalives.append)
    # Perhaps also that it was at work.
    assert keepalives[0] == STATUS.UPNEEDED, keepalives
    answer(
        credential(
            made.attestation_object.auth_data.credential_data.credential_id,
            clientDataJSON=made.client_data,
            attestationObject=made.attestation_object.with_string_keys(),
        )
    )
    options = read_options()
    options["allowCredentials"] = decode_ids(options["allowCredentials"])
    got = client.get_assertion(options).get_response(0)
    answer(
        credential(
            got.credential_id,
            clientDataJSON=got.client_data,
            authenticatorData=got.authenticator_data,
            signature=got.signature,
        )
    )


def be_the_relying_party(client):
    server = Fido2Server(PublicKeyCredentialRpEntity(**RP), attestation="direct")
    known = []
    for user in (b"one", b"two"):
        options, state = server.register_begin(
            {"id": user, "name": user.decode()}, resident_key=True, user_verification="discouraged"
        )
        made = client.make_credential(options["publicKey"])
        assert made.attestation_object.fmt == "packed"
        # Checks the self attestation's signature, the rp id's hash, the challenge and the origin.
        data = server.register_complete(state, made.client_data, made.attestation_object)
        known.append(data.credential_data)

    options, state = server.authenticate_begin(known, user_verification="discouraged")
    got = client.get_assertion(options["publicKey"]).get_response(0)
    server.authenticate_complete(
        state, known, got.credential_id, got.client_data, got.authenticator_data, got.signature
    )

    options, state = server.authenticate_begin(user_verification="discouraged")
    found = client.get_assertion(options["publicKey"])
    assert [a.user["id"] for a in found.get_assertions()] == [b"two", b"one"]
    counters = []
    for index in range(2):
        got = found.get_response(index)
        server.authenticate_complete(
            state, known, got.credential_id, got.client_data, got.authenticator_data, got.signature
        )
        counters.append(got.authenticator_data.counter)
    assert counters == sorted(set(counters)), counters
    return known


def refused(code, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except CtapError as e:
        assert e.code == code, (e.code, code)
    else:
        raise AssertionError("%s expected" % code)


def misbehave(device, ctap, known):
    error = CtapError.ERR
    digest = sha256(b"x")
    user = {"id": b"three", "name": "three"}
    descriptor = {"type": "public-key", "id": known[0].credential_id}
    refused(error.UNSUPPORTED_ALGORITHM, ctap.make_credential, digest, RP, user, [{"type": "public-key", "alg": -47}])
    refused(error.CREDENTIAL_EXCLUDED, ctap.make_credential, digest, RP, user, ES256, exclude_list=[descriptor])
    refused(error.UNSUPPORTED_OPTION, ctap.make_credential, digest, RP, user, ES256, options={"uv": True})
    refused(error.INVALID_OPTION, ctap.make_credential, digest, RP, user, ES256, options={"up": False})
    refused(error.NO_CREDENTIALS, ctap.get_assertion, "example.net", digest)
    refused(error.NO_CREDENTIALS, ctap.get_assertion, "example.net", digest, allow_list=[descriptor])
    refused(error.INVALID_OPTION, ctap.get_assertion, "example.org", digest, options={"rk": True})
    refused(error.LIMIT_EXCEEDED, ctap.get_assertion, "example.org", digest, allow_list=[descriptor] * 9)
    refused(error.NOT_ALLOWED, ctap.get_next_assertion)
    refused(error.MISSING_PARAMETER, ctap.send_cbor, Ctap2.CMD.MAKE_CREDENTIAL, {1: digest})
    refused(error.MISSING_PARAMETER, ctap.send_cbor, Ctap2.CMD.GET_ASSERTION, None)
    refused(error.CBOR_UNEXPECTED_TYPE, ctap.send_cbor, Ctap2.CMD.GET_ASSERTION, {1: b"example.org", 2: digest})
    refused(error.INVALID_COMMAND, ctap.send_cbor, 0x09, {1: 1})

    silent = ctap.get_assertion("example.org", digest, allow_list=[descriptor], options={"up": False})
    assert not silent.auth_data.is_user_present()
    silent.verify(digest, known[0].public_key)

    def raw(payload):
        return device.call(CTAPHID.CBOR, payload)[0]

    unsorted = b"\xa2\x02\x58\x20" + digest + b"\x01\x6bexample.org"
    duplicate = b"\xa2\x01\x6bexample.org\x01\x6bexample.org"
    indefinite = b"\xbf\x01\x6bexample.org\xff"
    longer = b"\xa1\x18\x01\x6bexample.org"
    truncated = cbor.encode({1: "example.org", 2: digest})[:-1]
    trailing = cbor.encode({1: "example.org", 2: digest}) + b"\x00"
    for payload in (unsorted, duplicate, indefinite, longer, truncated, trailing):
        assert raw(b"\x02" + payload) == error.INVALID_CBOR, payload
    assert raw(b"\x02" + cbor.encode([1])) == error.CBOR_UNEXPECTED_TYPE
    assert raw(b"\x02" * 1201) == error.REQUEST_TOO_LARGE
    assert raw(b"\x7f") == error.INVALID_COMMAND

    refused(error.INVALID_LENGTH, device.call, CTAPHID.WINK, b"x")
    refused(error.INVALID_COMMAND, device.call, CTAPHID.VENDOR_FIRST)

    answer({"person": "goes away"})
    sys.stdin.readline()
    cancelled = Event()
    cancelled.set()
    refused(error.KEEPALIVE_CANCEL, ctap.make_credential, digest, RP, user, ES256, event=cancelled)


def main():
    connection = TcpConnection(int(sys.argv[1]))
    device = CtapHidDevice(HidDescriptor("loopback", 0, 0, 64, 64), connection)
    assert device.version == 2 and device.device_version == (5, 4, 3)
    assert device.capabilities == CAPABILITY.WINK | CAPABILITY.CBOR
    for length in (0, 1, 57, 58, 1200, 7609):
        message = os.urandom(length)
        assert device.ping(message) == message
    device.wink()
    ctap = Ctap2(device, strict_cbor=True)
    assert "FIDO_2_0" in ctap.info.versions and ctap.info.max_msg_size == 1200
    options = {"rk": True, "up": True, "plat": False, "clientPin": False, "credentialMgmtPreview": True}
    assert ctap.info.options == options
    client = Fido2Client(device, ORIGIN)
    be_the_browser(client)
    known = be_the_relying_party(client)
    misbehave(device, ctap, known)
    answer({"status": "ok"})


if __name__ == "__main__":
    main()
