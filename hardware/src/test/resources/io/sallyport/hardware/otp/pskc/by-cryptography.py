# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""Writes a container with python3-cryptography: the cipher's URI, the key in hex (of RSA the public one), the seed in hex."""
import base64
import os
import sys

from cryptography.hazmat.primitives import hashes, keywrap, serialization
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

uri, key, seed = sys.argv[1], bytes.fromhex(sys.argv[2]), bytes.fromhex(sys.argv[3])
options = sys.argv[4:]
name = uri.split('#')[1]
detail = ''


def hash_of(text):
    return getattr(hashes, text.upper())()


if name.endswith('-gcm'):
    nonce = os.urandom(12)
    value = nonce + AESGCM(key).encrypt(nonce, seed, None)
elif name.endswith('-pad'):
    value = keywrap.aes_key_wrap_with_padding(key, seed)
elif name == 'rsa-1_5':
    value = serialization.load_der_public_key(key).encrypt(seed, padding.PKCS1v15())
else:
    digest, mask, label = options
    value = serialization.load_der_public_key(key).encrypt(
        seed, padding.OAEP(padding.MGF1(hash_of(mask)), hash_of(digest), label.encode() or None))
    space = {'sha1': 'http://www.w3.org/2000/09/xmldsig#', 'sha384': 'http://www.w3.org/2001/04/xmldsig-more#'}
    detail = (f'<ds:DigestMethod Algorithm="{space.get(digest, "http://www.w3.org/2001/04/xmlenc#")}{digest}"/>'
              f'<xenc11:MGF Algorithm="http://www.w3.org/2009/xmlenc11#mgf1{mask}"/>')
    if label:
        detail = f'<xenc:OAEPparams>{base64.b64encode(label.encode()).decode()}</xenc:OAEPparams>' + detail

print(f'''<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"
    xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"
    xmlns:xenc11="http://www.w3.org/2009/xmlenc11#">
  <EncryptionKey><ds:KeyName>peer</ds:KeyName></EncryptionKey>
  <KeyPackage>
    <DeviceInfo><SerialNo>PEER00000001</SerialNo></DeviceInfo>
    <Key Id="1" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
      <AlgorithmParameters><ResponseFormat Encoding="DECIMAL" Length="6"/></AlgorithmParameters>
      <Data>
        <Secret>
          <EncryptedValue>
            <xenc:EncryptionMethod Algorithm="{uri}">{detail}</xenc:EncryptionMethod>
            <xenc:CipherData><xenc:CipherValue>{base64.encodebytes(value).decode()}</xenc:CipherValue></xenc:CipherData>
          </EncryptedValue>
        </Secret>
      </Data>
    </Key>
  </KeyPackage>
</KeyContainer>''')
