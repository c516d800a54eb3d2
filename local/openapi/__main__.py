"""`python -m local.openapi [--check]`: write openapi.json, or say whether it is current."""

import difflib
import sys
from pathlib import Path

from local.errors import LocalError
from local.home import ROOT
from local.openapi import document

FILE = ROOT / "layers/shared/pricebook/openapi.json"
SHOWN = 40
"""How many lines of a difference are worth printing."""


def main(file: Path = FILE) -> int:
    """Write the document, or with --check answer 1 where it is not current."""
    try:
        found = document.text()
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    if "--check" not in sys.argv:
        file.write_text(found, encoding="utf-8")
        return 0
    return stale(file.read_text(encoding="utf-8"), found)


def stale(committed: str, found: str) -> int:
    """Return 1 where the committed document is not what would be written, and print where."""
    if committed == found:
        return 0
    before, after = committed.splitlines(), found.splitlines()
    lines = difflib.unified_diff(before, after, "openapi.json", "what the code says", lineterm="")
    print(*list(lines)[:SHOWN], sep="\n")
    print("layers/shared/pricebook/openapi.json is not current: run make openapi")
    return 1


if __name__ == "__main__":
    sys.exit(main())
