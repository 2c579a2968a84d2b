# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""A program in a pod or a workflow: boto3 finds AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN by itself, and nothing else.
Prints who it is as JSON. Usage: web_identity_file.py URL"""

import json
import sys

import boto3

# What botocore calls without being asked has no endpoint_url; this one is for whoever it creates.
import botocore.session

url = sys.argv[1]
create = botocore.session.Session.create_client


def here(self, service, *args, **kwargs):
    kwargs["endpoint_url"] = url
    return create(self, service, *args, **kwargs)


botocore.session.Session.create_client = here
print(json.dumps(boto3.client("sts").get_caller_identity()["Arn"]))
