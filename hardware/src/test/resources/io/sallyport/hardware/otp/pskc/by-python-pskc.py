# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""Writes a container with python3-pskc: KEY|PASSWORD, the cipher, the key in hex or the password, the PRF, the seed in hex."""
import sys

from pskc import PSKC

kind, cipher, key, prf, seed = sys.argv[1:6]
pskc = PSKC()
totp = pskc.add_device(manufacturer='Peer', serial='PEER00000001').add_key(
    id='1', algorithm='urn:ietf:params:xml:ns:keyprov:pskc:totp', secret=bytes.fromhex(seed), time_interval=60,
    time_drift=9, response_length=8, response_encoding='DECIMAL', algorithm_suite='HMAC-SHA256')
hotp = pskc.add_device(manufacturer='Peer', serial='PEER00000002').add_key(
    id='2', algorithm='urn:ietf:params:xml:ns:keyprov:pskc:hotp', secret=bytes.fromhex(seed), counter=300,
    response_length=6, response_encoding='DECIMAL')
# A wrapping cipher takes whole blocks, which numbers are not.
fields = ['secret', 'counter', 'time_drift'] if cipher.endswith('-cbc') else ['secret']
if kind == 'KEY':
    pskc.encryption.setup_preshared_key(key=bytes.fromhex(key), algorithm=cipher, key_name='peer', fields=fields)
else:
    pskc.encryption.setup_pbkdf2(
        key, algorithm=cipher, key_name='peer', prf=prf or None, iterations=1000, fields=fields)
pskc.write(sys.stdout.buffer)
