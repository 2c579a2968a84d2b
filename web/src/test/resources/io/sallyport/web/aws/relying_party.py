# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""Another system that is shown a token of GetWebIdentityToken: PyJWT verifies it by what the issuer publishes. Prints
{"header", "claims"}, or {"refused"}. Usage: relying_party.py CONFIGURATION_URL ISSUER AUDIENCE TOKEN [HOST]"""

import json
import sys
import urllib.request

import jwt

configuration_url, issuer, audience, token = sys.argv[1:5]
host = sys.argv[5] if len(sys.argv) > 5 else None


def get(url):
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


configuration = get(configuration_url)
assert configuration["issuer"] == issuer, configuration
# Where an issuer of AWS's shape keeps its keys, nobody can look in a test: they are beside the configuration.
keys = get(configuration_url.replace("openid-configuration", "jwks.json"))
assert configuration["jwks_uri"].endswith("/.well-known/jwks.json"), configuration
header = jwt.get_unverified_header(token)
key = [key for key in keys["keys"] if key["kid"] == header["kid"]][0]
try:
    claims = jwt.decode(
        token,
        jwt.PyJWK(key).key,
        algorithms=configuration["id_token_signing_alg_values_supported"],
        audience=audience,
        issuer=issuer,
        # The server of the test lives at a time of its own.
        options={"verify_exp": False, "verify_iat": False, "require": ["exp", "iat", "sub", "jti"]},
    )
    json.dump({"header": header, "claims": claims, "keys": keys["keys"]}, sys.stdout)
except jwt.InvalidTokenError as refused:
    json.dump({"refused": type(refused).__name__}, sys.stdout)
