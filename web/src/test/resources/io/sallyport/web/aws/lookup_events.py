# What boto3 sees of the event log: its answers as JSON on standard output.
import datetime
import json
import sys

import boto3
from botocore.exceptions import ClientError

trail = boto3.client("cloudtrail", endpoint_url=sys.argv[1])


def refused(**parameters):
    try:
        trail.lookup_events(**parameters)
        return "answered"
    except ClientError as error:
        return error.response["Error"]["Code"] + " " + type(error).__name__


def by(key, value):
    found = trail.lookup_events(LookupAttributes=[{"AttributeKey": key, "AttributeValue": value}])["Events"]
    return [event["EventName"] for event in found]


pages = list(trail.get_paginator("lookup_events").paginate(PaginationConfig={"PageSize": 3}))
first = pages[0]["Events"][0]
token = trail.lookup_events(MaxResults=1)["NextToken"]
now = datetime.datetime.now(datetime.timezone.utc)
hour = datetime.timedelta(hours=1)
print(json.dumps({
    "pages": [len(page["Events"]) for page in pages],
    "names": [event["EventName"] for page in pages for event in page["Events"]],
    "ids": len({event["EventId"] for page in pages for event in page["Events"]}),
    "first": {key: str(value) for key, value in first.items() if key not in ("CloudTrailEvent", "Resources")},
    "resources": first["Resources"],
    "record": json.loads(first["CloudTrailEvent"]),
    "by id": by("EventId", first["EventId"]),
    "by name": by("EventName", "CreateUser"),
    "by resource": by("ResourceName", "user-2"),
    "by type": by("ResourceType", "AWS::IAM::Group"),
    "by user": by("Username", "nobody"),
    "by source": by("EventSource", "sts.amazonaws.com"),
    "by key": len(by("AccessKeyId", first["AccessKeyId"])),
    "read only": by("ReadOnly", "true"),
    "in time": len(trail.lookup_events(StartTime=now - hour, EndTime=now)["Events"]),
    "before": len(trail.lookup_events(EndTime=now - hour)["Events"]),
    "insights": len(trail.lookup_events(EventCategory="insight")["Events"]),
    "time range": refused(StartTime=now, EndTime=now - hour),
    "token": refused(NextToken="x"),
    "token of other parameters": refused(
        NextToken=token, LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "CreateUser"}]),
    "most": refused(MaxResults=51),
    "attribute": refused(LookupAttributes=[{"AttributeKey": "Colour", "AttributeValue": "red"}]),
    "attributes": refused(LookupAttributes=[
        {"AttributeKey": "EventName", "AttributeValue": "a"}, {"AttributeKey": "Username", "AttributeValue": "b"}]),
    "category": refused(EventCategory="weather"),
    "other operation": None,
}))
