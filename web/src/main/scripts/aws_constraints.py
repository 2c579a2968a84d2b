#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""Prints what AWS's service model demands of each member of each request of IAM and STS, one line per member.

    /usr/bin/python3 web/src/main/scripts/aws_constraints.py > web/src/main/resources/io/sallyport/web/aws/constraints.tsv

The model is the service-2.json that Debian's python3-botocore ships.
"""
import json
import os
import sys

try:
    import botocore
except ImportError:
    sys.exit("botocore is missing: apt-get install python3-botocore")

SERVICES = (("iam", "2010-05-08"), ("sts", "2011-06-15"))
# Required in this botocore's model, optional at AWS since.
NOW_OPTIONAL = {
    ("iam", "CreateLoginProfile", "UserName"),
    ("iam", "CreateOpenIDConnectProvider", "ThumbprintList"),
    ("iam", "DeactivateMFADevice", "UserName"),
    ("iam", "DeleteLoginProfile", "UserName"),
    ("iam", "GetLoginProfile", "UserName"),
    ("iam", "UpdateSAMLProvider", "SAMLMetadataDocument"),
}
PRIVATE_KEY = {"min": 1, "max": 16384, "sensitive": True, "pattern": "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"}
ENCRYPTION_MODE = {"enum": ["Required", "Allowed"]}
# Unknown to this botocore's model, at AWS since.
NEW = {
    ("iam", "CreateSAMLProvider", "AddPrivateKey"): PRIVATE_KEY,
    ("iam", "CreateSAMLProvider", "AssertionEncryptionMode"): ENCRYPTION_MODE,
    ("iam", "UpdateSAMLProvider", "AddPrivateKey"): PRIVATE_KEY,
    ("iam", "UpdateSAMLProvider", "AssertionEncryptionMode"): ENCRYPTION_MODE,
    ("iam", "UpdateSAMLProvider", "RemovePrivateKey"): {"min": 22, "max": 64, "pattern": "[A-Z0-9]+"},
}
COLUMNS = ("service", "operation", "member", "required", "min", "max", "sensitive", "enum", "pattern")


def facts(shape, required):
    """The columns after the member's path, as text."""
    return (
        "required" if required else "",
        str(shape.get("min", "")),
        str(shape.get("max", "")),
        "sensitive" if shape.get("sensitive") else "",
        "|".join(shape.get("enum", ())),
        shape.get("pattern", ""),
    )


def members(shapes, shape, path, required=False):
    """Rows of a shape and of everything below it. No request of IAM or STS nests a shape in itself."""
    row = facts(shape, required)
    if path and any(row):
        yield (path, *row)
    if shape["type"] == "structure":
        for name, member in shape["members"].items():
            below = path + "." + name if path else name
            yield from members(shapes, shapes[member["shape"]], below, name in shape.get("required", ()))
    elif shape["type"] == "list":
        yield from members(shapes, shapes[shape["member"]["shape"]], path + ".member")


def rows():
    for service, version in SERVICES:
        path = os.path.join(os.path.dirname(botocore.__file__), "data", service, version, "service-2.json")
        with open(path, encoding="utf-8") as file:
            model = json.load(file)
        for operation, description in model["operations"].items():
            if "input" in description:
                for path, required, *others in members(model["shapes"], model["shapes"][description["input"]["shape"]], ""):
                    if (service, operation, path) in NOW_OPTIONAL:
                        required = ""
                    yield (service, operation, path, required, *others)
    for name, shape in NEW.items():
        yield (*name, *facts(shape, False))


def main():
    print("# Made by aws_constraints.py from the service model of botocore " + botocore.__version__)
    print("\t".join(COLUMNS))
    for row in sorted(rows()):
        if any(c in cell for cell in row for c in "\t\r\n"):
            sys.exit("a cell of the model needs quoting: %r" % (row,))
        print("\t".join(row))


if __name__ == "__main__":
    main()
