# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""Yubico's python-fido2 as a U2F host of the simulated key on a loopback port: its Ctap1, and Ctap2 with the same keys."""

import sys
import time

from fido2.cose import ES256 as Es256Key
from fido2.ctap1 import APDU, ApduError, Ctap1
from fido2.ctap2 import Ctap2
from fido2.hid import CAPABILITY, CtapHidDevice
from fido2.hid.base import HidDescriptor
from fido2.utils import sha256

from python_fido2 import ES256, RP, TcpConnection

APP_ID = "https://example.org/app-id.json"
APPLICATION = sha256(APP_ID.encode())
CHALLENGE = sha256(b"challenge")


def touched(call, *args):
    """Asks until the key is touched, as hosts of U2F do."""
    for asked in range(100):
        try:
            return asked, call(*args)
        except ApduError as e:
            assert e.code == APDU.USE_NOT_SATISFIED, e
            time.sleep(0.005)
    raise AssertionError("nobody touched the key")


def refused(code, call, *args, **kwargs):
    try:
        call(*args, **kwargs)
    except ApduError as e:
        assert e.code == code and not e.data, e
    else:
        raise AssertionError("%04x expected" % code)


def u2f(ctap1):
    assert ctap1.get_version() == "U2F_V2"
    asked, made = touched(ctap1.register, CHALLENGE, APPLICATION)
    assert asked > 0
    made.verify(APPLICATION, CHALLENGE)
    counters = []
    for _ in range(2):
        asked, signed = touched(ctap1.authenticate, CHALLENGE, APPLICATION, made.key_handle)
        assert asked > 0 and signed.user_presence == 1
        signed.verify(APPLICATION, CHALLENGE, made.public_key)
        counters.append(signed.counter)
    assert counters[1] == counters[0] + 1, counters
    refused(APDU.USE_NOT_SATISFIED, ctap1.authenticate, CHALLENGE, APPLICATION, made.key_handle, check_only=True)
    refused(APDU.WRONG_DATA, ctap1.authenticate, CHALLENGE, sha256(b"other"), made.key_handle, check_only=True)
    refused(APDU.WRONG_DATA, ctap1.authenticate, CHALLENGE, APPLICATION, made.key_handle[:-1])
    refused(0x6D00, ctap1.send_apdu, 0, 0x04)
    refused(0x6E00, ctap1.send_apdu, 0x80, 0x03)
    refused(0x6700, ctap1.send_apdu, 0, 0x01, 0, 0, b"short")
    return made


def both(ctap1, ctap2, made):
    """What one protocol registers signs in the other (CTAP 2.1 section 7)."""
    descriptor = {"type": "public-key", "id": made.key_handle}
    assertion = ctap2.get_assertion(APP_ID, CHALLENGE, allow_list=[descriptor])
    assert assertion.auth_data.rp_id_hash == APPLICATION
    assertion.verify(CHALLENGE, Es256Key.from_ctap1(made.public_key))

    credential = ctap2.make_credential(CHALLENGE, RP, {"id": b"one", "name": "one"}, ES256).auth_data.credential_data
    application = sha256(RP["id"].encode())
    point = b"\x04" + credential.public_key[-2] + credential.public_key[-3]
    _, signed = touched(ctap1.authenticate, CHALLENGE, application, credential.credential_id)
    signed.verify(application, CHALLENGE, point)
    assert signed.counter > assertion.auth_data.counter


def main():
    device = CtapHidDevice(HidDescriptor("loopback", 0, 0, 64, 64), TcpConnection(int(sys.argv[1])))
    assert not device.capabilities & CAPABILITY.NMSG
    ctap1 = Ctap1(device)
    made = u2f(ctap1)
    if device.capabilities & CAPABILITY.CBOR:
        both(ctap1, Ctap2(device), made)
    else:
        try:
            Ctap2(device)
        except ValueError as e:
            assert "does not support" in str(e), e
        else:
            raise AssertionError("a key without CTAP2 has no Ctap2")
    print("ok")


if __name__ == "__main__":
    main()
