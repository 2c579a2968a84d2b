# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""python-fido2 enrols fingers on a key that has a sensor, and has its user verified by one."""

from fido2.client import Fido2Client
from fido2.ctap2 import ClientPin
from fido2.ctap2.bio import FPBioEnrollment
from fido2.ctap2.pin import PinProtocolV1, PinProtocolV2
from fido2.server import Fido2Server
from fido2.webauthn import PublicKeyCredentialRpEntity

from python_fido2 import ES256, ORIGIN, RP, refused
from python_pin import ERR, PIN, Key

ENROLL = ClientPin.PERMISSION.BIO_ENROLL


def enroll(bio):
    context = bio.enroll()
    samples = 1
    while context.capture() is None:
        samples += 1
    assert samples == bio.get_fingerprint_sensor_info()[3] and context.remaining == 0
    return context.template_id


def manage(key):
    refused(ERR.PIN_REQUIRED, key.ctap.bio_enrollment, modality=1, sub_cmd=1, sub_cmd_params={})
    key.pin.set_pin(PIN)
    assert key.ctap.get_info().options["bioEnroll"] is False and key.ctap.get_info().options["uv"] is False
    refused(ERR.NOT_ALLOWED, key.pin.get_uv_token, 4)
    bio = FPBioEnrollment(key.ctap, key.protocol, key.pin.get_pin_token(PIN, ENROLL))
    assert bio.enumerate_enrollments() == {}
    ids = [enroll(bio) for _ in range(5)]
    assert bio.enumerate_enrollments() == {i: "" for i in ids}
    refused(ERR.FP_DATABASE_FULL, bio.enroll_begin)
    limit = 15
    bio.set_name(ids[0], "x" * limit)
    refused(ERR.INVALID_LENGTH, bio.set_name, ids[1], "x" * (limit + 1))
    assert bio.enumerate_enrollments()[ids[0]] == "x" * limit
    bio.remove_enrollment(ids[4])
    refused(ERR.INVALID_OPTION, bio.remove_enrollment, ids[4])
    refused(ERR.INVALID_OPTION, bio.set_name, ids[4], "x")
    context = bio.enroll()
    context.capture()
    half = context.template_id
    context.cancel()
    refused(ERR.INVALID_OPTION, bio.enroll_capture_next, half)
    assert half not in bio.enumerate_enrollments()
    other = FPBioEnrollment(key.ctap, key.protocol, key.pin.get_pin_token(PIN, 4))
    refused(ERR.PIN_AUTH_INVALID, other.enumerate_enrollments)
    assert key.ctap.get_info().options["bioEnroll"] is True and key.ctap.get_info().options["uv"] is True


def verify(key):
    client = Fido2Client(key.device, ORIGIN)
    server = Fido2Server(PublicKeyCredentialRpEntity(**RP))
    options, state = server.register_begin({"id": b"u", "name": "u"}, user_verification="required")
    made = client.make_credential(options["publicKey"])
    data = server.register_complete(state, made.client_data, made.attestation_object)
    assert data.is_user_verified() and data.is_user_present()
    options, state = server.authenticate_begin([data.credential_data], user_verification="required")
    got = client.get_assertion(options["publicKey"]).get_response(0)
    assert got.authenticator_data.is_user_verified()
    assert key.pin.get_uv_retries()[0] == 3
    token = key.pin.get_uv_token(1, "example.org")
    digest = bytes(32)
    made = key.ctap.make_credential(
        digest, RP, {"id": b"v", "name": "v"}, ES256,
        pin_uv_param=key.protocol.authenticate(token, digest), pin_uv_protocol=key.protocol.VERSION,
    )
    assert made.auth_data.is_user_verified() and made.auth_data.is_user_present()


def main():
    for protocol in (PinProtocolV1(), PinProtocolV2()):
        key = Key(protocol)
        manage(key)
        verify(key)
        key = key.power_cycle()
        key.ctap.reset()
        assert key.ctap.get_info().options["uv"] is False
        key.connection.close()
    print("ok")


if __name__ == "__main__":
    main()
