# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""An OpenID Connect provider, and those who would like to be it. Keys are made by pyca/cryptography, good tokens by PyJWT,
forged ones by hand. Prints {"jwks", "good", "forged", "made"}; forged tokens come with the code and the words that refuse
them. Usage: identity_provider.py ISSUER AUDIENCE NOW [CLAIMS...]: CLAIMS are JSON objects, signed as they are, "made"."""

import base64
import hashlib
import hmac
import json
import sys

import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

ISSUER, AUDIENCE, NOW = sys.argv[1], sys.argv[2], int(sys.argv[3])
CLAIMS = {"iss": ISSUER, "sub": "repo:acme/app:ref:refs/heads/main", "aud": AUDIENCE, "iat": NOW, "exp": NOW + 600}

NOT_ONE = "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)"
NO_KEY = (
    "Couldn't retrieve verification key from your identity provider, please reference AssumeRoleWithWebIdentity"
    " documentation for requirements"
)

rsa_key = rsa.generate_private_key(65537, 2048)
other_rsa = rsa.generate_private_key(65537, 2048)
small_rsa = rsa.generate_private_key(65537, 1024)
attacker = rsa.generate_private_key(65537, 2048)
curves = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}
ec_keys = {name: ec.generate_private_key(curve) for name, curve in curves.items()}


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def jwk(key, kid, **more):
    public = key.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        made = json.loads(RSAAlgorithm.to_jwk(public))
        made.pop("key_ops", None)
    else:
        size = (public.curve.key_size + 7) // 8
        numbers = public.public_numbers()
        names = {"secp256r1": "P-256", "secp384r1": "P-384", "secp521r1": "P-521"}
        made = {
            "kty": "EC",
            "crv": names[public.curve.name],
            "x": b64(numbers.x.to_bytes(size, "big")),
            "y": b64(numbers.y.to_bytes(size, "big")),
        }
    return {**made, "kid": kid, **more}


JWKS = {
    "keys": [
        jwk(rsa_key, "rsa", use="sig"),
        jwk(other_rsa, "other"),
        jwk(small_rsa, "small"),
        jwk(rsa_key, "for-encryption", use="enc"),
        jwk(rsa_key, "rs512-only", alg="RS512"),
        jwk(ec_keys["ES256"], "ES256"),
        jwk(ec_keys["ES384"], "ES384"),
        jwk(ec_keys["ES512"], "ES512"),
        {"kty": "oct", "k": b64(b"a secret that somebody published"), "kid": "secret"},
    ]
}


def pyjwt(claims, algorithm="RS256", key=None, kid="rsa", **header):
    key = key or (rsa_key if algorithm.startswith("RS") else ec_keys[algorithm])
    named = {} if kid is None else {"kid": kid}
    return jwt.encode(claims, key, algorithm=algorithm, headers={**named, **header})


def part(value):
    return b64(value if isinstance(value, bytes) else json.dumps(value).encode())


def forge(header, payload, sign):
    signed = part(header) + "." + part(payload)
    return signed + "." + b64(sign(signed.encode()))


def rs256(key):
    return lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256())


def ecdsa(key, digest):
    def sign(data):
        r, s = utils.decode_dss_signature(key.sign(data, ec.ECDSA(digest)))
        size = (key.curve.key_size + 7) // 8
        return r.to_bytes(size, "big") + s.to_bytes(size, "big")

    return sign


def hs256(secret):
    return lambda data: hmac.new(secret, data, hashlib.sha256).digest()


def without(*names):
    return {name: value for name, value in CLAIMS.items() if name not in names}


def changed(**claims):
    return pyjwt({**CLAIMS, **claims})


good = {
    **{algorithm: pyjwt(CLAIMS, algorithm) for algorithm in ("RS256", "RS384", "RS512")},
    **{algorithm: pyjwt(CLAIMS, algorithm, kid=algorithm) for algorithm in ec_keys},
    "without a key id": pyjwt(CLAIMS, kid=None),
    "one audience in a list": changed(aud=[AUDIENCE]),
    "for the authorized party": changed(aud=["somebody", "else"], azp=AUDIENCE),
    "until the last second": changed(exp=NOW + 1),
    "its issuer's clock a little ahead": changed(iat=NOW + 20, nbf=NOW + 20),
    "another type": pyjwt(CLAIMS, typ="at+jwt"),
}

plain = pyjwt(CLAIMS)
head, body, signature = plain.split(".")
pem = rsa_key.public_key().public_bytes(
    serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
)
der = rsa_key.public_key().public_bytes(
    serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
)
attackers = jwk(attacker, "rsa")
RS = {"alg": "RS256", "kid": "rsa", "typ": "JWT"}

forged = {}


def refused(name, token, message, code="InvalidIdentityToken"):
    forged[name] = {"token": token, "code": code, "message": message}


# Signatures
for spelling in ("none", "None", "NONE", "nOnE"):
    refused("alg " + spelling, part({"alg": spelling, "typ": "JWT"}) + "." + body + ".", NOT_ONE)
refused("alg none with a signature", part({"alg": "none"}) + "." + body + "." + signature, NOT_ONE)
refused("alg none with the key's id", forge({"alg": "none", "kid": "rsa"}, CLAIMS, lambda data: b"x"), NOT_ONE)
refused("no alg", forge({"kid": "rsa"}, CLAIMS, rs256(rsa_key)), NOT_ONE)
refused("no signature", head + "." + body + ".", NOT_ONE)
refused("two parts", head + "." + body, NOT_ONE)
refused("four parts", plain + ".x", NOT_ONE)
refused("five parts, as if encrypted", head + ".." + body + "." + signature + "." + signature, NOT_ONE)
for name, secret in (
    ("PEM", pem),
    ("PEM without its end", pem.strip()),
    ("DER", der),
    ("JWK", json.dumps(JWKS["keys"][0]).encode()),
    ("modulus", rsa_key.public_key().public_numbers().n.to_bytes(256, "big")),
):
    refused("HS256 with the public key as " + name, forge({"alg": "HS256", "kid": "rsa"}, CLAIMS, hs256(secret)), NOT_ONE)
refused(
    "HS256 with a published secret",
    forge({"alg": "HS256", "kid": "secret"}, CLAIMS, hs256(b"a secret that somebody published")),
    NOT_ONE,
)
refused(
    "RS256 by an HMAC", forge({"alg": "RS256", "kid": "secret"}, CLAIMS, hs256(b"a secret that somebody published")), NO_KEY
)
refused(
    "PS256",
    forge(
        {"alg": "PS256", "kid": "rsa"},
        CLAIMS,
        lambda data: rsa_key.sign(data, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256()),
    ),
    NOT_ONE,
)
refused("RS256 that is SHA-1", forge(RS, CLAIMS, lambda d: rsa_key.sign(d, padding.PKCS1v15(), hashes.SHA1())), NO_KEY)
refused("signed by somebody else", forge(RS, CLAIMS, rs256(attacker)), NO_KEY)
refused("by another key of the provider than it names", forge(RS, CLAIMS, rs256(other_rsa)), NO_KEY)
refused("by a key of 1024 bits", pyjwt(CLAIMS, key=small_rsa, kid="small"), NO_KEY)
refused("by a key for encryption", pyjwt(CLAIMS, kid="for-encryption"), NO_KEY)
refused("by a key for another algorithm", pyjwt(CLAIMS, kid="rs512-only"), NO_KEY)
refused(
    "ES256 on another curve",
    forge({"alg": "ES256", "kid": "ES384"}, CLAIMS, ecdsa(ec_keys["ES384"], hashes.SHA256())),
    NO_KEY,
)
refused(
    "ES384 by a key of ES256",
    forge({"alg": "ES384", "kid": "ES256"}, CLAIMS, ecdsa(ec_keys["ES256"], hashes.SHA384())),
    NO_KEY,
)
refused("a signature of zeros", forge({"alg": "ES256", "kid": "ES256"}, CLAIMS, lambda data: bytes(64)), NO_KEY)
refused(
    "a signature in DER",
    forge({"alg": "ES256", "kid": "ES256"}, CLAIMS, lambda d: ec_keys["ES256"].sign(d, ec.ECDSA(hashes.SHA256()))),
    NO_KEY,
)
refused("a signature of another token", head + "." + part({**CLAIMS, "sub": "admin"}) + "." + signature, NO_KEY)
refused("a header of another token", part({**RS, "x": 1}) + "." + body + "." + signature, NO_KEY)
refused("a signature cut short", plain[:-2], NO_KEY)

# What a header says of keys
for kid in ("unknown", "", "../../../../dev/null", "rsa' OR '1'='1", "rsa\u0000", "RSA", "http://127.0.0.1/keys"):
    refused("key id " + repr(kid), pyjwt(CLAIMS, key=attacker, kid=kid), NO_KEY)
    refused("key id " + repr(kid) + " and the right signature", pyjwt(CLAIMS, kid=kid), NO_KEY)
for kid in (7, None, ["rsa"], {"kid": "rsa"}):
    refused("key id that is no text: " + repr(kid), forge({"alg": "RS256", "kid": kid}, CLAIMS, rs256(rsa_key)), NOT_ONE)
for name, value in (
    ("jwk", attackers),
    ("jku", "http://127.0.0.1:9/attackers.json"),
    ("x5u", "http://127.0.0.1:9/attackers.pem"),
    ("x5c", [base64.b64encode(der).decode()]),
):
    refused("the attacker's " + name, forge({**RS, name: value}, CLAIMS, rs256(attacker)), NO_KEY)
    refused("the attacker's " + name + " and no key id", forge({"alg": "RS256", name: value}, CLAIMS, rs256(attacker)), NO_KEY)
refused("something critical", forge({**RS, "crit": ["exp"], "exp": 1}, CLAIMS, rs256(rsa_key)), NOT_ONE)
refused("an alg twice", forge(b'{"alg":"RS256","kid":"rsa","alg":"none"}', CLAIMS, rs256(rsa_key)), NOT_ONE)

# What it is written in
refused("padding", head + "." + body + "." + signature + "==", NOT_ONE)
refused("a line's end", plain + "\n", NOT_ONE)
refused("no JSON", forge(RS, b"sub=admin", rs256(rsa_key)), NOT_ONE)
refused("a list", forge(RS, [CLAIMS], rs256(rsa_key)), NOT_ONE)
refused("JSON and more", forge(RS, json.dumps(CLAIMS).encode() + b"{}", rs256(rsa_key)), NOT_ONE)
refused("not UTF-8", forge(RS, json.dumps(CLAIMS).encode()[:-1] + b',"x":"\xff"}', rs256(rsa_key)), NOT_ONE)
refused("a token in a token", forge({**RS, "cty": "JWT"}, plain.encode(), rs256(rsa_key)), NOT_ONE)
refused(
    "a claim twice",
    forge(RS, json.dumps(CLAIMS)[:-1].encode() + b',"sub":"admin"}', rs256(rsa_key)),
    NOT_ONE,
)
refused("an opaque access token", "ya29.a0AfH6SMBx", NOT_ONE)

# Claims
for name in ("iss", "sub", "aud", "iat", "exp"):
    refused("no " + name, pyjwt(without(name)), "Missing a required claim: " + name)
    refused(name + " null", forge(RS, {**CLAIMS, name: None}, rs256(rsa_key)), "Missing a required claim: " + name)
refused(
    "somebody else's issuer",
    changed(iss="https://evil.example.com"),
    "No OpenIDConnect provider found in your account for https://evil.example.com",
)
for name, issuer in (
    ("a slash behind it", ISSUER + "/"),
    ("another case", ISSUER.upper().replace("HTTPS", "https")),
    ("without TLS", ISSUER.replace("https:", "http:")),
    ("without a scheme", ISSUER.replace("https://", "")),
    ("a port", ISSUER + ":443"),
    ("a query", ISSUER + "?x"),
):
    refused("the issuer with " + name, changed(iss=issuer), "No OpenIDConnect provider found in your account for " + issuer)
refused("somebody else's audience", changed(aud="somebody"), "Incorrect token audience")
refused("somebody else's authorized party", changed(azp="somebody"), "Incorrect token audience")
refused("a part of the audience", changed(aud=AUDIENCE[:-1]), "Incorrect token audience")
refused(
    "two audiences",
    changed(aud=[AUDIENCE, "somebody"]),
    "Token audience contains more than one audience while authorized party is not present",
)
refused("no audience in the list", changed(aud=[]), "Missing a required claim: aud")
refused("an audience that is no text", changed(aud=[7]), "Claim aud must be a string or a list of strings")
for name, expired in (("a second ago", NOW), ("an hour ago", NOW - 3600), ("in 1970", 0), ("before 1970", -1)):
    refused(
        "expired " + name,
        changed(exp=expired),
        "Token expired: current date/time %d must be before the expiration date/time %d" % (NOW, expired),
        "ExpiredTokenException",
    )
refused("not valid yet", changed(nbf=NOW + 60), "Token is not yet valid")
refused("issued in the future", changed(iat=NOW + 60), "Token issued in the future")
for name, value in (("a text", str(NOW + 600)), ("a fraction", NOW + 600.5), ("too large", 10**30), ("a list", [NOW])):
    refused(
        "an end that is " + name,
        forge(RS, {**CLAIMS, "exp": value}, rs256(rsa_key)),
        "Claim exp must be an integer or a long integer",
    )
refused("a subject that is no text", changed(sub={"admin": True}), "Claim sub must be a string")
refused("a subject without end", changed(sub="x" * 256), "Claim sub must have at most 255 characters")

made = [pyjwt({**CLAIMS, **json.loads(claims)}) for claims in sys.argv[4:]]
json.dump({"jwks": JWKS, "good": good, "forged": forged, "made": made}, sys.stdout)
