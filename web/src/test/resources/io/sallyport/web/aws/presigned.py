# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""Identities proven by a presigned URL, as other systems have them proven; prints what came of it as one JSON document.

Usage: presigned.py URL
"""

import base64
import json
import subprocess
import sys
import urllib.error
import urllib.request

SERVER = sys.argv[1]


def eks_token():
    """What `aws eks get-token` prints, with the server in AWS's place."""
    import awscli.botocore.session
    from awscli.customizations.eks.get_token import STSClientFactory, TokenGenerator

    class Session:
        def create_client(self, service, region_name=None, **more):
            return awscli.botocore.session.get_session().create_client(
                service, region_name="us-east-1", endpoint_url=SERVER, **more
            )

    return TokenGenerator(STSClientFactory(Session()).get_sts_client()).get_token("walnut")


def eks_url():
    """What the cluster reads out of the token. Made in a process of its own, for `aws` brings another botocore along."""
    token = subprocess.check_output([sys.executable, __file__, SERVER, "eks"], text=True).strip()
    prefix = "k8s-aws-v1."
    assert token.startswith(prefix)
    encoded = token[len(prefix) :]
    return base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)).decode()


def plain_url(method):
    import boto3

    return boto3.client("sts", endpoint_url=SERVER).generate_presigned_url(
        "get_caller_identity", ExpiresIn=60, HttpMethod=method
    )


def fetch(url, method="GET", **headers):
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers, method=method)) as answer:
            return {"status": answer.status, "type": answer.headers["Content-Type"], "body": answer.read().decode()}
    except urllib.error.HTTPError as refused:
        return {"status": refused.code, "type": refused.headers["Content-Type"], "body": refused.read().decode()}


if sys.argv[2:] == ["eks"]:
    print(eks_token())
else:
    eks = eks_url()
    plain = plain_url("GET")
    as_json = {"Accept": "application/json"}
    print(
        json.dumps(
            {
                "eks": fetch(eks, **{"x-k8s-aws-id": "walnut", **as_json}),
                "eks without its header": fetch(eks, **as_json),
                "eks of another cluster": fetch(eks, **{"x-k8s-aws-id": "pecan", **as_json}),
                "plain": fetch(plain),
                "plain as JSON": fetch(plain, **as_json),
                "plain by POST": fetch(plain_url("POST"), method="POST", **as_json),
                "again": fetch(plain, **as_json),
            }
        )
    )
