#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""Prints what AWS's service model demands of each member of each request of IAM and STS, one line per member.

    cd web/src/main/resources/io/sallyport/web/aws
    /usr/bin/python3 ../../../../../scripts/aws_constraints.py > constraints.tsv

The model is the service-2.json that Debian's python3-botocore ships. What is younger than that is made once by a newer
botocore, which prints only what the first table lacks:

    python3 ../../../../../scripts/aws_constraints.py constraints.tsv > constraints-newer.tsv
"""
import gzip
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
# Another pattern at AWS since.
NOW_PATTERN = {
    ("iam", operation, "Description"): r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*"
    for operation in ("CreateRole", "CreateServiceLinkedRole", "UpdateRole", "UpdateRoleDescription")
} | {
    ("iam", operation, path + ".member"): r"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]+"
    for operation, path in (
        ("GetContextKeysForCustomPolicy", "PolicyInputList"),
        ("GetContextKeysForPrincipalPolicy", "PolicyInputList"),
        ("SimulateCustomPolicy", "PermissionsBoundaryPolicyInputList"),
        ("SimulateCustomPolicy", "PolicyInputList"),
        ("SimulatePrincipalPolicy", "PermissionsBoundaryPolicyInputList"),
        ("SimulatePrincipalPolicy", "PolicyInputList"),
    )
}
# Values of an enum that this botocore's model does not know yet.
NOW_ALSO = {
    ("iam", operation, "Status"): ("Expired",)
    for operation in (
        "UpdateAccessKey",
        "UpdateSSHPublicKey",
        "UpdateServiceSpecificCredential",
        "UpdateSigningCertificate",
    )
}
COLUMNS = ("service", "operation", "member", "required", "min", "max", "sensitive", "enum", "pattern")
ENUM = COLUMNS.index("enum") - COLUMNS.index("min")


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
        # Packed since botocore 1.32.
        packed = not os.path.exists(path)
        with gzip.open(path + ".gz", "rt", encoding="utf-8") if packed else open(path, encoding="utf-8") as file:
            model = json.load(file)
        for operation, description in model["operations"].items():
            if "input" in description:
                for path, required, *others in members(model["shapes"], model["shapes"][description["input"]["shape"]], ""):
                    if (service, operation, path) in NOW_OPTIONAL:
                        required = ""
                    others[-1] = NOW_PATTERN.get((service, operation, path), others[-1])
                    others[ENUM] = "|".join(filter(None, (others[ENUM], *NOW_ALSO.get((service, operation, path), ()))))
                    yield (service, operation, path, required, *others)


def known(table):
    """The members that a table has a line for; none without a table."""
    if table is None:
        return set()
    with open(table, encoding="utf-8") as file:
        return {tuple(line.split("\t")[:3]) for line in file}


def main():
    there = known(sys.argv[1] if len(sys.argv) > 1 else None)
    print("# Made by aws_constraints.py from the service model of botocore " + botocore.__version__)
    print("\t".join(COLUMNS))
    for row in sorted(row for row in rows() if row[:3] not in there):
        if any(c in cell for cell in row for c in "\t\r\n"):
            sys.exit("a cell of the model needs quoting: %r" % (row,))
        print("\t".join(row))


if __name__ == "__main__":
    main()
