# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""Signs requests to the service "orders" and prints them as they would reach it."""
import json
import os
import sys
from urllib.parse import urlsplit

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

HOST = sys.argv[1]
KEYS = Credentials(os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"])


def signed(method, url, body=None, headers=None):
    request = AWSRequest(method, url, data=body, headers=headers or {})
    SigV4Auth(KEYS, "orders", "us-east-1").add_auth(request)
    parts = urlsplit(url)
    told = {"method": method, "path": parts.path, "query": parts.query,
            "headers": {name: value for name, value in request.headers.items()}}
    told["headers"]["Host"] = parts.netloc
    if body is not None:
        import base64
        told["body"] = base64.b64encode(body.encode()).decode()
    return told


print(json.dumps([
    signed("GET", HOST + "/orders/7"),
    signed("GET", HOST + "/orders/7?b=2&a=x%20y", headers={"X-Amz-Note": "a  b"}),
    signed("POST", HOST + "/orders", "caf\u00e9", {"Content-Type": "text/plain"}),
]))
