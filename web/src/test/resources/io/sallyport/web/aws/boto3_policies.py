# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""Policies over the AWS API as boto3 sees them; prints what it saw as one JSON document. Usage: boto3_policies.py URL"""

import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

iam = boto3.client("iam", endpoint_url=sys.argv[1], config=Config(retries={"max_attempts": 1, "mode": "standard"}))

ODD = '{"Version":"2012-10-17",\n\t"Statement": [{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::a+b/%20~*"}]}'
BILLING = "arn:aws:iam::aws:policy/job-function/Billing"


def refusal(call):
    try:
        call()
    except ClientError as refused:
        return refused.response["Error"]["Code"] + ": " + refused.response["Error"]["Message"]
    return "not refused"


def simulated(answer):
    del answer["ResponseMetadata"]
    return answer


iam.create_user(UserName="tyler")
iam.create_group(GroupName="devs")
iam.add_user_to_group(GroupName="devs", UserName="tyler")
iam.put_user_policy(UserName="tyler", PolicyName="odd", PolicyDocument=ODD)
iam.put_group_policy(GroupName="devs", PolicyName="odd", PolicyDocument=ODD)
iam.attach_user_policy(UserName="tyler", PolicyArn=BILLING)
policies = [p for page in iam.get_paginator("list_policies").paginate(Scope="AWS") for p in page["Policies"]]
policy = iam.get_policy(PolicyArn=BILLING)["Policy"]
version = iam.get_policy_version(PolicyArn=BILLING, VersionId=policy["DefaultVersionId"])["PolicyVersion"]
user = iam.get_user(UserName="tyler")["User"]["Arn"]

seen = {
    "user policy": iam.get_user_policy(UserName="tyler", PolicyName="odd")["PolicyDocument"] == json.loads(ODD),
    "group policy": iam.get_group_policy(GroupName="devs", PolicyName="odd")["PolicyDocument"] == json.loads(ODD),
    "inline": iam.list_user_policies(UserName="tyler")["PolicyNames"],
    "attached": iam.list_attached_user_policies(UserName="tyler")["AttachedPolicies"],
    "listed": len({p["Arn"] for p in policies}),
    "members of a listed policy": sorted(policies[0]),
    "members of a policy": sorted(policy),
    "members of a version": sorted(version),
    "document": sorted(version["Document"]),
    "entities": [u["UserName"] for u in iam.list_entities_for_policy(PolicyArn=BILLING)["PolicyUsers"]],
    "custom": simulated(
        iam.simulate_custom_policy(
            PolicyInputList=[ODD],
            ActionNames=["s3:GetObject"],
            ContextEntries=[{"ContextKeyName": "aws:SourceIp", "ContextKeyType": "ip", "ContextKeyValues": ["10.0.0.1"]}],
        )
    ),
    "principal": simulated(
        iam.simulate_principal_policy(
            PolicySourceArn=user, ActionNames=["s3:GetObject"], ResourceArns=["arn:aws:s3:::a+b/%20~x"]
        )
    ),
    "keys": iam.get_context_keys_for_custom_policy(PolicyInputList=[ODD.replace("a+b", "${aws:username}")])[
        "ContextKeyNames"
    ],
    "malformed": refusal(lambda: iam.simulate_custom_policy(PolicyInputList=["{"], ActionNames=["s3:GetObject"])),
    "missing": refusal(lambda: iam.get_policy(PolicyArn=BILLING + "s")),
}
iam.delete_user_policy(UserName="tyler", PolicyName="odd")
iam.detach_user_policy(UserName="tyler", PolicyArn=BILLING)
seen["after"] = [
    iam.list_user_policies(UserName="tyler")["PolicyNames"],
    iam.list_attached_user_policies(UserName="tyler")["AttachedPolicies"],
]
json.dump(seen, sys.stdout)
