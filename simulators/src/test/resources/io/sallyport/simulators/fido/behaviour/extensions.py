# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""hmac-secret, credProtect, credBlob, largeBlobKey with authenticatorLargeBlobs, minPinLength (CTAP 2.1 §12, §6.10)."""

import os
import struct

from fido2 import cbor
from fido2.ctap2 import ClientPin, LargeBlobs, PinProtocolV1
from fido2.utils import sha256

from ctap_key import ERR, PIN, RP, authenticate, descriptor, refused, refused_somehow, verify

SALT1, SALT2 = b"\xa5" * 32, b"\x96" * 32
WRITE = ClientPin.PERMISSION.LARGE_BLOB_WRITE


def _user(number):
    return {"id": b"user %d" % number, "name": "user %d" % number, "displayName": "U"}


def _hmac(key, salts, protocol=1, tamper=lambda request: request, **asked):
    client = key.pin(protocol)
    agreement, secret = client._get_shared_secret()
    sealed = client.protocol.encrypt(secret, salts)
    request = {1: agreement, 2: sealed, 3: client.protocol.authenticate(secret, sealed)}
    if protocol != 1:
        request[4] = protocol
    got = asked.pop("call", key.get)(extensions={"hmac-secret": tamper(request)}, **asked)
    output = client.protocol.decrypt(secret, got.auth_data.extensions["hmac-secret"])
    assert len(output) == len(salts) and got.auth_data.flags & 0x80
    return got, output


def hmac_secret_is_offered_and_accepted(key):
    assert "hmac-secret" in key.info.extensions
    made = key.make(extensions={"hmac-secret": True})
    assert made.auth_data.extensions == {"hmac-secret": True} and made.auth_data.flags & 0x80
    assert not key.make(extensions={"hmac-secret": False}).auth_data.extensions
    refused_somehow(key.raw_make, extensions={"hmac-secret": 1})


def hmac_secret_answers_each_salt_with_its_own_secret(key):
    made = key.make(extensions={"hmac-secret": True})
    allow = [descriptor(made)]
    for protocol in key.info.pin_uv_protocols:
        got, one = _hmac(key, SALT1, protocol, allow=allow)
        verify(made, got)
        _, both = _hmac(key, SALT1 + SALT2, protocol, allow=allow)
        _, turned = _hmac(key, SALT2 + SALT1, protocol, allow=allow)
        assert both[:32] == one == turned[32:] and turned[:32] == both[32:] != one
        assert len(set(both)) > 40
    key.power_cycle()
    assert _hmac(key, SALT1, 2, allow=allow)[1] == _hmac(key, SALT1, 1, allow=allow)[1] == one


def hmac_secret_differs_between_credentials_and_with_the_user_verified(key):
    key.factory()
    made = [key.make(extensions={"hmac-secret": True}, options={"rk": rk}, user=_user(i))
            for i, rk in enumerate((False, True, True))]
    secrets = [_hmac(key, SALT1, allow=[descriptor(m)])[1] for m in made]
    key.pin().set_pin(PIN)
    assert [_hmac(key, SALT1, allow=[descriptor(m)])[1] for m in made] == secrets
    secrets += [_hmac(key, SALT1, call=key.get_verified, allow=[descriptor(m)])[1] for m in made]
    assert len(set(secrets)) == 6


def hmac_secret_comes_with_every_next_assertion(key):
    key.factory()
    made = [key.make(extensions={"hmac-secret": True}, options={"rk": True}, user=_user(i)) for i in range(3)]
    for salts in (SALT1, SALT1 + SALT2):
        first, output = _hmac(key, salts)
        assert first.number_of_credentials == 3
        rest = [key.ctap2.get_next_assertion() for i in range(2)]
        for m, g in zip(reversed(made), [first] + rest):
            verify(m, g)
            assert g.auth_data.flags & 0x80 and len(g.auth_data.extensions["hmac-secret"]) == len(salts)
        assert len({g.auth_data.extensions["hmac-secret"] for g in [first] + rest}) == 3


def hmac_secret_misses_what_is_missing(key):
    made = key.make(extensions={"hmac-secret": True})
    asked = {"allow": [descriptor(made)], "salts": SALT1}

    def without(*names):
        return lambda request: {k: v for k, v in request.items() if k not in names}

    for name in (1, 2, 3):
        refused(ERR.MISSING_PARAMETER, _hmac, key, tamper=without(name), **asked)
    refused_somehow(_hmac, key, tamper=lambda r: {**r, 1: {}}, **asked)
    refused_somehow(_hmac, key, tamper=lambda r: {**r, 2: 5}, **asked)


def hmac_secret_checks_who_asks_and_how_much(key):
    made = key.make(extensions={"hmac-secret": True})
    allow = [descriptor(made)]
    for protocol in (1, 2):
        for flip in (0, 8, -1):
            def tamper(request):
                auth = bytearray(request[3])
                auth[flip] ^= 1
                return {**request, 3: bytes(auth)}
            refused(ERR.PIN_AUTH_INVALID, _hmac, key, SALT1, protocol, tamper, allow=allow)
        for length in (16, 48, 80, 96):
            refused(ERR.INVALID_LENGTH, _hmac, key, b"x" * length, protocol, allow=allow)
    refused((ERR.UNSUPPORTED_OPTION, ERR.INVALID_OPTION), _hmac, key, SALT1, allow=allow, options={"up": False})
    # The protocol that is named is the one that is used.
    refused_somehow(_hmac, key, SALT1, 1, lambda r: {**r, 4: 2}, allow=allow)
    refused_somehow(_hmac, key, SALT1, 1, lambda r: {**r, 4: 7}, allow=allow)
    _hmac(key, SALT1, 1, lambda r: {**r, 4: 1}, allow=allow)


def unknown_extensions_are_passed_over(key):
    made = key.make(extensions={"tetris": True})
    assert not made.auth_data.extensions
    verify(made, key.get(allow=[descriptor(made)], extensions={"tetris": {1: 2}}))


def cred_protect_hides_what_it_protects(key):
    key.factory()
    made = {}
    for level in (1, 2, 3):
        made[level] = key.make(options={"rk": True}, user=_user(level), extensions={"credProtect": level})
        assert made[level].auth_data.extensions == {"credProtect": level}
    verify(made[1], key.get())
    assert key.get().number_of_credentials is None
    for level in (1, 2):
        verify(made[level], key.get(allow=[descriptor(made[level])]))
        refused(ERR.CREDENTIAL_EXCLUDED, key.make, exclude=[descriptor(made[level])])
    refused(ERR.NO_CREDENTIALS, key.get, allow=[descriptor(made[3])])
    # Whoever is not verified may not even learn that it is there.
    key.make(exclude=[descriptor(made[3])], rp=RP, user=_user(9))
    got = key.get(allow=[descriptor(made[level]) for level in (3, 2, 1)])
    assert got.credential["id"] != made[3].auth_data.credential_data.credential_id
    key.pin().set_pin(PIN)
    assert key.get_verified().number_of_credentials == 3
    verify(made[3], key.get_verified(allow=[descriptor(made[3])]))
    refused(ERR.CREDENTIAL_EXCLUDED, key.make_verified, exclude=[descriptor(made[3])])
    refused_somehow(key.raw_make, extensions={"credProtect": 4})
    refused_somehow(key.raw_make, extensions={"credProtect": "3"})


def extensions_go_together(key):
    made = key.factory().make(extensions={"credProtect": 1, "hmac-secret": True})
    assert made.auth_data.extensions == {"credProtect": 1, "hmac-secret": True}


def cred_blob_is_kept_or_said_not_to_be(key):
    if "credBlob" not in key.info.extensions:
        return
    key.factory()
    longest = key.info.max_cred_blob_length
    assert longest >= 32
    for length in (0, 1, 32, longest, longest + 1):
        blob = os.urandom(length)
        made = key.make(options={"rk": True}, user=_user(1), extensions={"credBlob": blob})
        assert made.auth_data.extensions == {"credBlob": length <= longest}
        got = key.get(extensions={"credBlob": True})
        verify(made, got)
        assert got.auth_data.extensions == {"credBlob": blob if length <= longest else b""}
    made = key.make(extensions={"credBlob": b"a"})
    got = key.get(allow=[descriptor(made)], extensions={"credBlob": True})
    kept = made.auth_data.extensions["credBlob"]
    assert got.auth_data.extensions == {"credBlob": b"a" if kept else b""}


def _large_blobs(key):
    return "largeBlobKey" in key.info.extensions and key.info.options.get("largeBlobs")


def _write(key, offset, data, token=None, **asked):
    if token:
        message = b"\xff" * 32 + b"\x0c\x00" + struct.pack("<I", offset) + sha256(data)
        asked.update(pin_uv_protocol=1, pin_uv_param=authenticate(token, message))
    return key.ctap2.large_blobs(offset, set=data, **asked)


def large_blobs_are_empty_at_first_and_checked(key):
    if not _large_blobs(key):
        return
    key.factory()
    empty = bytes.fromhex("8076be8b528d0075f7aae98d6fa57a6d3c")
    assert key.ctap2.large_blobs(0, get=1024)[1] == empty
    _write(key, 0, empty, length=17)
    assert key.ctap2.large_blobs(0, get=17)[1] == empty
    assert key.ctap2.large_blobs(17, get=17)[1] == b""
    refused(ERR.INTEGRITY_FAILURE, _write, key, 0, b"\0" + empty[1:], length=17)
    assert key.ctap2.large_blobs(0, get=17)[1] == empty


def large_blobs_have_their_limits(key):
    if not _large_blobs(key):
        return
    key.factory()
    room, fragment = key.info.max_large_blob, key.info.max_msg_size - 64
    for asked in (
        {"offset": None, "get": 100}, {"offset": 0}, {"offset": 0, "get": 100, "set": b"x" * 20},
        {"offset": 0, "get": 100, "length": 1}, {"offset": 0, "get": 100, "pin_uv_protocol": 1},
        {"offset": 0, "get": 100, "pin_uv_param": b"xxxxxxxx"}, {"offset": 2**30, "get": 20},
        {"offset": 0, "set": b"x", "length": 16}, {"offset": 0, "set": b"x", "length": 0},
        {"offset": 0, "set": b"x" * 20}, {"offset": 10, "set": b"x", "length": 1000},
    ):
        refused(ERR.INVALID_PARAMETER, key.ctap2.large_blobs, **asked)
    refused(ERR.INVALID_LENGTH, key.ctap2.large_blobs, 0, get=fragment + 1)
    refused(ERR.INVALID_LENGTH, key.ctap2.large_blobs, 0, set=b"x" * (fragment + 1), length=room)
    refused(ERR.LARGE_BLOB_STORAGE_FULL, key.ctap2.large_blobs, 0, set=b"x", length=room + 1)
    refused(ERR.LARGE_BLOB_STORAGE_FULL, key.ctap2.large_blobs, 0, set=b"x", length=2**30)


def large_blobs_are_written_by_whoever_may(key):
    if not _large_blobs(key):
        return
    key.factory().pin().set_pin(PIN)
    refused(ERR.PIN_REQUIRED, _write, key, 0, b"xxx", length=17)
    refused(ERR.MISSING_PARAMETER, _write, key, 0, b"xxx", length=17, pin_uv_param=b"U" * 16)
    refused(ERR.INVALID_PARAMETER, _write, key, 0, b"xxx", length=17, pin_uv_protocol=99, pin_uv_param=b"U" * 16)
    refused(ERR.PIN_AUTH_INVALID, _write, key, 0, b"xxx", length=17, pin_uv_protocol=1, pin_uv_param=b"U" * 16)
    managing = key.token(ClientPin.PERMISSION.CREDENTIAL_MGMT)
    refused(ERR.PIN_AUTH_INVALID, _write, key, 0, b"x" * 17, managing, length=17)
    token = key.token(WRITE)
    _write(key, 0, b"xxx", token, length=17)
    refused(ERR.INVALID_SEQ, _write, key, 4, b"xxx", token)
    refused(ERR.INVALID_PARAMETER, _write, key, 3, b"x" * 17, token)


def large_blobs_hold_as_much_as_they_say(key):
    if not _large_blobs(key):
        return
    key.factory().pin().set_pin(PIN)
    # To the last byte; python-fido2 0.9.1 itself cannot write more than one fragment.
    array = [b"s" * (key.info.max_large_blob - 16 - 4)]
    data = cbor.encode(array)
    data += sha256(data)[:16]
    assert len(data) == key.info.max_large_blob
    token, fragment = key.token(WRITE), key.info.max_msg_size - 64
    for offset in range(0, len(data), fragment):
        first = {"length": len(data)} if offset == 0 else {}
        _write(key, offset, data[offset : offset + fragment], token, **first)
    key.power_cycle()
    assert LargeBlobs(key.ctap2).read_blob_array() == array


def a_large_blob_key_opens_its_blob(key):
    if not _large_blobs(key):
        return
    key.factory().pin().set_pin(PIN)
    made = key.make_verified(options={"rk": True}, extensions={"largeBlobKey": True})
    assert len(made.large_blob_key) == 32
    blobs = LargeBlobs(key.ctap2, PinProtocolV1(), key.token(WRITE))
    blobs.put_blob(made.large_blob_key, b"what nobody else reads")
    key.power_cycle()
    got = key.get(extensions={"largeBlobKey": True})
    assert got.large_blob_key == made.large_blob_key
    assert LargeBlobs(key.ctap2).get_blob(got.large_blob_key) == b"what nobody else reads"
    assert key.get().large_blob_key is None
    refused(ERR.INVALID_OPTION, key.make_verified, extensions={"largeBlobKey": True})
    refused_somehow(key.make_verified, options={"rk": True}, extensions={"largeBlobKey": False})


def the_shortest_pin_is_told_to_whom_it_may_concern(key):
    if "minPinLength" not in key.info.extensions:
        return
    from fido2.ctap2 import Config

    key.factory().pin().set_pin(PIN)
    assert not key.make_verified(extensions={"minPinLength": True}).auth_data.extensions
    token = key.token(ClientPin.PERMISSION.AUTHENTICATOR_CFG)
    Config(key.ctap2, PinProtocolV1(), token).set_min_pin_length(rp_ids=["example.org"])
    told = key.make_verified(extensions={"minPinLength": True}).auth_data.extensions
    assert told == {"minPinLength": key.ctap2.get_info().min_pin_length}, told
    other = {"id": "example.net", "name": "Other"}
    assert not key.make_verified(rp=other, extensions={"minPinLength": True}).auth_data.extensions
