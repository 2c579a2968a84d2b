# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""authenticatorClientPIN (CTAP 2.1 §6.5) and what a PIN changes for the other commands."""

from fido2.ctap2 import ClientPin
from fido2.utils import sha256

from ctap_key import ERR, HASH, PIN, RP, authenticate, descriptor, refused, refused_somehow, verify

MAKE, GET = ClientPin.PERMISSION.MAKE_CREDENTIAL, ClientPin.PERMISSION.GET_ASSERTION
MANAGE = ClientPin.PERMISSION.CREDENTIAL_MGMT
CMD = ClientPin.CMD


def _with_pin(key, pin=PIN, protocol=1):
    key.factory().pin(protocol).set_pin(pin)
    key.info = key.ctap2.get_info()
    return key


def it_agrees_on_a_key_of_the_right_kind(key):
    for protocol in key.info.pin_uv_protocols:
        agreed = key.ctap2.client_pin(protocol, CMD.GET_KEY_AGREEMENT)[1]
        assert {k: agreed[k] for k in (1, 3, -1)} == {1: 2, 3: -25, -1: 1}, agreed
        assert len(agreed[-2]) == len(agreed[-3]) == 32 and len(agreed) == 5


def info_tells_whether_a_pin_is_set(key):
    assert key.factory().info.options["clientPin"] is False
    key.pin().set_pin(PIN)
    assert key.ctap2.get_info().options["clientPin"] is True
    assert key.retries()[0] == 8
    assert key.factory().info.options["clientPin"] is False


def both_protocols_set_change_and_use_it(key):
    for protocol in (1, 2):
        _with_pin(key, PIN, protocol)
        key.pin(protocol).change_pin(PIN, "abcdef")
        for reader in (1, 2):
            permission = MAKE if key.has_permissions() else None
            made = key.make(**key.verified(permission=permission, pin="abcdef", protocol=reader))
            assert made.auth_data.flags & 0x05 == 0x05
            permission = GET if key.has_permissions() else None
            got = key.get(allow=[descriptor(made)],
                          **key.verified(permission=permission, pin="abcdef", protocol=reader))
            assert got.auth_data.flags & 0x05 == 0x05
            verify(made, got)


def a_second_setting_is_refused(key):
    _with_pin(key)
    refused((ERR.PIN_AUTH_INVALID, ERR.NOT_ALLOWED), key.pin().set_pin, "abcdef")
    key.token()


def a_pin_has_four_to_sixty_three_bytes(key):
    for protocol in (1, 2):
        key.factory()
        for pin in ("A" * 64, "123", "XXX\0", "\0\0\0\0", ""):
            refused(ERR.PIN_POLICY_VIOLATION, _set_padded, key, protocol, pin.encode())
        # Length is counted in characters.
        refused(ERR.PIN_POLICY_VIOLATION, _set_padded, key, protocol, "äöü".encode())
        key.pin(protocol).set_pin("A" * 63)
        refused(ERR.PIN_POLICY_VIOLATION, key.pin(protocol).change_pin, "A" * 63, "X" * 64)
        refused(ERR.PIN_POLICY_VIOLATION, _change_padded, key, protocol, "A" * 63, b"XXX\0")
        assert key.retries()[0] == 8
        key.pin(protocol).change_pin("A" * 63, "1234")
        key.token(pin="1234", protocol=protocol)


def _set_padded(key, protocol, pin):
    client = key.pin(protocol)
    agreement, secret = client._get_shared_secret()
    sealed = client.protocol.encrypt(secret, pin.ljust(64, b"\0"))
    param = client.protocol.authenticate(secret, sealed)
    key.ctap2.client_pin(protocol, CMD.SET_PIN, key_agreement=agreement, new_pin_enc=sealed, pin_uv_param=param)


def _change_padded(key, protocol, old, pin):
    client = key.pin(protocol)
    agreement, secret = client._get_shared_secret()
    hashed = client.protocol.encrypt(secret, sha256(old.encode())[:16])
    sealed = client.protocol.encrypt(secret, pin.ljust(64, b"\0"))
    param = client.protocol.authenticate(secret, sealed + hashed)
    key.ctap2.client_pin(
        protocol, CMD.CHANGE_PIN, key_agreement=agreement, pin_hash_enc=hashed, new_pin_enc=sealed, pin_uv_param=param
    )


def what_was_tampered_with_on_the_way_is_refused(key):
    for protocol in (1, 2):
        key.factory()
        client = key.pin(protocol)
        agreement, secret = client._get_shared_secret()
        sealed = client.protocol.encrypt(secret, b"1234".ljust(64, b"\0"))
        param = client.protocol.authenticate(secret, sealed)
        bad_param = param[:-1] + bytes([param[-1] ^ 1])
        bad_sealed = bytes([sealed[0] ^ 1]) + sealed[1:]
        for s, p in ((sealed, bad_param), (bad_sealed, param), (sealed, param[:8])):
            refused((ERR.PIN_AUTH_INVALID, ERR.INVALID_PARAMETER), key.ctap2.client_pin, protocol, CMD.SET_PIN,
                    key_agreement=agreement, new_pin_enc=s, pin_uv_param=p)
        short = client.protocol.encrypt(secret, b"1234".ljust(48, b"\0"))
        refused(ERR.INVALID_PARAMETER, key.ctap2.client_pin, protocol, CMD.SET_PIN, key_agreement=agreement,
                new_pin_enc=short, pin_uv_param=client.protocol.authenticate(secret, short))
        assert key.ctap2.get_info().options["clientPin"] is False
        client.set_pin(PIN)
        agreement, secret = client._get_shared_secret()
        hashed = client.protocol.encrypt(secret, sha256(PIN.encode())[:16])
        sealed = client.protocol.encrypt(secret, b"abcd".ljust(64, b"\0"))
        param = client.protocol.authenticate(secret, sealed + hashed)
        refused(ERR.PIN_AUTH_INVALID, key.ctap2.client_pin, protocol, CMD.CHANGE_PIN, key_agreement=agreement,
                pin_hash_enc=hashed, new_pin_enc=sealed, pin_uv_param=param[:-8] + b"U" * 8)
        assert key.retries()[0] == 8
        key.token(protocol=protocol)


def parameters_that_are_missing_are_missed(key):
    _with_pin(key)
    agreement, _ = key.pin()._get_shared_secret()
    call = key.ctap2.client_pin
    refused(ERR.MISSING_PARAMETER, call, 1, CMD.SET_PIN)
    refused(ERR.MISSING_PARAMETER, call, 1, CMD.CHANGE_PIN, key_agreement=agreement)
    refused(ERR.MISSING_PARAMETER, call, 1, CMD.GET_TOKEN_USING_PIN_LEGACY, key_agreement=agreement)
    refused(ERR.MISSING_PARAMETER, call, 1, CMD.GET_TOKEN_USING_PIN_LEGACY, pin_hash_enc=b"x" * 16)
    refused(ERR.MISSING_PARAMETER, key.ctap2.send_cbor, 0x06, {1: 1})
    refused_somehow(call, 3, CMD.GET_KEY_AGREEMENT)
    refused_somehow(call, 1, 0x77)
    assert key.retries()[0] == 8


def a_public_key_that_is_none_is_refused(key):
    _with_pin(key)
    agreement, _ = key.pin()._get_shared_secret()
    off_the_curve = dict(agreement)
    off_the_curve[-2] = b"\x01" * 32
    other_curve = dict(agreement)
    other_curve[-1] = 2
    short = dict(agreement)
    short[-2] = b"\x01" * 31
    for bad in (off_the_curve, other_curve, short, {}, {1: 2}):
        refused_somehow(key.ctap2.client_pin, 1, CMD.GET_TOKEN_USING_PIN_LEGACY, key_agreement=bad,
                        pin_hash_enc=b"x" * 16)
    assert key.retries()[0] in (8, 7)


def without_a_pin_there_is_nothing_to_change_or_to_prove(key):
    key.factory()
    refused(ERR.PIN_NOT_SET, key.token)
    refused(ERR.PIN_NOT_SET, key.pin().change_pin, PIN, "1234")
    refused(ERR.PIN_NOT_SET, key.raw_make, auth=b"")
    refused(ERR.PIN_NOT_SET, key.raw_get, auth=b"")
    refused(ERR.PIN_NOT_SET, key.raw_make, auth=b"", protocol=1)
    refused(ERR.PIN_NOT_SET, key.raw_get, auth=b"", protocol=1)
    # What nothing protects asks for no proof, and passes over one (§6.1.2 step 11).
    if not key.is_ctap21():
        refused_somehow(key.raw_make, auth=b"x" * 16, protocol=1)


def an_empty_proof_only_asks_which_key_is_touched(key):
    _with_pin(key)
    # Keys of CTAP 2.0 answer as Yubico's do.
    code = ERR.PIN_INVALID if key.is_ctap21() else ERR.PIN_AUTH_INVALID
    for protocol in (None, 1, 2):
        refused(code, key.raw_make, auth=b"", protocol=protocol)
        refused(code, key.raw_get, auth=b"", protocol=protocol)
    assert key.retries()[0] == 8


def a_proof_needs_its_protocol(key):
    _with_pin(key)
    for call in (key.raw_make, key.raw_get):
        refused(ERR.MISSING_PARAMETER, call, auth=b"x" * 16)
        refused(ERR.INVALID_PARAMETER, call, auth=b"x" * 16, protocol=99)
        for protocol in (1, 2):
            refused(ERR.PIN_AUTH_INVALID, call, auth=b"\x55" * 16, protocol=protocol)
            refused(ERR.PIN_AUTH_INVALID, call, auth=b"\x55" * 32, protocol=protocol)


def with_a_pin_only_whoever_knows_it_registers(key):
    _with_pin(key)
    free = key.info.options.get("makeCredUvNotRqd")
    if free:
        assert key.make().auth_data.flags & 0x05 == 0x01
    else:
        refused(ERR.PIN_REQUIRED, key.make)
    refused(ERR.PIN_REQUIRED, key.make, options={"rk": True})
    made = key.make_verified()
    assert made.auth_data.flags & 0x05 == 0x05
    # An assertion without it is one without the flag.
    got = key.get(allow=[descriptor(made)])
    assert got.auth_data.flags & 0x05 == 0x01
    verify(made, got)
    refused(ERR.NO_CREDENTIALS, key.get)


def wrong_pins_lock_it_until_a_power_cycle_and_in_the_end_for_good(key):
    _with_pin(key)
    made = key.make_verified()
    for attempt in range(1, 9):
        # CTAP 2.1 §6.5.5.7.1: the third in a row wants a power cycle, the eighth a reset.
        expected = ERR.PIN_BLOCKED if attempt == 8 else ERR.PIN_AUTH_BLOCKED if attempt in (3, 6) else ERR.PIN_INVALID
        refused(expected, key.token, pin="654321")
        assert key.retries()[0] == 8 - attempt, (attempt, key.retries())
        if expected == ERR.PIN_AUTH_BLOCKED:
            refused(ERR.PIN_AUTH_BLOCKED, key.token)
            refused(ERR.PIN_AUTH_BLOCKED, key.pin().change_pin, PIN, "abcdef")
            assert key.retries()[0] == 8 - attempt
            assert key.retries()[1] in (True, None)
            key.power_cycle()
    for cycle in range(2):
        refused(ERR.PIN_BLOCKED, key.token)
        refused(ERR.PIN_BLOCKED, key.token, protocol=2)
        refused(ERR.PIN_BLOCKED, key.pin().change_pin, PIN, "abcdef")
        assert key.retries()[0] == 0
        key.power_cycle()
    assert key.get(allow=[descriptor(made)]).auth_data.flags & 0x04 == 0
    key.factory()
    # Yubico's say no more than that of a key without one.
    refused(ERR.PIN_NOT_SET, key.retries)
    key.pin().set_pin(PIN)
    assert key.retries()[0] == 8
    key.token()


def the_right_pin_gives_all_tries_back(key):
    _with_pin(key)
    for wrong in range(2):
        refused(ERR.PIN_INVALID, key.token, pin="654321")
    key.token()
    assert key.retries()[0] == 8
    # And those in a row begin anew.
    for wrong in range(2):
        refused(ERR.PIN_INVALID, key.token, pin="654321")
    refused(ERR.PIN_AUTH_BLOCKED, key.token, pin="654321")


def a_lock_is_for_this_power_cycle_only_but_tries_are_lost(key):
    _with_pin(key)
    for wrong in range(2):
        refused(ERR.PIN_INVALID, key.token, pin="654321")
    key.power_cycle()
    assert key.retries()[0] == 6
    for wrong in range(2):
        refused(ERR.PIN_INVALID, key.token, pin="654321")
    refused(ERR.PIN_AUTH_BLOCKED, key.token, pin="654321")
    assert key.retries()[0] == 3
    key.power_cycle()
    key.token()
    assert key.retries()[0] == 8


def wrong_pins_count_when_changing_too(key):
    _with_pin(key, "T" * 63)
    for wrong in range(2):
        refused(ERR.PIN_INVALID, key.pin().change_pin, "eeeee", "NNNNN")
    key.pin().change_pin("T" * 63, "0000")
    for wrong in range(2):
        refused(ERR.PIN_INVALID, key.pin().change_pin, "T" * 63, "NNNNN")
    refused(ERR.PIN_AUTH_BLOCKED, key.pin().change_pin, "T" * 63, "NNNNN")
    refused(ERR.PIN_AUTH_BLOCKED, key.pin().change_pin, "0000", "NNNNN")
    key.power_cycle()
    refused(ERR.PIN_INVALID, key.pin().change_pin, "wrong", "NNNNN")
    key.pin().change_pin("0000", "NNNNN")
    key.token(pin="NNNNN")


def a_wrong_pin_changes_the_agreed_key(key):
    _with_pin(key)
    before = key.ctap2.client_pin(1, CMD.GET_KEY_AGREEMENT)[1]
    refused(ERR.PIN_INVALID, key.token, pin="654321")
    assert key.ctap2.client_pin(1, CMD.GET_KEY_AGREEMENT)[1] != before


def a_token_ends_with_the_power_and_with_the_next_one(key):
    _with_pin(key)
    if key.has_permissions():
        old = {"auth": authenticate(key.token(), HASH), "protocol": 1}
        key.make(**key.verified())
        refused(ERR.PIN_AUTH_INVALID, key.make, **old)
    old = {"auth": authenticate(key.token(), HASH), "protocol": 1}
    key.power_cycle()
    refused(ERR.PIN_AUTH_INVALID, key.make, **old)


def a_token_ends_when_the_pin_changes(key):
    _with_pin(key)
    old = {"auth": authenticate(key.token(), HASH), "protocol": 1}
    key.pin().change_pin(PIN, "abcdef")
    refused(ERR.PIN_AUTH_INVALID, key.make, **old)


def a_token_without_permissions_serves_as_ctap_2_0_had_it(key):
    """Keys without pinUvAuthToken give out tokens that serve until the next one."""
    _with_pin(key)
    if key.has_permissions():
        return
    asked = {"auth": authenticate(key.token(), HASH), "protocol": 1}
    made = [key.make(options={"rk": True}, user={"id": bytes([i]), "name": "n"}, **asked) for i in range(3)]
    assert all(m.auth_data.flags & 0x04 for m in made)
    assert key.get(allow=[descriptor(made[0])], **asked).auth_data.flags & 0x04
    key.make(rp={"id": "example.net", "name": "Other"}, **asked)


def permissions_are_asked_for_in_full(key):
    _with_pin(key)
    if not key.has_permissions():
        refused_somehow(key.ctap2.client_pin, 1, CMD.GET_TOKEN_USING_PIN, key_agreement={}, pin_hash_enc=b"x" * 16,
                        permissions=1)
        return
    refused(ERR.INVALID_PARAMETER, key.token, 0)
    refused(ERR.MISSING_PARAMETER, key.token, MAKE)
    refused(ERR.MISSING_PARAMETER, key.token, GET | MANAGE)
    if "bioEnroll" not in key.info.options:
        refused(ERR.UNAUTHORIZED_PERMISSION, key.token, ClientPin.PERMISSION.BIO_ENROLL)
    assert key.retries()[0] == 8


def a_permission_is_for_its_command_and_relying_party(key):
    _with_pin(key)
    if not key.has_permissions():
        return
    made = key.make_verified(options={"rk": True})
    for permission, rp_id in ((MANAGE, None), (GET, "example.org"), (MAKE, "example.net")):
        auth = authenticate(key.token(permission, rp_id), HASH)
        refused(ERR.PIN_AUTH_INVALID, key.make, auth=auth, protocol=1)
    for permission, rp_id in ((MANAGE, None), (MAKE, "example.org"), (GET, "example.net")):
        auth = authenticate(key.token(permission, rp_id), HASH)
        refused(ERR.PIN_AUTH_INVALID, key.get, auth=auth, protocol=1)
    verify(made, key.get_verified())


def a_permission_is_used_up_by_a_touch(key):
    _with_pin(key)
    if not key.has_permissions():
        return
    asked = key.verified(permission=MAKE)
    made = key.make(options={"rk": True}, **asked)
    refused(ERR.PIN_AUTH_INVALID, key.make, **asked)
    asked = key.verified(permission=GET)
    for silent in range(2):
        assert key.get(options={"up": False}, **asked).auth_data.flags & 0x05 == 0x04
    refused(ERR.PIN_AUTH_INVALID, key.get, rp_id="example.net", **asked)
    verify(made, key.get(**asked))
    refused(ERR.PIN_AUTH_INVALID, key.get, **asked)


def the_old_command_gives_a_token_for_both_ceremonies_of_the_first_relying_party(key):
    _with_pin(key)
    if not key.has_permissions():
        return
    client = key.pin()
    agreement, secret = client._get_shared_secret()
    sealed = client.protocol.encrypt(secret, sha256(PIN.encode())[:16])
    answer = key.ctap2.client_pin(1, CMD.GET_TOKEN_USING_PIN_LEGACY, key_agreement=agreement, pin_hash_enc=sealed)
    auth = authenticate(client.protocol.decrypt(secret, answer[2]), HASH)
    made = key.make(options={"rk": True}, auth=auth, protocol=1)
    assert made.auth_data.flags & 0x04
    refused(ERR.INVALID_PARAMETER, key.ctap2.client_pin, 1, CMD.GET_TOKEN_USING_PIN_LEGACY, key_agreement=agreement,
            pin_hash_enc=sealed, permissions=1)


def a_pin_outlives_a_power_cycle(key):
    _with_pin(key)
    key.power_cycle()
    assert key.info.options["clientPin"] is True
    assert key.make_verified().auth_data.flags & 0x04
