# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""CTAP 2.1 §11.2, packet by packet."""

import os
import struct
import time

from fido2.hid import CTAPHID

from ctap_key import ERR, refused

BROADCAST = 0xFFFFFFFF
NONCE = b"\x11\x22\x33\x44\x55\x66\x77\x88"
INIT = b"\x86\x00\x08" + NONCE


def _ping(length):
    return struct.pack(">BH", 0x81, length)


def _expect_error(key, code, channel=None):
    got, command, payload = key.receive()
    assert got == (key.device._channel_id if channel is None else channel), hex(got)
    assert (command, payload) == (0xBF, bytes([code])), (hex(command), payload)


def _silent(key, seconds=0.3):
    try:
        answer = key.receive(seconds)
    except OSError:
        return
    raise AssertionError("it said %r" % (answer,))


def it_echoes_every_length(key):
    for length in (0, 1, 56, 57, 58, 116, 117, 1000, 1024, 7608, 7609):
        data = os.urandom(length)
        assert key.device.call(CTAPHID.PING, data) == data, length


def it_is_not_slow(key):
    begun = time.monotonic()
    key.device.call(CTAPHID.PING, os.urandom(1000))
    assert time.monotonic() - begun < 0.5


def it_keeps_a_channel_that_asks_for_itself(key):
    answer = key.device.call(CTAPHID.INIT, NONCE)
    assert answer[:8] == NONCE and len(answer) == 17
    assert struct.unpack_from(">I", answer, 8)[0] == key.device._channel_id


def each_broadcast_gets_a_channel_of_its_own(key):
    seen = {key.device._channel_id}
    for i in range(5):
        key.send(INIT, BROADCAST)
        channel, command, payload = key.receive()
        assert (channel, command, payload[:8]) == (BROADCAST, 0x86, NONCE)
        seen.add(struct.unpack_from(">I", payload, 8)[0])
    assert len(seen) == 6 and not seen & {0, BROADCAST}


def it_winks(key):
    assert key.device.call(CTAPHID.WINK, b"") == b""


def a_cbor_message_without_a_command_has_the_wrong_length(key):
    refused(ERR.INVALID_LENGTH, key.device.call, CTAPHID.CBOR, b"")


def a_u2f_message_without_an_apdu_has_the_wrong_length(key):
    refused(ERR.INVALID_LENGTH, key.device.call, CTAPHID.MSG, b"")


def an_init_of_another_length_is_refused(key):
    for payload in (b"", NONCE[:7], NONCE + b"\x99"):
        refused(ERR.INVALID_LENGTH, key.device.call, CTAPHID.INIT, payload)


def commands_that_nobody_knows_are_refused(key):
    for command in (0x66, 0x40, 0x7F, 0x02, 0x00):
        refused(ERR.INVALID_COMMAND, key.device.call, command, b"")
        data = os.urandom(100)
        assert key.device.call(CTAPHID.PING, data) == data


def a_message_longer_than_129_packets_is_refused(key):
    key.send(b"\x81\x1d\xba\x00")
    _expect_error(key, ERR.INVALID_LENGTH)
    key.send(_ping(7610))
    _expect_error(key, ERR.INVALID_LENGTH)
    assert key.device.call(CTAPHID.PING, b"still here") == b"still here"


def a_skipped_packet_ends_the_message(key):
    key.send(_ping(0x490))
    key.send(b"\x00")
    key.send(b"\x01")
    key.send(b"\x03")
    _expect_error(key, ERR.INVALID_SEQ)
    # What else of it comes belongs to nothing.
    key.send(b"\x04")
    _silent(key)
    assert key.device.call(CTAPHID.PING, b"still here") == b"still here"


def a_repeated_packet_ends_the_message(key):
    key.send(_ping(0x490))
    key.send(b"\x00")
    key.send(b"\x00")
    _expect_error(key, ERR.INVALID_SEQ)


def init_abandons_the_message_of_its_channel(key):
    key.send(_ping(0x400))
    key.send(b"\x00")
    key.send(b"\x01")
    assert key.device.call(CTAPHID.INIT, NONCE)[:8] == NONCE
    assert key.device.call(CTAPHID.PING, b"x" * 100) == b"x" * 100
    _silent(key, 0.8)


def init_of_another_channel_is_answered_in_the_middle_of_a_message(key):
    key.send(_ping(100))
    key.send(INIT, BROADCAST)
    channel, command, payload = key.receive()
    assert (channel, command, payload[:8]) == (BROADCAST, 0x86, NONCE)
    key.send(b"\x00")
    channel, command, payload = key.receive()
    assert (channel, command, len(payload)) == (key.device._channel_id, 0x81, 57)
    key.receive()


def a_host_that_brings_its_own_channel_is_answered_there(key):
    key.send(INIT, 0x11223344)
    channel, command, payload = key.receive()
    assert (channel, command, payload[:8]) == (0x11223344, 0x86, NONCE), (hex(channel), hex(command), payload)
    key.send(_ping(5) + b"hello", 0x11223344)
    assert key.receive() == (0x11223344, 0x81, b"hello")


def such_a_host_is_answered_in_the_middle_of_another_ones_message(key):
    key.send(_ping(0x1000))
    key.send(b"\x00")
    key.send(INIT, 0x11223344)
    channel, command, payload = key.receive()
    assert (channel, command, payload[:8]) == (0x11223344, 0x86, NONCE), (hex(channel), hex(command), payload)
    _expect_error(key, ERR.TIMEOUT)


def a_message_that_stays_half_ends_after_half_a_second(key):
    begun = time.monotonic()
    key.send(_ping(0x400))
    key.send(b"\x00")
    key.send(b"\x01")
    _expect_error(key, ERR.TIMEOUT)
    assert 0.4 < time.monotonic() - begun < 1.0
    assert key.device.call(CTAPHID.PING, b"still here") == b"still here"


def a_new_message_in_the_middle_of_one_breaks_the_sequence(key):
    key.send(_ping(0x400))
    key.send(b"\x00")
    key.send(_ping(0x1000))
    _expect_error(key, ERR.INVALID_SEQ)
    # A continuation without a beginning is nothing.
    key.device.call(CTAPHID.INIT, NONCE)
    key.send(b"\x01\x10\x00")
    _silent(key)


def other_channels_find_it_busy_at_once(key):
    key.send(_ping(0x400))
    begun = time.monotonic()
    for channel in (0x11223344, 0x55667788):
        key.send(_ping(0x400), channel)
        _expect_error(key, ERR.CHANNEL_BUSY, channel)
    assert time.monotonic() - begun < 0.1
    _expect_error(key, ERR.TIMEOUT)


def a_message_survives_another_channels_attempts(key):
    one, two = 0x11223344, 0x01223344
    for channel in (two, one):
        key.send(INIT, channel)
        assert key.receive()[0] == channel
    key.send(_ping(99) + b"a" * 57, one)
    key.send(_ping(99) + b"b" * 57, two)
    _expect_error(key, ERR.CHANNEL_BUSY, two)
    key.send(b"\x00" + b"b" * 42, two)
    key.send(b"\x00" + b"a" * 42, one)
    channel, command, payload = key.receive()
    assert (channel, command, payload) == (one, 0x81, b"a" * 57)
    assert key.wire.read_packet()[:47] == struct.pack(">IB", one, 0) + b"a" * 42
    _silent(key)


def channel_zero_is_none(key):
    key.send(INIT, 0)
    _expect_error(key, ERR.INVALID_CHANNEL, 0)
    key.send(_ping(8) + NONCE, 0)
    _expect_error(key, ERR.INVALID_CHANNEL, 0)


def the_broadcast_channel_is_for_init_only(key):
    key.send(_ping(8) + NONCE, BROADCAST)
    _expect_error(key, ERR.INVALID_CHANNEL, BROADCAST)


def a_channel_that_nobody_opened_is_none(key):
    key.send(_ping(8) + NONCE, 0x0BADCAFE)
    _expect_error(key, ERR.INVALID_CHANNEL, 0x0BADCAFE)
    assert key.device.call(CTAPHID.PING, b"still here") == b"still here"


def a_cancel_with_nothing_to_cancel_is_passed_over(key):
    key.send(b"\x91\x00\x00")
    _silent(key)
    assert key.device.call(CTAPHID.PING, b"still here") == b"still here"


def a_lock_keeps_other_channels_out_until_it_ends(key):
    if not key.device.capabilities & 0x02 and not _locks(key):
        return
    key.send(INIT, 0x11223344)
    key.receive()
    key.device.call(CTAPHID.LOCK, b"\x02")
    key.send(_ping(1) + b"x", 0x11223344)
    _expect_error(key, ERR.CHANNEL_BUSY, 0x11223344)
    assert key.device.call(CTAPHID.PING, b"mine") == b"mine"
    key.device.call(CTAPHID.LOCK, b"\x00")
    key.send(_ping(1) + b"x", 0x11223344)
    assert key.receive() == (0x11223344, 0x81, b"x")
    refused(ERR.INVALID_PARAMETER, key.device.call, CTAPHID.LOCK, b"\x0b")


def _locks(key):
    try:
        key.device.call(CTAPHID.LOCK, b"\x00")
    except Exception:
        return False
    return True
