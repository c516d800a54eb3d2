"""Bundle: fourteen months of what public lists stated, which come with the code.

`bundle.jsonl.xz` holds the lines of every list, `bundle.json` says where they are from.
`python -m bench.history` writes both anew.
"""

import json
import lzma
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from pricebook.errors import Unreadable
from pricebook.history.dated_list import DatedList, dated_list

LINES = Path(__file__).parent / "bundle.jsonl.xz"
MANIFEST = Path(__file__).parent / "bundle.json"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the lines of one list are from.

    Attributes:
        name: the list.
        source: its repository.
        until: the last day of which its lines tell.
        digest: SHA-256 of its lines.
        lines: how many there are.
    """

    name: str
    source: str
    until: date
    digest: str
    lines: int


def origins() -> list[Origin]:
    """Return what the manifest says of each list."""
    rows = json.loads(MANIFEST.read_text())["lists"]
    return [Origin(**row | {"until": date.fromisoformat(row["until"])}) for row in rows]


def bundled() -> list[DatedList]:
    """Return the bundled history of every list.

    Raises:
        Unreadable: the lines are not those of the manifest.
    """
    lines = lzma.decompress(LINES.read_bytes()).decode().splitlines()
    return [_list(origin, lines) for origin in origins()]


def _list(origin: Origin, lines: Sequence[str]) -> DatedList:
    own = [line.partition("\t")[2] for line in lines if line.partition("\t")[0] == origin.name]
    read = dated_list(origin.name, own, until=origin.until)
    if read.digest != origin.digest:
        raise Unreadable(f"the bundled history of {origin.name} is not that of its manifest")
    return read


def pack(lists: Sequence[tuple[Origin, Sequence[str]]]) -> None:
    """Write both files.

    Args:
        lists: where each list is from, and its lines as JSON.
    """
    text = "".join(f"{origin.name}\t{line}\n" for origin, lines in lists for line in lines)
    LINES.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    rows = [asdict(origin) | {"until": origin.until.isoformat()} for origin, _ in lists]
    MANIFEST.write_text(json.dumps({"lists": rows}, indent=2) + "\n")
