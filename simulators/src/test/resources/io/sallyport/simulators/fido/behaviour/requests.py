# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""makeCredential, getAssertion and getNextAssertion (CTAP 2.1 §6.1 to §6.3) without a PIN, and what is no request."""

from fido2.utils import sha256

from ctap_key import EDDSA, ERR, ES256, HASH, RP, credential_id, descriptor, refused, refused_somehow, verify


def info_says_what_there_is(key):
    info = key.info
    assert "FIDO_2_0" in info.versions
    assert all(value in (True, False) for value in info.options.values())
    assert info.pin_uv_protocols and set(info.pin_uv_protocols) <= {1, 2}
    assert info.max_msg_size >= 1024 and len(info.aaguid) == 16
    assert _canonical(bytes(info))


def _canonical(encoded):
    from fido2 import cbor

    return cbor.encode(cbor.decode(encoded)) == encoded


def a_registration_is_attested_and_an_assertion_is_signed(key):
    made = key.make()
    assert made.fmt == "packed"
    assert made.auth_data.flags & 0xC5 == 0x41
    assert made.auth_data.rp_id_hash == sha256(b"example.org")
    assert made.auth_data.credential_data.aaguid == key.info.aaguid
    got = key.get(allow=[descriptor(made)])
    verify(made, got)
    assert len(got.auth_data) == 37 and got.auth_data.flags == 0x01
    assert got.user is None and got.number_of_credentials is None
    key.power_cycle()
    verify(made, key.get(allow=[descriptor(made)]))


def eddsa_works_too(key):
    made = key.make(params=EDDSA)
    verify(made, key.get(allow=[descriptor(made)]))


def the_first_algorithm_that_it_has_is_taken(key):
    wanted = [{"type": "public-key", "alg": 1337}, {"type": "other", "alg": -7}] + EDDSA + ES256
    assert key.make(params=wanted).auth_data.credential_data.public_key[3] == -8
    refused(ERR.UNSUPPORTED_ALGORITHM, key.make, params=[{"type": "public-key", "alg": 1337}])
    refused(ERR.UNSUPPORTED_ALGORITHM, key.make, params=[{"type": "other", "alg": -7}])


def what_a_registration_lacks_is_missing(key):
    for name in ("hash", "rp", "user", "params"):
        refused(ERR.MISSING_PARAMETER, key.raw_make, **{name: None})
    refused(ERR.MISSING_PARAMETER, key.raw_make, rp={"name": "no id"})
    refused(ERR.MISSING_PARAMETER, key.raw_make, user={"name": "no id"})
    refused(ERR.MISSING_PARAMETER, key.raw_make, params=[{"alg": -7}])
    refused((ERR.MISSING_PARAMETER, ERR.UNSUPPORTED_ALGORITHM), key.raw_make, params=[{"type": "public-key"}])
    refused_somehow(key.raw_make, exclude=[{"id": b"1234"}])
    refused_somehow(key.raw_make, exclude=[{"type": "public-key"}])


def members_of_a_registration_have_their_types(key):
    user = {"id": b"one", "name": "one"}
    odd = {
        "hash": [5, "text"],
        "rp": [b"bytes", {"id": 8, "name": "n"}, {"id": "test.org", "name": 8},
               {"id": "test.org", "name": "n", "icon": 8}],
        "user": [b"bytes", {"id": "text", "name": "n"}, {"id": b"one", "name": 8}, {**user, "displayName": 8},
                 {**user, "icon": 8}],
        "params": [b"bytes", ["wrong"], [{"type": "public-key", "alg": "7"}], [{"type": b"public-key", "alg": -7}]],
        "exclude": [8, ["1234"], [{"type": "public-key", "id": "1234"}], [{"type": b"public-key", "id": b"1234"}]],
        "extensions": [8, b"bytes"],
        "options": [8, {"rk": 8}],
        "auth": [8],
        "protocol": ["text"],
    }
    for name, values in odd.items():
        for value in values:
            try:
                refused_somehow(key.raw_make, **{name: value})
            except AssertionError as e:
                raise AssertionError("%s = %r: %s" % (name, value, e))
    key.make()


def what_a_registration_need_not_know_is_passed_over(key):
    key.make(options={"unknown": False})
    key.make(exclude=[{"id": b"1234", "type": "rot13"}])
    key.make(extensions={"tetris": True})
    made = key.raw_make(user={"id": b"one", "name": "one", "icon": "https://example.org/i.png", "extra": 1})
    assert made[2]
    refused(ERR.INVALID_OPTION, key.make, options={"up": False})
    # Known, and not there: CTAP 2.0 had another word for it.
    refused(ERR.INVALID_OPTION if key.is_ctap21() else ERR.UNSUPPORTED_OPTION, key.factory().make, options={"uv": True})


def an_excluded_credential_stops_a_registration(key):
    made = key.make()
    fake = {"type": "public-key", "id": b"\x01" * len(credential_id(made))}
    refused(ERR.CREDENTIAL_EXCLUDED, key.make, exclude=[descriptor(made)])
    refused(ERR.CREDENTIAL_EXCLUDED, key.make, exclude=[fake, descriptor(made)])
    key.make(exclude=[fake])
    key.make(exclude=[descriptor(made)], rp={"id": "example.net", "name": "Other"})


def what_an_assertion_lacks_is_missing(key):
    made = key.make()
    allow = [descriptor(made)]
    refused(ERR.MISSING_PARAMETER, key.raw_get, rp_id=None, allow=allow)
    refused(ERR.MISSING_PARAMETER, key.raw_get, hash=None, allow=allow)
    odd = {
        "rp_id": [{"type": "wrong"}, b"example.org"],
        "hash": [{"type": "wrong"}, "text"],
        "allow": [{"type": "wrong"}, ["wrong"] + allow, [{"id": b"1234"}] + allow, [{"type": "public-key"}] + allow,
                  [{"type": b"public-key", "id": b"1234"}] + allow, [{"type": "public-key", "id": 42}] + allow],
        "options": [8, {"up": 1}],
        "extensions": [8],
    }
    for name, values in odd.items():
        for value in values:
            try:
                refused_somehow(key.raw_get, **{"allow": allow, name: value})
            except AssertionError as e:
                raise AssertionError("%s = %r: %s" % (name, value, e))


def what_an_assertion_need_not_know_is_passed_over(key):
    made = key.make()
    allow = [descriptor(made)]
    verify(made, key.get(allow=[{"type": "rot13", "id": b"1234"}] + allow))
    verify(made, key.get(allow=allow, options={"unknown": True}))
    verify(made, key.get(allow=allow, options={"up": True}))
    # Known, and out of place.
    code = ERR.UNSUPPORTED_OPTION if key.is_ctap21() else ERR.INVALID_OPTION
    refused(code, key.get, allow=allow, options={"rk": True})
    refused(code, key.get, allow=allow, options={"rk": False})


def a_user_who_is_not_asked_is_not_said_to_be_there(key):
    made = key.make()
    got = key.get(allow=[descriptor(made)], options={"up": False})
    verify(made, got)
    assert got.auth_data.flags & 0x01 == 0


def strange_credentials_are_no_credentials(key):
    made = key.make()
    id = credential_id(made)
    for i in range(0, len(id), 5):
        bad = id[:i] + bytes([id[i] ^ 1]) + id[i + 1 :]
        refused(ERR.NO_CREDENTIALS, key.get, allow=[{"type": "public-key", "id": bad}])
    for bad in (id[:-1], id + b"\0", b"", b"1234"):
        refused(ERR.NO_CREDENTIALS, key.get, allow=[{"type": "public-key", "id": bad}])
    refused(ERR.NO_CREDENTIALS, key.get, rp_id="example.org.com", allow=[descriptor(made)])
    refused(ERR.NO_CREDENTIALS, key.factory().get, allow=[])


def of_an_allow_list_one_answers(key):
    """CTAP 2.1 §6.2.2 step 11: with a list, there is no other one to ask for."""
    mine = [key.make() for i in range(3)]
    others = [key.make(rp={"id": "rp2.com", "name": "2"}) for i in range(3)]
    allow = [descriptor(m) for m in others + mine]
    got = key.get(allow=allow)
    assert got.number_of_credentials in (None, 1)
    verify(next(m for m in mine if credential_id(m) == got.credential["id"]), got)
    refused(ERR.NOT_ALLOWED, key.ctap2.get_next_assertion)
    got = key.get(rp_id="rp2.com", allow=allow)
    verify(next(m for m in others if credential_id(m) == got.credential["id"]), got)


def next_assertions_need_a_first_one(key):
    refused(ERR.NOT_ALLOWED, key.ctap2.get_next_assertion)


def numbers_and_maps_are_canonical_or_no_cbor(key):
    from fido2.ctap import CtapError
    from fido2.hid import CTAPHID

    good = b"\xa2\x01\x6bexample.org\x02\x58\x20" + HASH
    assert key.device.call(CTAPHID.CBOR, b"\x02" + good)[0] == ERR.NO_CREDENTIALS
    for bad in (
        b"\xa2\x02\x58\x20" + HASH + b"\x01\x6bexample.org",
        b"\xa2\x01\x6bexample.org\x01\x6bexample.org",
        b"\xbf\x01\x6bexample.org\x02\x58\x20" + HASH + b"\xff",
        b"\xa2\x18\x01\x6bexample.org\x02\x58\x20" + HASH,
        good + b"\x00",
        good[:-1],
        b"\xa2",
        b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\xc1\x01",
    ):
        status = key.device.call(CTAPHID.CBOR, b"\x02" + bad)[0]
        assert status in (ERR.INVALID_CBOR, ERR.CBOR_UNEXPECTED_TYPE), (bad, CtapError(status))
    for command in (0x00, 0x05, 0x3F, 0x99, 0xFF):
        assert key.device.call(CTAPHID.CBOR, bytes([command]))[0] == ERR.INVALID_COMMAND, command


def counters_only_go_up(key):
    made = [key.make() for i in range(3)]
    counts = [key.get(allow=[descriptor(m)]).auth_data.counter for m in made * 2]
    assert counts == sorted(set(counts)), counts


def a_reset_forgets_everything(key):
    made = key.make()
    kept = key.make(options={"rk": True})
    key.factory()
    for one in (made, kept):
        refused(ERR.NO_CREDENTIALS, key.get, allow=[descriptor(one)])
    refused(ERR.NO_CREDENTIALS, key.get)
    fresh = key.make()
    assert key.get(allow=[descriptor(fresh)]).auth_data.counter < 10
