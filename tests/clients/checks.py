"""Named checks, as lib.mjs has them."""

import json
import os
import sys
import traceback
from urllib.request import Request, urlopen

BASE = os.environ["PIJLER_URL"]
_results = {"ok": 0, "failed": 0}


def check(name, ok, detail=""):
    if ok:
        _results["ok"] += 1
    else:
        _results["failed"] += 1
        print(f"not ok: {name}\n    {detail}")
    return bool(ok)


def equal(name, actual, expected):
    return check(name, actual == expected, f"wanted {expected!r}, got {actual!r}")


def attempt(name, run):
    """An exception is one failed check, not the end of the suite."""
    try:
        return run()
    except Exception:
        check(name, False, traceback.format_exc())


def finish(what):
    ok, failed = _results["ok"], _results["failed"]
    if ok + failed == 0:
        failed = 1
    print(f"{ok} {what}" if failed == 0 else f"{failed} of {ok + failed} {what} failed")
    sys.exit(1 if failed else 0)


def account(role):
    with open(os.environ["PIJLER_ACCOUNTS"], encoding="utf-8") as file:
        accounts = json.load(file)["accounts"]
    return next(one for one in accounts if one["role"] == role)


def get(path, **headers):
    with urlopen(Request(f"{BASE}{path}", headers=headers)) as answer:
        return answer.read()
