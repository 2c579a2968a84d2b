# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""Discoverable credentials, and their management (CTAP 2.1 §6.8, or the vendor's preview of it)."""

import random

from fido2.ctap2 import ClientPin, CredentialManagement, PinProtocolV1
from fido2.utils import sha256

from ctap_key import EDDSA, ERR, PIN, RP, credential_id, descriptor, refused, verify

RESULT = CredentialManagement.RESULT
MANAGE = ClientPin.PERMISSION.CREDENTIAL_MGMT
NAMES = ("Ada", "Grace", "Edsger", "Barbara", "Niklaus")


def _user(number, longest=False):
    name = ("%d: %s" % (number, " ".join(random.Random(number).choices(NAMES, k=20))))[:64]
    id = random.Random(number).randbytes(64) if longest else b"user %d" % number
    return {"id": id, "name": name if longest else "user %d" % number, "displayName": ("Displayed " + name)[:64]}


def _with_pin(key):
    key.factory().pin().set_pin(PIN)
    key.info = key.ctap2.get_info()
    return key


def _register(key, rp_id="example.org", number=1, **asked):
    rp = {"id": rp_id, "name": rp_id}
    return key.make_verified(rp=rp, user=asked.pop("user", _user(number)), options={"rk": True}, **asked)


def _manage(key, rp_id=None):
    return CredentialManagement(key.ctap2, PinProtocolV1(), key.token(MANAGE, rp_id))


def _supported(key):
    return key.info.options.get("credMgmt") or key.info.options.get("credentialMgmtPreview")


def without_a_pin_all_answer_newest_first_and_nameless(key):
    key.factory()
    made = [key.make(options={"rk": True}, user=_user(i)) for i in range(4)]
    first = key.get()
    assert first.number_of_credentials == 4
    got = [first] + [key.ctap2.get_next_assertion() for i in range(3)]
    refused(ERR.NOT_ALLOWED, key.ctap2.get_next_assertion)
    for i, (m, g) in enumerate(zip(reversed(made), got)):
        verify(m, g)
        assert g.credential["id"] == credential_id(m)
        assert g.user == {"id": _user(3 - i)["id"]}, g.user
    assert [g.number_of_credentials for g in got[1:]] == [None] * 3


def with_a_pin_they_come_with_names(key):
    _with_pin(key)
    made = [_register(key, number=i, user=_user(i, longest=True)) for i in range(3)]
    got = [key.get_verified()] + [key.ctap2.get_next_assertion() for i in range(2)]
    for i, (m, g) in enumerate(zip(reversed(made), got)):
        verify(m, g)
        assert g.auth_data.flags & 0x04
        assert g.user == _user(2 - i, longest=True), g.user


def a_single_one_has_no_number(key):
    _with_pin(key)
    made = _register(key)
    got = key.get_verified()
    assert got.number_of_credentials is None and got.user["id"] == _user(1)["id"], got.user
    verify(made, got)
    got = key.get()
    assert got.number_of_credentials is None and set(got.user) == {"id"}, got.user
    got = key.get(allow=[descriptor(made)])
    assert got.number_of_credentials is None
    verify(made, got)


def another_command_ends_the_list(key):
    key.factory()
    for i in range(3):
        key.make(options={"rk": True}, user=_user(i))
    key.get()
    key.ctap2.get_info()
    refused(ERR.NOT_ALLOWED, key.ctap2.get_next_assertion)
    key.get()
    key.power_cycle()
    refused(ERR.NOT_ALLOWED, key.ctap2.get_next_assertion)


def one_account_has_one(key):
    key.factory()
    first = key.make(options={"rk": True}, user=_user(1))
    second = key.make(options={"rk": True}, user=_user(1))
    got = key.get()
    assert got.number_of_credentials is None and got.credential["id"] == credential_id(second)
    refused(ERR.NO_CREDENTIALS, key.get, allow=[descriptor(first)])
    key.make(options={"rk": True}, user=_user(1), rp={"id": "example.net", "name": "Other"})
    verify(second, key.get())


def many_of_one_party_all_answer(key):
    _with_pin(key)
    made = [_register(key, number=i, user=_user(i, longest=True)) for i in range(19)]
    got = [key.get_verified()] + [key.ctap2.get_next_assertion() for i in range(18)]
    assert got[0].number_of_credentials == 19
    for m, g, i in zip(reversed(made), got, reversed(range(19))):
        verify(m, g)
        assert g.user == _user(i, longest=True)


def it_is_full_some_day_and_then_room_is_made_by_deletion(key):
    _with_pin(key)
    made = []
    for i in range(200):
        try:
            made.append(_register(key, rp_id="rp%d.example" % (i % 3), number=i))
        except Exception as e:
            assert getattr(e, "code", None) == ERR.KEY_STORE_FULL, e
            break
    assert 25 <= len(made) < 200, len(made)
    # One that takes the place of another needs no room, and one that is not kept needs none either.
    made[0] = _register(key, rp_id="rp0.example", number=0)
    key.make_verified()
    if not _supported(key):
        return
    manage = _manage(key)
    told = manage.get_metadata()
    assert (told[RESULT.EXISTING_CRED_COUNT], told[RESULT.MAX_REMAINING_COUNT]) == (len(made), 0)
    manage.delete_cred(descriptor(made[7]))
    _register(key, rp_id="new.example", number=500)
    refused(ERR.KEY_STORE_FULL, _register, key, "newer.example", 501)


def management_counts_lists_and_deletes(key):
    _with_pin(key)
    if not _supported(key):
        return
    made = {}
    for rp_id, count in (("ssh:", 1), ("a.example", 2), ("b.example", 3)):
        made[rp_id] = [_register(key, rp_id, i) for i in range(count)]
    manage = _manage(key)
    told = manage.get_metadata()
    assert told[RESULT.EXISTING_CRED_COUNT] == 6 and told[RESULT.MAX_REMAINING_COUNT] >= 19
    parties = manage.enumerate_rps()
    assert sorted(p[RESULT.RP]["id"] for p in parties) == sorted(made)
    for party in parties:
        rp_id = party[RESULT.RP]["id"]
        assert party[RESULT.RP_ID_HASH] == sha256(rp_id.encode())
        _assert_same(manage.enumerate_creds(party[RESULT.RP_ID_HASH]), made[rp_id])
    assert not manage.enumerate_creds(sha256(b"missing.example"))

    middle = made["b.example"].pop(1)
    manage.delete_cred(descriptor(middle))
    refused(ERR.NO_CREDENTIALS, manage.delete_cred, descriptor(middle))
    _assert_same(manage.enumerate_creds(sha256(b"b.example")), made["b.example"])
    refused(ERR.NO_CREDENTIALS, key.get, "b.example", allow=[descriptor(middle)])
    verify(made["b.example"][1], key.get("b.example"))
    key.power_cycle()
    manage = _manage(key)
    manage.delete_cred(descriptor(made["ssh:"][0]))
    assert sorted(p[RESULT.RP]["id"] for p in manage.enumerate_rps()) == ["a.example", "b.example"]
    refused(ERR.NO_CREDENTIALS, key.get, "ssh:")


def _assert_same(listed, made):
    assert {c[RESULT.CREDENTIAL_ID]["id"] for c in listed} == {credential_id(m) for m in made}
    for entry in listed:
        one = next(m for m in made if credential_id(m) == entry[RESULT.CREDENTIAL_ID]["id"])
        assert entry[RESULT.CREDENTIAL_ID]["type"] == "public-key"
        assert entry[RESULT.PUBLIC_KEY] == one.auth_data.credential_data.public_key
        assert entry[RESULT.CRED_PROTECT] == 1
        assert set(entry[RESULT.USER]) == {"id", "name", "displayName"}, entry[RESULT.USER]


def an_empty_key_lists_nothing(key):
    _with_pin(key)
    if not _supported(key):
        return
    manage = _manage(key)
    refused(ERR.NO_CREDENTIALS, manage.enumerate_rps_begin)
    assert manage.get_metadata()[RESULT.EXISTING_CRED_COUNT] == 0
    refused(ERR.NO_CREDENTIALS, manage.enumerate_creds_begin, sha256(b"example.org"))


def nothing_is_next_before_something_was_first(key):
    _with_pin(key)
    if not _supported(key):
        return
    for i in range(2):
        _register(key, "ssh:", i)
        _register(key, "other:", i)
    manage = _manage(key)
    refused(ERR.NOT_ALLOWED, manage.enumerate_rps_next)
    refused(ERR.NOT_ALLOWED, manage.enumerate_creds_next)
    manage.enumerate_creds_begin(sha256(b"ssh:"))
    refused(ERR.NOT_ALLOWED, manage.enumerate_rps_next)
    key.power_cycle()
    manage = _manage(key)
    manage.enumerate_rps_begin()
    refused(ERR.NOT_ALLOWED, manage.enumerate_creds_next)
    manage.enumerate_rps_begin()
    manage.enumerate_rps_next()
    refused(ERR.NOT_ALLOWED, manage.enumerate_rps_next)


def credentials_are_listed_between_two_relying_parties(key):
    _with_pin(key)
    if not _supported(key):
        return
    made = {rp_id: [_register(key, rp_id, i) for i in range(3)] for rp_id in ("ssh:", "a.example", "b.example")}
    manage = _manage(key)
    party = manage.enumerate_rps_begin()
    left = dict(made)
    for step in range(party[RESULT.TOTAL_RPS]):
        party = manage.enumerate_rps_next() if step else party
        listed = [manage.enumerate_creds_begin(party[RESULT.RP_ID_HASH])]
        listed += [manage.enumerate_creds_next() for i in range(1, listed[0][RESULT.TOTAL_CREDENTIALS])]
        _assert_same(listed, left.pop(party[RESULT.RP]["id"]))
    assert not left


def management_wants_its_own_proof(key):
    _with_pin(key)
    if not _supported(key):
        return
    made = _register(key)
    right = key.token(MANAGE)
    wrong = CredentialManagement(key.ctap2, PinProtocolV1(), bytes([right[0] ^ 1]) + right[1:])
    for attempt in range(4):
        for call in (wrong.get_metadata, wrong.enumerate_rps_begin):
            refused(ERR.PIN_AUTH_INVALID, call)
        refused(ERR.PIN_AUTH_INVALID, wrong.enumerate_creds_begin, sha256(b"example.org"))
        refused(ERR.PIN_AUTH_INVALID, wrong.delete_cred, descriptor(made))
    raw = _manage(key).ctap.credential_mgmt
    for sub_command in (1, 2, 4, 6):
        params = {2: descriptor(made)} if sub_command == 6 else {1: sha256(b"example.org")}
        params = params if sub_command > 2 else None
        refused((ERR.PIN_REQUIRED, ERR.MISSING_PARAMETER), raw, sub_command, params)
    assert _manage(key).get_metadata()[RESULT.EXISTING_CRED_COUNT] == 1


def management_has_its_permission(key):
    _with_pin(key)
    if not (key.has_permissions() and key.info.options.get("credMgmt")):
        return
    made = _register(key)
    for permission, rp_id in ((ClientPin.PERMISSION.GET_ASSERTION, "example.org"), (MANAGE, "example.com")):
        manage = CredentialManagement(key.ctap2, PinProtocolV1(), key.token(permission, rp_id))
        refused(ERR.PIN_AUTH_INVALID, manage.get_metadata)
        refused(ERR.PIN_AUTH_INVALID, manage.enumerate_rps)
        refused(ERR.PIN_AUTH_INVALID, manage.enumerate_creds_begin, made.auth_data.rp_id_hash)
        refused(ERR.PIN_AUTH_INVALID, manage.update_user_info, descriptor(made), _user(1))
        refused(ERR.PIN_AUTH_INVALID, manage.delete_cred, descriptor(made))
    mine = _manage(key, "example.org")
    assert len(mine.enumerate_creds(made.auth_data.rp_id_hash)) == 1
    mine.delete_cred(descriptor(made))
    refused(ERR.NO_CREDENTIALS, mine.delete_cred, descriptor(made))


def management_misses_what_is_missing(key):
    _with_pin(key)
    if not key.info.options.get("credMgmt"):
        return
    call = key.ctap2.credential_mgmt
    for sub_command in (1, 2, 4, 6, 7):
        refused(ERR.PIN_REQUIRED, call, sub_command)
        refused(ERR.MISSING_PARAMETER, call, sub_command, {}, pin_uv_param=b"U" * 32)
        refused((ERR.INVALID_PARAMETER, ERR.MISSING_PARAMETER), call, sub_command, {}, pin_uv_protocol=99,
                pin_uv_param=b"U" * 32)
    for sub_command in (4, 6, 7):
        refused(ERR.MISSING_PARAMETER, call, sub_command, pin_uv_protocol=1, pin_uv_param=b"U" * 32)


def an_account_is_renamed_and_stays_who_it_is(key):
    _with_pin(key)
    if not key.info.options.get("credMgmt"):
        return
    made = _register(key, number=1)
    _register(key, number=2)
    for rp_id in (None, "example.org"):
        manage = _manage(key, rp_id)
        renamed = {"id": _user(1)["id"], "name": "renamed", "displayName": "Renamed for %s" % rp_id}
        manage.update_user_info(descriptor(made), renamed)
        listed = manage.enumerate_creds(made.auth_data.rp_id_hash)
        assert next(c[RESULT.USER] for c in listed if c[RESULT.CREDENTIAL_ID]["id"] == credential_id(made)) == renamed
    refused(ERR.INVALID_PARAMETER, manage.update_user_info, descriptor(made), {**renamed, "id": b"another"})
    manage.update_user_info(descriptor(made), {"id": _user(1)["id"]})
    listed = manage.enumerate_creds(made.auth_data.rp_id_hash)
    assert {"id": _user(1)["id"]} in [c[RESULT.USER] for c in listed]
    manage.delete_cred(descriptor(made))
    refused(ERR.NO_CREDENTIALS, manage.update_user_info, descriptor(made), renamed)


def every_kind_of_credential_is_listed(key):
    _with_pin(key)
    if not _supported(key):
        return
    made = [_register(key, number=1), _register(key, number=2, params=EDDSA)]
    _assert_same(_manage(key).enumerate_creds(made[0].auth_data.rp_id_hash), made)
    for level in (1, 2, 3):
        for large_blob in (False, True):
            extensions = {"credProtect": level}
            if large_blob and "largeBlobKey" in key.info.extensions:
                extensions["largeBlobKey"] = True
            one = _register(key, "protected.example", level, extensions=extensions)
            listed = _manage(key).enumerate_creds(sha256(b"protected.example"))
            entry = next(c for c in listed if c[RESULT.CREDENTIAL_ID]["id"] == credential_id(one))
            assert entry[RESULT.CRED_PROTECT] == level
            assert entry.get(RESULT.LARGE_BLOB_KEY) == one.large_blob_key


def registering_and_deleting_in_any_order_keeps_the_books(key):
    _with_pin(key)
    if not _supported(key):
        return
    chance = random.Random(7)
    known = {}
    for step in range(60):
        if known and chance.random() < 0.4:
            gone = chance.choice(sorted(known))
            _manage(key).delete_cred({"type": "public-key", "id": gone})
            del known[gone]
        elif len(known) < 20:
            made = _register(key, "rp%d.example" % chance.randrange(3), step)
            known[credential_id(made)] = _user(step)["id"]
    manage = _manage(key)
    found = {}
    for party in manage.enumerate_rps():
        for entry in manage.enumerate_creds(party[RESULT.RP_ID_HASH]):
            found[entry[RESULT.CREDENTIAL_ID]["id"]] = entry[RESULT.USER]["id"]
    assert found == known
