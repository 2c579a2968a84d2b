# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""ClientJourneysTest by boto3: prints what it saw as JSON. Argument: the server's URL."""
import json
import sys

import boto3
from botocore.exceptions import ClientError

iam = boto3.client("iam", endpoint_url=sys.argv[1])
names = ["ann", "Bob", "cy", "dee", "Eve"]
for name in names:
    iam.create_user(UserName=name, Path="/journey/", Tags=[{"Key": "team", "Value": "blue"}])
cy = iam.get_user(UserName="cy")["User"]
paginator = iam.get_paginator("list_users").paginate(PathPrefix="/journey/", PaginationConfig={"PageSize": 2})
pages = [[user["UserName"] for user in page["Users"]] for page in paginator]
for name in names:
    iam.delete_user(UserName=name)
try:
    iam.get_user(UserName="cy")
    missing = "found"
except ClientError as refused:
    missing = "{Code}: {Message}".format(**refused.response["Error"])
print(json.dumps({
    "arn": cy["Arn"],
    "tags": {tag["Key"]: tag["Value"] for tag in cy["Tags"]},
    "pages": pages,
    "after": iam.list_users(PathPrefix="/journey/")["Users"],
    "missing": missing,
}))
