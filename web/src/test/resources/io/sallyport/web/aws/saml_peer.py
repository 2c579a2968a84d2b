# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""An identity provider that nobody here wrote: pysaml2, which signs and encrypts with xmlsec1.

Arguments: key, certificate, entity id, certificate to encrypt for, and what to answer as JSON. Prints JSON.
"""
import base64
import json
import os
import re
import subprocess
import sys
import tempfile

from saml2 import BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAME_FORMAT_URI, NAMEID_FORMAT_PERSISTENT, NameID
from saml2.server import Server
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

XMLSEC = "/usr/bin/xmlsec1"
AWS = """<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:amazon:webservices">
  <md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:AssertionConsumerService index="1" Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
        Location="https://signin.aws.amazon.com/saml"/>
  </md:SPSSODescriptor></md:EntityDescriptor>"""
TEMPLATE = """<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"
    Type="http://www.w3.org/2001/04/xmlenc#Element"><xenc:EncryptionMethod Algorithm="{cipher}"/>
  <ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><xenc:EncryptedKey>
    <xenc:EncryptionMethod Algorithm="{transport}"/>
    <xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>
  <xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>"""


def encrypted(response, certificate, cipher, transport):
    """The response with its assertion, as it was signed, encrypted."""
    saml = re.search(r'xmlns:(\w+)="urn:oasis:names:tc:SAML:2.0:assertion"', response).group(1)
    response = re.sub("<%s:Assertion .*</%s:Assertion>" % (saml, saml),
                      lambda found: "<%s:EncryptedAssertion>%s</%s:EncryptedAssertion>" % (saml, found.group(0), saml),
                      response, flags=re.S)
    with tempfile.TemporaryDirectory() as directory:
        document, template = os.path.join(directory, "document.xml"), os.path.join(directory, "template.xml")
        with open(document, "w", encoding="utf-8") as file:
            file.write(response)
        with open(template, "w", encoding="utf-8") as file:
            file.write(TEMPLATE.format(cipher=cipher, transport=transport))
        return subprocess.run(
            [XMLSEC, "--encrypt", "--pubkey-cert-pem", certificate,
             "--session-key", re.search(r"aes\d+", cipher).group(0).replace("aes", "aes-"),
             "--xml-data", document, "--node-xpath", "//*[local-name()='EncryptedAssertion']/*", template],
            check=True, capture_output=True, text=True).stdout


def main():
    key, certificate, entity, recipient, asked = sys.argv[1:]
    config = IdPConfig().load({
        "entityid": entity,
        "service": {"idp": {
            "endpoints": {"single_sign_on_service": [("https://idp.example.com/sso", BINDING_HTTP_REDIRECT)]},
            "policy": {"default": {"lifetime": {"minutes": 4}, "attribute_restrictions": None,
                                   "name_form": NAME_FORMAT_URI}},
        }},
        "metadata": {"inline": [AWS]},
        "key_file": key, "cert_file": certificate, "xmlsec_binary": XMLSEC,
    })
    provider = Server(config=config)
    responses = []
    for one in json.loads(asked):
        response = str(provider.create_authn_response(
            one["attributes"], None, "https://signin.aws.amazon.com/saml", "urn:amazon:webservices",
            name_id=NameID(format=NAMEID_FORMAT_PERSISTENT, text=one["subject"]),
            sign_response=one["signs"] in ("response", "both"), sign_assertion=one["signs"] in ("assertion", "both"),
            sign_alg=SIG_RSA_SHA256, digest_alg=DIGEST_SHA256,
            authn={"class_ref": "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"}))
        if "cipher" in one:
            response = encrypted(response, recipient, one["cipher"], one["transport"])
        responses.append(base64.b64encode(response.encode("utf-8")).decode("ascii"))
    json.dump({"metadata": str(entity_descriptor(config)), "responses": responses}, sys.stdout)


main()
