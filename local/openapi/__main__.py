"""`python -m local.openapi [--check]`: write openapi.json, or say whether it is current."""

import difflib
import sys
from pathlib import Path

from local.errors import LocalError
from local.home import ROOT
from local.openapi import document

FILE = ROOT / "layers/shared/pricebook/openapi.json"
MAX_DIFF_LINES = 40
"""How many lines of a difference are printed."""


def main(file: Path = FILE) -> int:
    """Write the document, or with --check return 1 where it is not current."""
    try:
        text = document.text()
    except LocalError as error:
        print(error, file=sys.stderr)
        return 1
    if "--check" not in sys.argv:
        file.write_text(text, encoding="utf-8")
        return 0
    return stale(file.read_text(encoding="utf-8"), text)


def stale(committed: str, current: str) -> int:
    """Return 1 where the committed document differs from the current one, and print where."""
    if committed == current:
        return 0
    before, after = committed.splitlines(), current.splitlines()
    lines = difflib.unified_diff(before, after, "openapi.json", "what the code says", lineterm="")
    print(*list(lines)[:MAX_DIFF_LINES], sep="\n")
    print("layers/shared/pricebook/openapi.json is not current: run make openapi")
    return 1


if __name__ == "__main__":
    sys.exit(main())
