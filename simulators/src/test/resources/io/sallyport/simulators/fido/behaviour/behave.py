# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the Sallyport authors
"""behave.py PORT MODULE [CLAIM...]: tries what a module of this directory claims of the key on that loopback port.

One line of JSON for each claim, in the module's order: its name, and what spoke against it.
"""

import importlib
import json
import sys
import traceback

from ctap_key import Key


def claims(module):
    return [
        f for f in vars(module).values() if callable(f) and getattr(f, "__module__", None) == module.__name__
        and not f.__name__.startswith("_") and isinstance(f, type(claims))
    ]


def main(port, name, *wanted):
    for claim in claims(importlib.import_module(name)):
        if wanted and claim.__name__ not in wanted:
            continue
        key = None
        said = None
        try:
            key = Key(port)
            claim(key)
        except Exception:
            said = "".join(traceback.format_exc().splitlines(keepends=True)[-14:])
        finally:
            if key and key.wire:
                key.wire.close()
        print(json.dumps({"claim": claim.__name__.replace("_", " "), "against": said}), flush=True)


main(int(sys.argv[1]), *sys.argv[2:])
