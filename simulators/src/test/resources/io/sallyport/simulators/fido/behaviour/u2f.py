# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""U2F raw messages over CTAPHID, and U2F credentials seen from CTAP2 and back (CTAP 2.1 §10)."""

import struct

from fido2.ctap2 import AttestedCredentialData
from fido2.hid import CTAPHID
from fido2.utils import sha256

from ctap_key import ERR, HASH, PIN, apdu_refused, credential_id, refused

APP = sha256(b"example.org")
CHALLENGE = sha256(b"challenge")
USE_NOT_SATISFIED, WRONG_DATA = 0x6985, 0x6A80


def it_speaks_u2f_v2(key):
    assert key.ctap1.get_version() == "U2F_V2"


def what_it_registers_is_attested_and_signs(key):
    made = key.ctap1.register(CHALLENGE, APP)
    made.verify(APP, CHALLENGE)
    got = key.ctap1.authenticate(CHALLENGE, APP, made.key_handle)
    got.verify(APP, CHALLENGE, made.public_key)
    assert got.user_presence == 1


def check_only_tells_its_own_handles_from_others(key):
    made = key.ctap1.register(CHALLENGE, APP)
    apdu_refused(USE_NOT_SATISFIED, key.ctap1.authenticate, CHALLENGE, APP, made.key_handle, check_only=True)
    for other in _strangers(made.key_handle):
        apdu_refused(WRONG_DATA, key.ctap1.authenticate, CHALLENGE, APP, other, check_only=True)
        apdu_refused(WRONG_DATA, key.ctap1.authenticate, CHALLENGE, APP, other)
    apdu_refused(WRONG_DATA, key.ctap1.authenticate, CHALLENGE, sha256(b"example.net"), made.key_handle)


def _strangers(handle):
    for i in range(0, len(handle), 7):
        yield handle[:i] + bytes([handle[i] ^ 0x40]) + handle[i + 1 :]
    yield handle[: len(handle) // 2]
    yield handle + b"\0"


def many_handles_live_through_a_power_cycle_and_count_up(key):
    made = [key.ctap1.register(CHALLENGE, APP) for i in range(5)]
    assert len({m.key_handle for m in made}) == len({m.public_key for m in made}) == 5
    last = 0
    for cycle in range(2):
        for one in made:
            got = key.ctap1.authenticate(CHALLENGE, APP, one.key_handle)
            got.verify(APP, CHALLENGE, one.public_key)
            assert last < got.counter < last + 256 or not last, (last, got.counter)
            last = got.counter
        key.power_cycle()
    for one in made:
        apdu_refused(USE_NOT_SATISFIED, key.ctap1.authenticate, CHALLENGE, APP, one.key_handle, check_only=True)


def it_signs_without_a_touch_when_not_to_enforce_one(key):
    made = key.ctap1.register(CHALLENGE, APP)
    data = CHALLENGE + APP + bytes([len(made.key_handle)]) + made.key_handle
    answer = key.ctap1.send_apdu(ins=2, p1=8, data=data)
    assert answer[0] in (0, 1) and len(answer) > 5


def odd_apdus_have_their_status_words(key):
    apdu_refused(0x6D00, key.ctap1.send_apdu, 0, 0, 0, 0, b"")
    apdu_refused(0x6D00, key.ctap1.send_apdu, 0, 0x40, 0, 0, b"")
    apdu_refused(0x6E00, key.ctap1.send_apdu, 1, 3, 0, 0, b"abc")
    apdu_refused(0x6700, key.ctap1.send_apdu, 0, 1, 0, 0, b"abc")
    apdu_refused(0x6700, key.ctap1.send_apdu, 0, 2, 3, 0, CHALLENGE + APP[:-1])


def the_forms_of_an_apdu_are_the_same_to_it(key):
    extended = b"\x00\x03\x00\x00\x00\x00\x00"
    for apdu in (extended, b"\x00\x03\x00\x00", b"\x00\x03\x00\x00\x00"):
        assert key.device.call(CTAPHID.MSG, apdu) == b"U2F_V2\x90\x00", apdu
    short = b"\x00\x01\x00\x00\x40" + CHALLENGE + APP
    for apdu in (short, short + b"\x00", b"\x00\x01\x03\x00\x00\x00\x40" + CHALLENGE + APP + b"\x00\x00"):
        answer = key.device.call(CTAPHID.MSG, apdu)
        # A touch may have to be waited for, or the answer may not fit where only 256 bytes do.
        assert answer[0] == 5 and answer[-2:] == b"\x90\x00" or answer[-2:][0] in (0x61, 0x69, 0x67), (apdu, answer)


def a_truncated_apdu_is_no_reason_to_fall_over(key):
    for apdu in (b"\x00", b"\x00\x03", b"\x00\x03\x00", b"\x00\x01\x00\x00\x40abc", b"\x00\x01\x00\x00\x00\x00\x40abc"):
        answer = key.device.call(CTAPHID.MSG, apdu)
        assert answer[-2:] == b"\x67\x00", (apdu, answer)
    assert key.ctap1.get_version() == "U2F_V2"


def a_u2f_credential_signs_in_through_ctap2(key):
    made = key.ctap1.register(CHALLENGE, APP)
    got = key.get(allow=[{"type": "public-key", "id": made.key_handle}])
    data = AttestedCredentialData.from_ctap1(made.key_handle, made.public_key)
    got.verify(HASH, data.public_key)
    assert got.credential["id"] == made.key_handle
    refused(ERR.CREDENTIAL_EXCLUDED, key.make, exclude=[{"type": "public-key", "id": made.key_handle}])


def a_ctap2_credential_signs_in_through_u2f(key):
    made = key.make()
    public = made.auth_data.credential_data.public_key
    got = key.ctap1.authenticate(CHALLENGE, APP, credential_id(made))
    got.verify(APP, CHALLENGE, b"\x04" + public[-2] + public[-3])


def one_counter_counts_for_both(key):
    made = key.make()
    allow = [{"type": "public-key", "id": credential_id(made)}]
    counts = []
    for i in range(2):
        counts.append(key.get(allow=allow).auth_data.counter)
        counts.append(key.ctap1.authenticate(CHALLENGE, APP, credential_id(made)).counter)
    assert counts == sorted(set(counts)), counts


def a_reset_forgets_u2f_credentials_too(key):
    made = key.ctap1.register(CHALLENGE, APP)
    key.factory()
    apdu_refused(WRONG_DATA, key.ctap1.authenticate, CHALLENGE, APP, made.key_handle)


def a_protected_credential_is_nothing_to_u2f(key):
    """CTAP 2.1 §12.1: credProtect level 3 is not for a protocol without user verification."""
    if "credProtect" not in key.info.extensions:
        return
    key.factory()
    made = key.make(extensions={"credProtect": 3})
    apdu_refused(WRONG_DATA, key.ctap1.authenticate, CHALLENGE, APP, credential_id(made), check_only=True)
    key.pin().set_pin(PIN)
