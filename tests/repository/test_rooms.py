"""Rooms: which package of the layer may import which, held by the imports themselves."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.paths import LAYER, ROOT
from tests.support.python_files import nodes

PACKAGE = LAYER / "pricebook"
ROOMS: dict[str, set[str]] = {
    "errors": set(),
    "settings": {"errors"},
    "telemetry": {"settings"},
    "validation": {"errors"},
    "strict_json": {"errors", "validation"},
    "timestamps": set(),
    "decimals": set(),
    "findings": {"errors"},
    "pricing": set(),
    "identity": set(),
    "aws": {"errors", "settings"},
    "storage": {"aws", "errors", "settings", "telemetry"},
    "adapters": {"decimals", "pricing", "identity", "aws", "errors"},
    "providers": {"adapters", "identity", "pricing", "aws"},
    "references": {"adapters", "decimals", "pricing", "errors"},
    "price_pages": {"adapters", "decimals", "errors", "pricing", "references"},
    "resolution": {"pricing"},
    "serving": {"storage", "errors", "settings", "telemetry"},
    "catalog": {
        *("errors", "identity", "pricing", "serving", "settings", "storage", "telemetry"),
        *("timestamps", "validation"),
    },
    "quote": {"identity", "pricing", "settings", "storage", "strict_json", "validation", "errors"},
    "feeds": {"serving", "references", "resolution", "pricing", "storage", "errors"},
    "ledger": {"catalog", "serving", "storage", "errors", "telemetry"},
    "alerts": {"findings", "storage", "errors", "settings", "telemetry"},
    "snapshots": {"errors", "serving", "storage", "telemetry"},
    "sync": {
        *("adapters", "alerts", "aws", "catalog", "errors", "feeds", "findings", "identity"),
        *("ledger", "price_pages", "pricing", "providers", "references", "resolution"),
        *("serving", "settings", "snapshots", "storage", "telemetry"),
    },
    "history": {
        *("adapters", "errors", "identity", "ledger", "pricing", "providers", "references"),
        *("resolution", "settings", "storage", "sync", "telemetry"),
    },
    "watches": {"errors", "settings", "storage", "telemetry", "validation"},
    "mcp": {"catalog", "errors", "quote", "serving", "validation"},
    "api": {
        *("aws", "catalog", "mcp", "decimals", "errors", "feeds", "identity", "ledger", "pricing"),
        *("quote", "serving", "settings", "storage", "strict_json", "sync", "telemetry"),
        *("timestamps", "validation", "watches", "snapshots"),
    },
    "pages": {"catalog", "errors", "serving", "settings"},
}
"""What each room may import; a room that is not named here does not exist.

From the ground up: a room imports only rooms that stand before it.
"""


def imported(path: Path) -> Iterator[str]:
    """Yield the rooms of the layer that a file imports, late imports included."""
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom) and node.module == "pricebook":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("pricebook."):
            yield str(node.module).split(".")[1]


def room(path: Path) -> str:
    """Return the room that a file stands in."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def arrows() -> dict[str, set[str]]:
    """Return what each room imports."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        if path != PACKAGE / "__init__.py":
            here = found.setdefault(room(path), set())
            here |= set(imported(path)) - {room(path)}
    return found


def test_rooms_import_what_the_table_allows() -> None:
    """A room imports only the rooms that the table names."""
    forbidden = {here: there - ROOMS.get(here, set()) for here, there in arrows().items()}

    assert {} == {here: there for here, there in forbidden.items() if there}


def test_the_table_allows_no_more_than_is_used() -> None:
    """An arrow that nobody needs any more leaves the table, and a room that is gone too."""
    assert arrows() == ROOMS


def test_no_arrow_runs_up() -> None:
    """The rooms stand in order: none imports one that stands after it, so there is no circle."""
    floors = list(ROOMS)
    up = [
        (here, there)
        for here in ROOMS
        for there in ROOMS[here]
        if floors.index(there) >= floors.index(here)
    ]

    assert [] == up


def test_the_layer_never_imports_its_users() -> None:
    """Functions, the local machine, tests and benchmarks import the layer, never the reverse."""
    users = {"functions", "local", "tests", "bench", "migrations"}
    upward = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*.py")
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in users
    ]

    assert [] == upward


def test_the_map_has_every_room() -> None:
    """CONTRIBUTING says of each room of the layer what it is."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    names = {f"{room}.py" if (PACKAGE / f"{room}.py").exists() else f"{room}/" for room in ROOMS}

    assert [] == sorted(name for name in names if f"`{name}`" not in text)
