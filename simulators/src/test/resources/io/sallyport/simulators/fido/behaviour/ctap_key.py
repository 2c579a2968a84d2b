# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""A simulated key on a loopback port, reached through Yubico's python-fido2, and what all claims about it need.

A connection is a power cycle. A claim is a function whose name says what it claims; `factory()` gives it a key as it
leaves the factory, by a reset.
"""

import socket
import struct

from fido2.attestation import Attestation
from fido2.ctap import CtapError
from fido2.ctap1 import ApduError, Ctap1
from fido2.ctap2 import ClientPin, Ctap2, PinProtocolV1, PinProtocolV2
from fido2.hid import CtapHidDevice
from fido2.hid.base import CtapHidConnection, HidDescriptor

ERR = CtapError.ERR
HASH = bytes(range(32))
RP = {"id": "example.org", "name": "Example"}
ES256 = [{"type": "public-key", "alg": -7}]
EDDSA = [{"type": "public-key", "alg": -8}]
PIN = "123456"


class Wire(CtapHidConnection):
    """Bare packets of 64 bytes both ways."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def read_packet(self):
        packet = b""
        while len(packet) < 64:
            part = self.socket.recv(64 - len(packet))
            if not part:
                raise OSError("the key has been pulled out")
            packet += part
        return packet

    def write_packet(self, packet):
        assert len(packet) == 64
        self.socket.sendall(packet)

    def close(self):
        self.socket.close()


class Key:
    def __init__(self, port):
        self.port = port
        self.wire = None
        self.power_cycle()

    def power_cycle(self):
        if self.wire:
            self.wire.close()
        self.wire = Wire(self.port)
        descriptor = HidDescriptor("tcp:%d" % self.port, 0x1050, 0x0407, 64, 64)
        self.device = CtapHidDevice(descriptor, self.wire)
        self.ctap2 = Ctap2(self.device)
        self.ctap1 = Ctap1(self.device)
        self.info = self.ctap2.info

    def factory(self):
        self.power_cycle()
        self.ctap2.reset()
        self.info = self.ctap2.get_info()
        return self

    # Requests that are right unless a claim says otherwise.

    def make(self, hash=HASH, rp=RP, user=None, params=ES256, exclude=None, extensions=None, options=None, auth=None,
             protocol=None):
        user = {"id": b"one", "name": "one", "displayName": "One"} if user is None else user
        made = self.ctap2.make_credential(hash, rp, user, params, exclude, extensions, options, auth, protocol)
        Attestation.for_type(made.fmt)().verify(made.att_statement, made.auth_data, hash)
        return made

    def get(self, rp_id="example.org", hash=HASH, allow=None, extensions=None, options=None, auth=None, protocol=None):
        return self.ctap2.get_assertion(rp_id, hash, allow, extensions, options, auth, protocol)

    # Parameters by their numbers, for requests that no client would send.

    def raw_make(self, **changed):
        names = ["hash", "rp", "user", "params", "exclude", "extensions", "options", "auth", "protocol"]
        request = {1: HASH, 2: RP, 3: {"id": b"one", "name": "one"}, 4: ES256}
        return self._raw(Ctap2.CMD.MAKE_CREDENTIAL, names, request, changed)

    def raw_get(self, **changed):
        names = ["rp_id", "hash", "allow", "extensions", "options", "auth", "protocol"]
        return self._raw(Ctap2.CMD.GET_ASSERTION, names, {1: "example.org", 2: HASH}, changed)

    def _raw(self, command, names, request, changed):
        for name, value in changed.items():
            number = names.index(name) + 1
            request.pop(number, None)
            if value is not None:
                request[number] = value
        return self.ctap2.send_cbor(command, dict(sorted(request.items())))

    # PINs

    def pin(self, protocol=1):
        return ClientPin(self.ctap2, {1: PinProtocolV1, 2: PinProtocolV2}[protocol]())

    def is_ctap21(self):
        return "FIDO_2_1" in self.info.versions

    def has_permissions(self):
        return bool(self.info.options.get("pinUvAuthToken"))

    def token(self, permissions=None, rp_id=None, pin=PIN, protocol=1):
        """For both ceremonies of example.org unless other permissions are named; keys without permissions pass over them."""
        if permissions is None:
            permissions, rp_id = ClientPin.PERMISSION.MAKE_CREDENTIAL | ClientPin.PERMISSION.GET_ASSERTION, "example.org"
        return self.pin(protocol).get_pin_token(pin, permissions, rp_id)

    def retries(self, protocol=1):
        return self.pin(protocol).get_pin_retries()

    def verified(self, hash=HASH, permission=None, rp_id="example.org", pin=PIN, protocol=1):
        """What goes with a request of a user whose PIN has just been asked for."""
        token = self.token(permission, rp_id if permission else None, pin, protocol)
        return {"auth": authenticate(token, hash, protocol), "protocol": protocol}

    def make_verified(self, **asked):
        permission = ClientPin.PERMISSION.MAKE_CREDENTIAL
        rp = asked.get("rp", RP)
        return self.make(**asked, **self.verified(permission=permission, rp_id=rp["id"]))

    def get_verified(self, rp_id="example.org", **asked):
        permission = ClientPin.PERMISSION.GET_ASSERTION
        return self.get(rp_id=rp_id, **asked, **self.verified(permission=permission, rp_id=rp_id))

    # Packets

    def send(self, data, channel=None):
        channel = self.device._channel_id if channel is None else channel
        self.wire.write_packet((struct.pack(">I", channel) + data).ljust(64, b"\0"))

    def receive(self, seconds=2):
        """(channel, command with its high bit, payload of the first packet)"""
        self.wire.socket.settimeout(seconds)
        try:
            packet = self.wire.read_packet()
        finally:
            self.wire.socket.settimeout(10)
        channel, command, length = struct.unpack_from(">IBH", packet)
        return channel, command, packet[7 : 7 + length]


def authenticate(token, message, protocol=1):
    return {1: PinProtocolV1, 2: PinProtocolV2}[protocol]().authenticate(token, message)


def credential_id(made):
    return made.auth_data.credential_data.credential_id


def descriptor(made):
    return {"type": "public-key", "id": credential_id(made)}


def verify(made, got, hash=HASH):
    got.verify(hash, made.auth_data.credential_data.public_key)
    assert got.auth_data.rp_id_hash == made.auth_data.rp_id_hash
    if got.credential is not None:
        assert got.credential["id"] == credential_id(made)


def refused(codes, call, *args, **kwargs):
    """CTAP2 and CTAPHID errors."""
    codes = codes if isinstance(codes, (tuple, list)) else (codes,)
    try:
        answer = call(*args, **kwargs)
    except CtapError as e:
        assert e.code in codes, "answered %s, not %s" % (e.code, " or ".join(map(str, codes)))
    else:
        raise AssertionError("answered %r, not %s" % (answer, " or ".join(map(str, codes))))


def refused_somehow(call, *args, **kwargs):
    try:
        answer = call(*args, **kwargs)
    except CtapError as e:
        # None of these says that it was the request's fault.
        assert e.code not in (ERR.OTHER, ERR.SUCCESS, ERR.TIMEOUT), e.code
    else:
        raise AssertionError("answered %r" % answer)


def apdu_refused(status, call, *args, **kwargs):
    try:
        answer = call(*args, **kwargs)
    except ApduError as e:
        assert e.code == status, "answered %#06x, not %#06x" % (e.code, status)
    else:
        raise AssertionError("answered %r, not %#06x" % (answer, status))
