"""Texts that many fields share: one component each, in place of a pattern at every field."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from local.openapi.declared import Words

NAMES = {
    ("word", 200): "Word",
    ("word", 500): "LongWord",
    ("line", 200): "Line",
}
"""Names of the shared texts, by what they hold and their longest length."""
KINDS = {
    r"^[^\x00]*$": ("word", "A text without a zero byte, which Postgres cannot hold."),
}
LINE = ("line", "One line that neither begins nor ends with a blank.")


def named(document: Words) -> Words:
    """Return the document with a reference to a component for each repeated text."""
    repeated = {text for text, count in Counter(_texts(document)).items() if count > 1}
    components: Words = {}
    replaced: Words = _replaced(document, repeated, components)
    parts = replaced["components"]
    schemas = dict(sorted((parts["schemas"] | components).items()))
    return replaced | {"components": parts | {"schemas": schemas}}


def _texts(part: Any) -> Iterator[str]:  # noqa: ANN401 - any part of the document
    if isinstance(part, dict) and _name(part):
        yield _key(part)
    children = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    for child in children:
        yield from _texts(child)


def _replaced(part: Any, repeated: set[str], components: Words) -> Any:  # noqa: ANN401 - the same
    if isinstance(part, list):
        return [_replaced(child, repeated, components) for child in part]
    if not isinstance(part, dict):
        return part
    if (name := _name(part)) and _key(part) in repeated:
        components[name] = _plain(part) | {"description": _kind(part)[1]}
        beside = {key: part[key] for key in ("description", "examples") if key in part}
        return {"$ref": f"#/components/schemas/{name}"} | beside
    return {key: _replaced(child, repeated, components) for key, child in part.items()}


def _name(part: Words) -> str | None:
    """Return the name of a text's component, None for any other schema."""
    if part.get("type") != "string" or not isinstance(part.get("pattern"), str):
        return None
    return NAMES.get((_kind(part)[0], part.get("maxLength", 0)))


def _kind(part: Words) -> tuple[str, str]:
    return KINDS.get(part["pattern"], LINE if part["pattern"].startswith("^[^\\t") else ("", ""))


def _plain(part: Words) -> Words:
    return {key: value for key, value in part.items() if key not in {"description", "examples"}}


def _key(part: Words) -> str:
    return json.dumps(_plain(part), sort_keys=True)
