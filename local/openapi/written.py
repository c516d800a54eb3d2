"""Texts of the API that people have written: the files of `words`."""

from collections.abc import Iterable
from pathlib import Path

import yaml

from local.errors import LocalError
from local.openapi.declared import Words

FOLDER = Path(__file__).with_name("words")
SIDES: dict[str, Words] = {
    "catalog": {},
    "feeds": {"tag": "Feeds"},
    "admin": {"tag": "Operators", "security": "required"},
}
"""Words that every operation of a file has."""


def part(name: str) -> Words:
    """Return one file."""
    words: Words = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return words


def operations() -> dict[str, Words]:
    """Return the words for each operation, as `GET /v1/models`."""
    return _joined(
        {
            route: shared | _method_and_path(side, *route.split(" ")) | words
            for route, words in part(f"operations/{side}").items()
        }
        for side, shared in SIDES.items()
    )


def schemas() -> dict[str, Words]:
    """Return every schema by its name."""
    files = sorted(path.stem for path in (FOLDER / "schemas").iterdir())
    return _joined(part(f"schemas/{name}") for name in files)


def _method_and_path(side: str, method: str, path: str) -> Words:
    return {"writes": side == "admin" and method != "GET", "named": "{" in path}


def _joined(parts: Iterable[dict[str, Words]]) -> dict[str, Words]:
    joined: dict[str, Words] = {}
    for words in parts:
        if twice := joined.keys() & words.keys():
            raise LocalError(f"{min(twice)} is written twice in {FOLDER}")
        joined |= words
    return joined
